# SPDX-License-Identifier: MIT
"""machine: MicroPython's module, the board's LEDs, and what only some boards have."""

import _board
from umachine import *

if _board.has("CAN"):
    from _can import CAN
if _board.has("SDCard") and not _board.has("pyb"):
    from _sdcard import SDCard


class LED:
    """An LED of the board. They light when their pin is low; value() is the pin's level."""

    def __init__(self, name):
        self._pin = name if isinstance(name, Pin) else Pin(name, Pin.OUT, value=1)

    def on(self):
        self._pin.low()

    def off(self):
        self._pin.high()

    def toggle(self):
        self._pin.value(not self._pin.value())

    def high(self):
        self._pin.high()

    def low(self):
        self._pin.low()

    def value(self, v=None):
        if v is None:
            return self._pin.value()
        self._pin.value(not v)

    def boardname(self):
        return self._pin.names()[-1] if _board.has("pyb") else self._pin.name()

    def __repr__(self):
        return "LED('%s')" % self.boardname()
