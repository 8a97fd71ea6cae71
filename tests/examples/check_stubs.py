#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares resources/stubs with the virtual boards.

Each name that a stub promises is there on a board at least; each module that help("modules") tells is known
to the stubs; and help("modules") tells those that the board can import, and no others.

usage: check_stubs.py STUBS-FOLDER OMV
"""
import ast
import json
import pathlib
import subprocess
import sys

BOARDS = ("ae3", "pure-thermal", "rt1062")
ALIASES = {"uasyncio", "udisplay", "uml", "uopenamp"}  # of modules that go by their real names in the stubs
# What other boards of the maker have.
ELSEWHERE = {"display.DSIDisplay"} | {f"image.TAG{family}" for family in (
    "CIRCLE21H7", "CIRCLE49H12", "CUSTOM48H12", "STANDARD41H12", "STANDARD52H13")} | {
    f"{module}.IOCTL_HIMAX_{what}" for module in ("csi", "sensor")
    for what in ("MD_ENABLE", "MD_CLEAR", "MD_WINDOW", "MD_THRESHOLD", "OSC_ENABLE")}
# What only objects show: classes of results, and methods that depend on the board.
UNSEEN = {"image." + name for name in (
    "AprilTag BarCode Blob Circle DataMatrix Displacement Histogram Line Percentile QRCode Rect Similarity "
    "Statistics Threshold kptmatch Image.to_depth Image.draw_event_histogram").split()}
# One line a module that there is; the pauses let the host read the small output buffer of the board.
SCRIPT = """
import sys, time
names = {names!r}
for module in {modules!r}:
    time.sleep_ms(5)
    try:
        __import__(module)
    except ImportError:
        continue
    print("M", module)
    for path in names.get(module, ()):
        thing = sys.modules.get(module) or __import__(module)
        for part in module.split(".")[1:] if thing.__name__ != module else ():
            thing = getattr(thing, part, thing)
        try:
            for part in path.split("."):
                thing = getattr(thing, part)
        except AttributeError:
            time.sleep_ms(1)
            print("-", module, path)
"""


def run(omv, board, script):
    ran = subprocess.run([omv, "-q", "-p", f"sim:{board}?limits=off", "run", "-"], input=script,
                         capture_output=True, text=True, timeout=200)
    if ran.returncode:
        raise SystemExit(f"{board}: {ran.stderr} {ran.stdout[-500:]}")
    return ran.stdout


def promised(path):
    """Names of a stub: functions, classes, constants, and those of classes after a dot.

    Fields of objects, which are written in small letters, are not seen in their class.
    """
    names = []
    for node in ast.parse(path.read_text()).body:
        names += named(node)
        if isinstance(node, ast.ClassDef):
            names += [f"{node.name}.{name}" for inner in node.body for name in named(inner)
                      if not (isinstance(inner, ast.AnnAssign) and name.islower())]
    return names


def named(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [] if node.name.startswith("_") else [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id]
    return []


def listed(text):
    """Modules that help("modules") told, as they are imported."""
    names = set()
    for line in text.splitlines():
        if "filesystem" not in line:
            names |= set(line.split())
    return {name.removesuffix("/__init__").replace("/", ".") for name in names}


def main():
    folder, omv = pathlib.Path(sys.argv[1]), sys.argv[2]
    names = {path.stem: promised(path) for path in folder.glob("*.pyi")}
    known = set(json.loads((folder / "micropython.json").read_text())["modules"])
    told = {board: listed(run(omv, board, "help('modules')\n")) for board in BOARDS}
    every = set().union(*told.values())
    modules = sorted(every | set(names))
    wrong, lacking, there = [], {}, {}
    for board in BOARDS:
        lines = [line.split() for line in run(omv, board, SCRIPT.format(modules=modules, names=names)).splitlines()]
        there[board] = {line[1] for line in lines if line[0] == "M"}
        lacking[board] = {(line[1], line[2]) for line in lines if line[0] == "-"}
        private = {n for n in told[board] if n.startswith("_")} - {"__main__", "_asyncio"}
        wrong += [f"{board}: help('modules') tells {name}" for name in sorted(private)]
        wrong += [f"{board}: told but cannot be imported: {name}" for name in sorted(told[board] - there[board])]
        wrong += [f"{board}: not told: {name}" for name in sorted(there[board] & every - told[board])]
    for module in modules:
        boards = [board for board in BOARDS if module in there[board]]
        if module in names and not boards:
            wrong.append(f"{module}: a stub, but on no board")
        for name in names.get(module, []) if boards else []:
            full = f"{module}.{name}"
            if {full, full.rpartition(".")[0]} & (ELSEWHERE | UNSEEN):
                continue
            if all((module, name) in lacking[board] for board in boards):
                wrong.append(f"{full}: in the stub, but on no board")
        package = module.rpartition(".")[0]
        if not module.startswith("_") and module not in known | ALIASES and package not in known - {"ml"}:
            wrong.append(f"{module}: on a board, but not in micropython.json")
    print("\n".join(wrong) or f"{sum(map(len, names.values()))} names as promised")
    return 1 if wrong else 0


sys.exit(main())
