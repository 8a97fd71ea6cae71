#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares resources/stubs/micropython.json with what a running MicroPython has.

usage: check_names.py STUBS-FOLDER OMV
"""
import json
import pathlib
import subprocess
import sys

# One line a module; the pauses let the host read the small output buffer of the board.
SCRIPT = """
import builtins, time
for name in {modules!r}:
    time.sleep_ms(5)
    print("M", name, *[n for n in dir(__import__(name)) if n[0] != "_"])
for name in {types!r}:
    time.sleep_ms(5)
    print("T", name, *[n for n in dir(getattr(builtins, name)) if n[0] != "_"])
print("B", "-", *[n for n in dir(builtins) if n[0] != "_"])
"""


def main():
    listed = json.loads((pathlib.Path(sys.argv[1]) / "micropython.json").read_text())
    script = SCRIPT.format(modules=list(listed["standard"]), types=list(listed["host_only_methods"]))
    ran = subprocess.run([sys.argv[2], "-q", "-p", "sim:ae3?limits=off", "run", "-"], input=script,
                         capture_output=True, text=True, timeout=200)
    wrong = [ran.stderr] if ran.returncode else []
    seen = set()
    for line in ran.stdout.splitlines():
        kind, name, *names = line.split()
        seen.add((kind, name))
        if kind == "M" and set(names) != set(listed["standard"][name]):
            wrong.append(f"module {name}: {sorted(set(names) ^ set(listed['standard'][name]))}")
        if kind == "T" and set(names) & set(listed["host_only_methods"][name]):
            wrong.append(f"type {name} has {sorted(set(names) & set(listed['host_only_methods'][name]))}")
        if kind == "B" and set(names) != set(listed["builtins"]):
            wrong.append(f"builtins: {sorted(set(names) ^ set(listed['builtins']))}")
        if kind == "B" and set(names) & set(listed["host_only_builtins"]):
            wrong.append("builtins that are called host-only")
    missing = len(listed["standard"]) + len(listed["host_only_methods"]) + 1 - len(seen)
    if missing:
        wrong.append(f"{missing} lines are missing")
    print("\n".join(wrong) or "as listed")
    return 1 if wrong else 0


sys.exit(main())
