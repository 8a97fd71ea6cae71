# SPDX-License-Identifier: MIT
"""pca9674a: eight pins at I2C. A pin that is written 1 can be read."""

import time

from machine import Pin


class PCA9674A:
    def __init__(self, bus, irq_pin, address=0x3F, callback=None):
        self.bus = bus
        self.address = address
        self.callback = callback
        self.irq_pin = Pin(irq_pin, Pin.IN, Pin.PULL_UP)
        self.reset()

    def write(self, value):
        self.bus.writeto(self.address, bytes((value & 0xFF,)))

    def read(self):
        return self.bus.readfrom(self.address, 1)[0]

    def reset(self):
        self.irq_pin.irq(None)
        self.write(0xFF)
        time.sleep_ms(10)
        self.read()
        if self.callback is not None:
            self.irq_pin.irq(self.callback, Pin.IRQ_FALLING)
