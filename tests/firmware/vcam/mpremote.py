#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""MicroPython's own mpremote as a client of the virtual camera's serial terminal.

usage: mpremote.py OMV_VCAM MICROPYTHON_SOURCE     (77: skipped)
"""

import ctypes
import json
import os
import pathlib
import select
import subprocess
import sys
import tempfile

SKIPPED = 77
PATIENCE = 60  # seconds


def interpreter():
    """A Python that has pyserial: this one, or the system's."""
    for candidate in (sys.executable, "/usr/bin/python3"):
        try:
            probe = subprocess.run([candidate, "-c", "import serial"], stderr=subprocess.DEVNULL)
        except OSError:
            continue
        if probe.returncode == 0:
            return candidate
    return None


class Camera:
    def __init__(self, vcam, arguments=()):
        self.process = subprocess.Popen(
            [vcam, "--json", "--die-with-parent", *arguments], stdout=subprocess.PIPE, text=True
        )
        self.ready = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)


class Mpremote:
    def __init__(self, python, source, port):
        self.port = port
        self.command = [python, os.path.join(source, "tools/mpremote/mpremote.py"), "connect", port]

    def __call__(self, *arguments, fails=False):
        done = subprocess.run(
            [*self.command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        text = done.stdout.decode(errors="replace").replace("\r\n", "\n")
        print("mpremote", *arguments, "->", done.returncode, repr(text), flush=True)
        assert (done.returncode != 0) == fails, text
        return text


def check_exec(run):
    assert run("exec", "print(6 * 7)") == "42\n"
    assert run("eval", "'a' + 'b'") == "ab\n"
    assert "ZeroDivisionError" in run("exec", "1 / 0", fails=True)
    # Beyond one window of raw paste mode, and with text that is not ASCII.
    long = "\n".join("x%d = 'grün %d'" % (i, i) for i in range(300)) + "\nprint(x299)"
    assert run("exec", long) == "grün 299\n"
    # State stays between commands that resume, and goes with a soft reset.
    run("exec", "kept = 5")
    assert run("resume", "exec", "print(kept)") == "5\n"
    assert run("soft-reset", "exec", "print('kept' in globals())") == "False\n"


def check_files(run, folder):
    data = bytes(range(256)) * 20
    (folder / "data.bin").write_bytes(data)
    run("fs", "cp", str(folder / "data.bin"), ":data.bin")
    assert "5120 data.bin" in run("fs", "ls")
    run("fs", "cp", ":data.bin", str(folder / "back.bin"))
    assert (folder / "back.bin").read_bytes() == data
    run("fs", "mkdir", ":sub")
    run("fs", "cp", ":data.bin", ":sub/copy.bin")
    assert "5120 copy.bin" in run("fs", "ls", ":sub")
    (folder / "hello.py").write_text("import sys\nprint('hello from', sys.platform)\n")
    assert run("run", str(folder / "hello.py")) == "hello from openmv\n"
    run("fs", "cp", str(folder / "hello.py"), ":greet.py")
    assert run("exec", "import greet") == "hello from openmv\n"
    assert run("fs", "cat", ":greet.py").startswith("import sys")
    run("fs", "rm", ":data.bin", ":sub/copy.bin", ":greet.py")
    run("fs", "rmdir", ":sub")
    assert "data.bin" not in run("fs", "ls")


def check_mount(run, folder):
    (folder / "distant.py").write_text("print('from the computer')\nvalue = 17\n")
    text = run("mount", str(folder), "exec", "import distant; print(distant.value)")
    assert "from the computer\n17\n" in text, text


class Bus:
    """Tells when the camera's port goes and comes (inotify, by the C library)."""

    CREATED_OR_MOVED_HERE = 0x100 | 0x80

    def __init__(self, port):
        self.port = port
        libc = ctypes.CDLL(None, use_errno=True)
        self.events = libc.inotify_init1(os.O_CLOEXEC)
        folder = os.path.dirname(port).encode()
        assert libc.inotify_add_watch(self.events, folder, self.CREATED_OR_MOVED_HERE) >= 0
        self.held = os.open(port, os.O_RDWR | os.O_NOCTTY)

    def wait_for_return(self):
        gone = select.poll()
        gone.register(self.held, 0)
        assert gone.poll(PATIENCE * 1000), "the board did not leave the bus"
        os.close(self.held)
        while not os.path.exists(self.port):
            assert select.select([self.events], [], [], PATIENCE)[0], "the board did not come back"
            os.read(self.events, 4096)
        os.close(self.events)


def check_reset(run):
    bus = Bus(run.port)
    run("reset")
    # It comes a moment later, and the next connection's Ctrl-C would end the script that waits for it.
    bus.wait_for_return()
    assert run("exec", "import machine; print(machine.reset_cause())") == "2\n"


def main():
    vcam, source = sys.argv[1:3]
    python = interpreter()
    if python is None:
        print("skipped: no Python here has pyserial (Debian package python3-serial)")
        return SKIPPED
    if not os.path.exists(os.path.join(source, "tools/mpremote/mpremote.py")):
        print("skipped: this MicroPython source has no tools/mpremote")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name, Camera(vcam) as camera:
        folder = pathlib.Path(name)
        run = Mpremote(python, source, camera.ready["pty"])
        check_exec(run)
        check_files(run, folder)
        check_mount(run, folder)
        check_reset(run)
    print("OK")
    return 0


if __name__ == "__main__":
    sys.exit(main())
