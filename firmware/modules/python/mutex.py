# SPDX-License-Identifier: MIT
"""mutex: keeps a script and its interrupt handlers apart. Board module: pure-thermal, rt1062."""

import _board

_board.require("mutex")

from machine import disable_irq, enable_irq


class MutexException(OSError):
    pass


class Mutex:
    def __init__(self):
        self._held = False

    def test(self):
        """Takes it if it is free; whether that worked. Never waits."""
        state = disable_irq()
        taken = not self._held
        self._held = True
        enable_irq(state)
        return taken

    def release(self):
        state = disable_irq()
        held, self._held = self._held, False
        enable_irq(state)
        if not held:
            raise MutexException("the mutex is not held")

    def acquire(self):
        while not self.test():
            pass

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *_):
        self.release()
