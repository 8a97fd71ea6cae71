# SPDX-License-Identifier: MIT
"""pyb.ExtInt: the lines of the interrupt controller, each with one callback."""

from machine import Pin
from _pyb_base import _pin

_LINES = const(24)
_EVENT = const(4)  # a mode that wakes the processor and calls nobody

_active = {}


class ExtInt:
    IRQ_RISING = 1
    IRQ_FALLING = 2
    IRQ_RISING_FALLING = 3
    EVT_RISING = 5
    EVT_FALLING = 6
    EVT_RISING_FALLING = 7

    def __init__(self, pin, mode, pull, callback):
        self._pin = None
        if isinstance(pin, int):
            self._line = self._inner_line(pin)
        else:
            self._pin = _pin(pin)
            self._line = self._pin.pin()
        if not 1 <= mode <= 7 or mode == _EVENT:
            raise ValueError("invalid ExtInt Mode: %d" % mode)
        if pull not in (Pin.PULL_NONE, Pin.PULL_UP, Pin.PULL_DOWN):
            raise ValueError("invalid ExtInt Pull: %d" % pull)
        if callback is not None and not callable(callback):
            raise ValueError("callback must be None or a callable object")
        old = _active.get(self._line)
        if old and callback is not None:
            raise ValueError("ExtInt vector %d is already in use" % self._line)
        if old:
            old.disable()
            del _active[self._line]
        self._mode = mode
        self._callback = callback
        self._enabled = False
        if callback is not None:
            if self._pin:
                self._pin.init(Pin.IN, pull)
            _active[self._line] = self
            self.enable()

    @staticmethod
    def _inner_line(number):
        """Those of the processor's own, which nothing drives here but swint()."""
        if number < 16:
            raise ValueError("ExtInt vector %d < 16, use a Pin object" % number)
        if number >= _LINES:
            raise ValueError("ExtInt vector %d >= max of %d" % (number, _LINES))
        return number

    def _call(self, _=None):
        if self._enabled and self._mode < _EVENT and _active.get(self._line) is self:
            self._callback(self._line)

    def line(self):
        return self._line

    def enable(self):
        if _active.get(self._line) is not self:
            return
        self._enabled = True
        if self._pin:
            self._pin.irq(self._call, self._mode & 3)

    def disable(self):
        self._enabled = False
        if self._pin and _active.get(self._line) is self:
            self._pin.irq(None)

    def swint(self):
        self._call()

    @staticmethod
    def regs():
        on = [line for line in _active.values() if line._enabled]
        values = {
            "IMR": [line for line in on if line._mode < _EVENT],
            "EMR": [line for line in on if line._mode > _EVENT],
            "RTSR": [line for line in _active.values() if line._mode & 1],
            "FTSR": [line for line in _active.values() if line._mode & 2],
        }
        for name in ("IMR", "EMR", "RTSR", "FTSR", "SWIER", "PR"):
            for bank in (1, 2, 3):
                bits = sum(1 << line._line for line in values.get(name, ())) if bank == 1 else 0
                print("EXTI_%-6s %08x" % (name + str(bank), bits))

    def __repr__(self):
        return "<ExtInt line=%u>" % self._line
