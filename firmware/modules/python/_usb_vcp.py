# SPDX-License-Identifier: MIT
"""pyb.USB_VCP: bytes of a script to and from the host."""

import machine
import micropython
import omv
import select
import sys
import time


class USB_VCP:
    """The port to the host while it is a terminal. What a protocol host sends is none of it."""

    RTS = 1
    CTS = 2
    IRQ_RX = 1
    _PERIOD_MS = 5

    def __init__(self, id=0):
        self._poll = select.poll()
        self._poll.register(sys.stdin, select.POLLIN)
        self._timer = None

    def init(self, *, flow=0):
        pass

    def isconnected(self):
        return True

    def debug_mode_enabled(self):
        return omv.debug_mode()

    def any(self):
        return bool(self._poll.poll(0))

    def setinterrupt(self, chr):
        micropython.kbd_intr(chr)

    def send(self, data, *, timeout=5000):
        return sys.stdout.buffer.write(bytes((data,)) if isinstance(data, int) else data)

    def write(self, data):
        return self.send(data)

    def readinto(self, buf, maxlen=None):
        """What is there, without waiting; None: nothing."""
        view = memoryview(buf)[: len(buf) if maxlen is None else maxlen]
        count = 0
        while count < len(view) and self.any():
            sys.stdin.buffer.readinto(view[count : count + 1])
            count += 1
        return count or None

    def read(self, nbytes=None):
        got = b""
        piece = bytearray(256)
        while nbytes is None or len(got) < nbytes:
            count = self.readinto(piece, 256 if nbytes is None else min(256, nbytes - len(got)))
            if not count:
                break
            got += piece[:count]
        return bytes(got) if got else None

    def readline(self):
        got = b""
        while not got.endswith(b"\n") and self.any():
            got += sys.stdin.buffer.read(1)
        return got or None

    def recv(self, data, *, timeout=5000):
        """Bytes, or how many came into the buffer, until the time is over."""
        buf = bytearray(data) if isinstance(data, int) else data
        view = memoryview(buf)
        count, start = 0, time.ticks_ms()
        while count < len(view):
            count += self.readinto(view[count:]) or 0
            left = timeout - time.ticks_diff(time.ticks_ms(), start)
            if count == len(view) or left <= 0:
                break
            self._poll.poll(min(left, 20))
        return bytes(view[:count]) if isinstance(data, int) else count

    def readlines(self):
        lines = []
        while self.any():
            lines.append(self.readline())
        return lines

    def irq(self, handler=None, trigger=IRQ_RX, hard=False):
        """Calls the handler when bytes came since it was called last, or none were left then."""
        if handler is not None and not callable(handler):
            raise ValueError("handler must be None or callable")
        if trigger & ~self.IRQ_RX:
            raise ValueError("trigger 0x%04x unsupported" % trigger)
        if self._timer:
            self._timer.deinit()
            self._timer = None
        if handler is None:
            return
        known = False

        def look(_):
            nonlocal known
            if self.any() and not known:
                handler(self)
            known = self.any()

        self._timer = machine.Timer(-1, period=self._PERIOD_MS, callback=look)

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()
