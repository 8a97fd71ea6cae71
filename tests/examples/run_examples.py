#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs each example on each virtual board that it is for: no exception, and frames if it takes any.

usage: run_examples.py EXAMPLES-FOLDER OMV [WORD...]   (WORD: only examples with it in their name)
"""
import concurrent.futures
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import sim_script  # noqa: E402

BOARDS = ("ae3", "pure-thermal", "rt1062")
FRAMES = 3
SECONDS = 2
AT_ONCE = 3

# Examples that end by themselves, which must not be cut short.
ENDS = {"files/log_to_csv.py", "files/save_a_picture.py", "files/settings_in_json.py",
        "python/errors.py", "board/who_am_i.py"}
# What a caught and printed exception looks like is part of this one.
PRINTS_EXCEPTIONS = {"python/errors.py"}


def run(folder, omv, example, board):
    """What is wrong; None when nothing is."""
    file = example["file"]
    takes = "csi.CSI(" in (folder / file).read_text()
    ends = file in ENDS
    return sim_script.run(omv, f"sim:{board}", folder / file, FRAMES if takes and not ends else 0,
                          0 if ends else SECONDS, at_least_one_frame=takes, raises=file in PRINTS_EXCEPTIONS)


def main():
    folder, omv, words = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    examples = json.loads((folder / "index.json").read_text())["examples"]
    listed = {e["file"] for e in examples}
    there = {str(p.relative_to(folder)) for p in folder.rglob("*.py")}
    bad = [f"{name}: not in index.json" for name in sorted(there - listed)]
    jobs = [(e, b) for e in examples for b in (e["boards"] or BOARDS)
            if not words or any(w in e["file"] for w in words)]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda job: run(folder, omv, *job), jobs)
        for (example, board), wrong in zip(jobs, results):
            if wrong:
                bad.append(f"{example['file']} on {board}: {wrong}")
    print("\n".join(bad))
    print(f"{len(jobs)} runs of {len(examples)} examples, {len(bad)} wrong")
    return 1 if bad or len(examples) < 20 or not jobs else 0


sys.exit(main())
