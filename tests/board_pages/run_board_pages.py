#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs what the boards' pages tell people to write, a short script a topic, on the virtual board.

usage: run_board_pages.py OMV [WORD...]   (WORD: only scripts with it in their path)

A script says in comments at its top how it is run: options (of the virtual board), frames (so many must
come) and expect (a regular expression that what it prints must contain). {folder} among the options is a
fresh folder with a file in it.
"""
import concurrent.futures
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import sim_script  # noqa: E402

AT_ONCE = 3


def header(path):
    return dict(re.findall(r"^# (\w+): (.+)$", path.read_text(), re.M))


def run(omv, path):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "a file that was there").touch()
        return run_with(omv, path, folder)


def run_with(omv, path, folder):
    said = header(path)
    options = said.get("options", "").replace("{folder}", folder)
    port = f"sim:{path.parent.name}" + (f"?{options}" if options else "")
    return sim_script.run(omv, port, path, int(said.get("frames", 0)), expect=said.get("expect", ""))


def main():
    omv, words = sys.argv[1], sys.argv[2:]
    paths = [p for p in sorted(HERE.glob("*/*.py")) if not words or any(w in str(p) for w in words)]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda path: run(omv, path), paths))
    bad = [f"{p.parent.name}/{p.name}: {wrong}" for p, wrong in zip(paths, results) if wrong]
    print("\n".join(bad))
    print(f"{len(paths)} scripts, {len(bad)} wrong")
    return 1 if bad or not paths else 0


sys.exit(main())
