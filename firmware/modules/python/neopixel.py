# SPDX-License-Identifier: MIT
"""neopixel: chains of WS2812. Their bits are sent, and nothing here shows them."""

from machine import bitstream


class NeoPixel:
    ORDER = (1, 0, 2, 3)  # green first on the wire

    def __init__(self, pin, n, bpp=3, timing=1):
        self.pin = pin
        self.n = n
        self.bpp = bpp
        self.buf = bytearray(n * bpp)
        # High and low of a 0, high and low of a 1, in nanoseconds: of 800 or 400 kHz.
        if isinstance(timing, int):
            timing = (400, 850, 800, 450) if timing else (800, 1700, 1600, 900)
        self.timing = timing
        pin.init(pin.OUT)

    def __len__(self):
        return self.n

    def _place(self, index):
        if not -self.n <= index < self.n:
            raise IndexError("bytearray index out of range")
        return index % self.n * self.bpp

    def __setitem__(self, index, color):
        place = self._place(index)
        for i in range(self.bpp):
            self.buf[place + self.ORDER[i]] = color[i]

    def __getitem__(self, index):
        place = self._place(index)
        return tuple(self.buf[place + self.ORDER[i]] for i in range(self.bpp))

    def fill(self, color):
        for index in range(self.n):
            self[index] = color

    def write(self):
        bitstream(self.pin, 0, self.timing, self.buf)
