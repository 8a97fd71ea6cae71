#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs each example on each virtual board that it is for, before the scene that it is for.

No exception, frames if it takes any, and it prints what expectations.json says: that it found what the
scene holds. There, "expect" is a regular expression. With "where", all lines that fit it are taken, and
"where" is a condition in Python that has to come true (see scene_truth.py). A script may see the scene from
any of its frames on, and as few of them as a slow computer takes: whatever a condition says of the first line,
or of all of them, has to hold then, too.

usage: run_examples.py EXAMPLES-FOLDER OMV [WORD...]   (WORD: only examples with it in their name)
"""
import concurrent.futures
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import scene_truth  # noqa: E402
import sim_script  # noqa: E402

BOARDS = ("ae3", "pure-thermal", "rt1062")
FRAMES = 3
SECONDS = 1
AT_ONCE = 3


def run(folder, omv, example, board, expected):
    """What is wrong; None when nothing is."""
    file = example["file"]
    scene = example.get("scene")
    options = [f"scene={scene}"] if scene else []
    options += [example["options"]] if "options" in example else []
    port = f"sim:{board}" + ("?" + "&".join(options) if options else "")
    ends = expected.get("ends", False)
    # What ends by itself may be over before its frames were taken from it.
    frames = FRAMES if not ends and "csi.CSI(" in (folder / file).read_text() else 0
    seconds = 0 if ends or frames or "expect" in expected else SECONDS
    expect = expected.get("expect", "")
    if "where" in expected:
        truth = folder.parent / "scenes" / f"{scene}.json" if scene else None
        expect = scene_truth.Condition(expect, expected["where"], truth, board)
    return sim_script.run(omv, port, folder / file, frames, seconds, expect, expected.get("raises", False))


def main():
    folder, omv, words = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    examples = json.loads((folder / "index.json").read_text())["examples"]
    expectations = json.loads((HERE / "expectations.json").read_text())
    listed = {e["file"] for e in examples}
    there = {str(p.relative_to(folder)) for p in folder.rglob("*.py")}
    bad = [f"{name}: not in index.json" for name in sorted(there - listed)]
    bad += [f"{name}: expected, but no example" for name in sorted(set(expectations) - listed)]
    jobs = [(e, b) for e in examples for b in (e["boards"] or BOARDS)
            if not words or any(w in e["file"] for w in words)]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda job: run(folder, omv, *job, expectations.get(job[0]["file"], {})), jobs)
        for (example, board), wrong in zip(jobs, results):
            if wrong:
                bad.append(f"{example['file']} on {board}: {wrong}")
    print("\n".join(bad))
    print(f"{len(jobs)} runs of {len(examples)} examples, {len(bad)} wrong")
    return 1 if bad or len(examples) < 60 or not jobs else 0


sys.exit(main())
