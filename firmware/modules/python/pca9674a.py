# SPDX-License-Identifier: MIT
"""pca9674a: the eight pins of a PCA9674A at I2C, as the joystick of the OLED board. Board module: ae3."""

import _board

_board.require("pca9674a")

from machine import Pin


class PCA9674A:
    def __init__(self, bus, irq_pin, address=0x3F, callback=None):
        self.bus = bus
        self.address = address
        self.callback = callback
        self.irq_pin = None
        self._pin_name = irq_pin
        self.reset()

    def write(self, value):
        self.bus.writeto(self.address, bytes((value,)))

    def read(self):
        return self.bus.readfrom(self.address, 1)[0]

    def reset(self):
        """All pins are inputs, and none has changed."""
        if self.irq_pin:
            self.irq_pin.irq(None)
        self.write(0xFF)
        self.read()
        self.irq_pin = Pin(self._pin_name, Pin.IN, Pin.PULL_UP)
        if self.callback:
            self.irq_pin.irq(self.callback, Pin.IRQ_FALLING)
