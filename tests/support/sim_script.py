# SPDX-License-Identifier: MIT
"""Runs a script on a virtual board by `omv`, and says what is wrong with that."""
import json
import re
import subprocess


def run(omv, port, script, frames=0, seconds=0, expect="", at_least_one_frame=False, raises=False):
    """What is wrong, as a text; None when nothing is.

    frames, seconds: the script is stopped then (0: it ends by itself). expect: a regular expression that
    what it prints must contain. raises: it prints a traceback on purpose.
    """
    limits = (["--frames", str(frames)] if frames else []) + (["--seconds", str(seconds)] if seconds else [])
    command = [omv, "--json", "-p", port, "run", str(script), *limits]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return "did not end"
    records = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    printed = "".join(r.get("text", "") for r in records if r.get("type") == "print")
    if ran.returncode != 0:
        return f"exit code {ran.returncode}: {ran.stderr.strip()} {printed[-500:]}"
    if "Traceback" in printed and not raises:
        return printed[-500:]
    if at_least_one_frame and not any(r.get("type") == "frame" for r in records):
        return "no frame came"
    if expect and not re.search(expect, printed):
        return f"nothing printed fits {expect!r}: {printed[-500:]}"
    return None
