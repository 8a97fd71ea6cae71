# SPDX-License-Identifier: MIT
"""Runs a script on a virtual board by `omv`, and says what is wrong with that."""
import json
import re
import signal
import subprocess
import threading

DEADLINE_S = 300


FASTEST_FPS = 60  # of all sensors, as they are after reset()


def settling(script):
    """So many frames come at most before its loop: while a sensor settles it sends some, too."""
    milliseconds = sum(map(int, re.findall(r"snapshot\(time=(\d+)", script.read_text())))
    return milliseconds * FASTEST_FPS // 1000


class Seen:
    """What has come from the script so far."""

    def __init__(self):
        self.printed = ""
        self.frames = 0

    def take(self, line):
        if not line.startswith("{"):
            return
        record = json.loads(line)
        if record.get("type") == "print":
            self.printed += record.get("text", "")
        self.frames += record.get("type") == "frame"


def watch(omv, port, script, enough, seconds):
    """Runs it until it ends, or `enough(seen)`. Returns what came, the exit code (None: stopped), stderr."""
    limits = ["--seconds", str(seconds)] if seconds else []
    command = [omv, "--json", "-p", port, "run", str(script), *limits]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    late = threading.Timer(DEADLINE_S, process.kill)
    late.start()
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    seen, stopped = Seen(), False
    for line in process.stdout:
        seen.take(line)
        if not stopped and enough(seen):
            stopped = True
            # Not SIGINT: what a shell starts in the background ignores that, and hands it on.
            process.send_signal(signal.SIGTERM)
    code = process.wait()
    late.cancel()
    reader.join()
    return seen, None if stopped else code, "".join(errors)


def run(omv, port, script, frames=0, seconds=0, expect="", raises=False):
    """What is wrong, as a text; None when nothing is.

    It has to send so many frames, after its sensor has settled, and to print something that fits `expect`, a
    regular expression or a function that is given all that was printed, and is stopped when it did. Without either
    it has to end by itself, or is stopped after `seconds`. raises: it prints a traceback on purpose.
    """
    frames += settling(script) if frames else 0

    def fits(seen):
        if seen.frames < frames or not expect:
            return seen.frames >= frames
        return expect(seen.printed) if callable(expect) else re.search(expect, seen.printed) is not None

    stops = (frames or expect) and not raises
    seen, code, errors = watch(omv, port, script, fits if stops else lambda seen: False, seconds)
    tail = seen.printed[-500:]
    late = stops and code == -signal.SIGKILL  # what it waited for did not come
    if code and not late:
        return f"exit code {code}: {errors.strip()} {tail}"
    if "Traceback" in seen.printed and not raises:
        return tail
    if seen.frames < frames:
        return f"{seen.frames} of {frames} frames came: {tail}"
    # What was stopped did fit; what came after that is not judged.
    if code is not None and not fits(seen):
        return f"nothing printed fits {expect!r}: {tail}"
    return None
