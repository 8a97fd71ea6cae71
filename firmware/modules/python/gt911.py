# SPDX-License-Identifier: MIT
"""gt911: Goodix's touch controller, at I2C."""

import struct
import time
from array import array
from machine import Pin

_COMMAND = const(0x8040)
_CONFIG = const(0x8047)  # version, and so on up to the checksum
_CONFIG_BYTES = const(184)
_SIZE = const(0x8048)
_TOUCHES = const(0x804C)
_RATE = const(0x8056)
_CHECKSUM = const(0x80FF)
_ID = const(0x8140)
_STATUS = const(0x814E)
_POINTS = const(0x814F)
_MOST = const(5)


class GT911:
    def __init__(
        self,
        bus,
        reset_pin,
        irq_pin,
        address=0x5D,
        width=800,
        height=480,
        touch_points=1,
        reverse_x=False,
        reverse_y=False,
        reverse_axis=True,
        sito=True,
        refresh_rate=240,
        touch_callback=None
    ):
        self.bus = bus
        self.address = address
        self.touch_callback = touch_callback
        self.rst_pin = Pin(reset_pin, Pin.OUT, value=0)
        self.irq_pin_label = irq_pin
        self.irq_pin = None
        self.points_data = [array("H", (0, 0, 0, 0)) for _ in range(_MOST)]
        self.reset()
        switches = 1 | sito << 2 | reverse_axis << 3 | reverse_x << 6 | reverse_y << 7
        self._write(_SIZE, struct.pack("<HH", width, height))
        self._write(_TOUCHES, bytes((touch_points, switches)))  # two registers
        self._write(_RATE, bytes((4000 // refresh_rate & 0xFF,)))  # in quarters of milliseconds
        self._write(_COMMAND, b"\0")
        # The sum of all bytes is 0; what follows the checksum tells the chip to take them.
        total = sum(self._read(_CONFIG, _CONFIG_BYTES))
        self._write(_CHECKSUM, bytes((-total & 0xFF, 1)))

    def _read(self, register, size):
        return self.bus.readfrom_mem(self.address, register, size, addrsize=16)

    def _write(self, register, data):
        self.bus.writeto_mem(self.address, register, data, addrsize=16)

    def read_id(self):
        return self._read(_ID, 4)

    def read_points(self):
        """How many, and of each x, y, size and number."""
        status = self._read(_STATUS, 1)[0]
        count = min(status & 0x0F, _MOST)
        if status & 0x80:
            for i in range(count):
                number, x, y, size = struct.unpack("<BHHH", self._read(_POINTS + 8 * i, 7))
                point = self.points_data[i]
                point[0], point[1], point[2], point[3] = x, y, size, number
            self._write(_STATUS, b"\0")
        return count, self.points_data

    def reset(self):
        if self.irq_pin is not None:
            self.irq_pin.irq(handler=None)
        self.rst_pin(0)
        time.sleep_ms(10)
        # Low while the reset ends: the chip listens at 0x5D.
        self.irq_pin = Pin(self.irq_pin_label, Pin.OUT, value=0)
        time.sleep_ms(50)
        self.rst_pin(1)
        time.sleep_ms(100)
        self.irq_pin = Pin(self.irq_pin_label, Pin.IN, Pin.PULL_UP)
        if self.touch_callback is not None:
            self.irq_pin.irq(handler=self.touch_callback, trigger=Pin.IRQ_FALLING)
