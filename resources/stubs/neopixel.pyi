# SPDX-License-Identifier: MIT
"""Chains of WS2812 lamps."""
from machine import Pin

class NeoPixel:
    """n lamps at a pin; pixels[i] = (red, green, blue), shown by write()."""

    ORDER: tuple  # Places of red, green, blue and white on the wire.

    def __init__(self, pin: Pin, n: int, bpp: int = 3, timing: int | tuple = 1) -> None: ...
    def __len__(self) -> int: ...
    def __setitem__(self, index: int, color: tuple) -> None: ...
    def __getitem__(self, index: int) -> tuple: ...
    def fill(self, color: tuple) -> None:
        """Gives all lamps one colour."""
    def write(self) -> None:
        """Sends the colours to the lamps."""
