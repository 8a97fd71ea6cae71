# SPDX-License-Identifier: MIT
"""Goodix's touch controller, at I2C."""
from typing import Any, Callable
from machine import I2C

class GT911:
    """A touch panel of up to five fingers."""

    def __init__(self, bus: I2C, reset_pin: Any, irq_pin: Any, address: int = 0x5D, width: int = 800, height: int = 480, touch_points: int = 1, reverse_x: bool = False, reverse_y: bool = False, reverse_axis: bool = True, sito: bool = True, refresh_rate: int = 240, touch_callback: Callable | None = None) -> None: ...
    def read_id(self) -> bytes:
        """Gives the chip's name."""
    def read_points(self) -> tuple[int, list]:
        """Gives how many fingers touch, and of each x, y, size and number."""
    def reset(self) -> None:
        """Resets the chip."""
