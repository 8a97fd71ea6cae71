# SPDX-License-Identifier: MIT
"""The distance sensor of 8 x 8 zones (AE3)."""

from typing import Any
from image import Image

TOF_VL53LX: int  # Type: the VL53L sensors.

def init(type: int = -1) -> None:
    """Starts the sensor; RuntimeError when there is none."""
def reset() -> None:
    """Restarts the sensor."""
def deinit() -> None:
    """Switches the sensor off."""
def type() -> int:
    """Gives the type of the sensor."""
def width() -> int:
    """Gives the zones of a row, 8."""
def height() -> int:
    """Gives the zones of a column, 8."""
def refresh() -> int:
    """Gives the measurements per second, 15."""
def read_depth(*, hmirror: bool = False, vflip: bool = False, transpose: bool = False, timeout: int = 100) -> tuple[list[float], float, float]:
    """Gives (64 distances in mm, least, greatest)."""
def draw_depth(img: Image, depth: list[float], *, x: int = 0, y: int = 0, x_scale: float = ..., y_scale: float = ..., roi: Any = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = ..., alpha_palette: Any = None, hint: int = 0, scale: tuple[float, float] | None = None) -> None:
    """Draws distances as colours over a picture."""
def snapshot(*, hmirror: bool = False, vflip: bool = False, transpose: bool = False, x_scale: float = ..., y_scale: float = ..., roi: Any = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = ..., alpha_palette: Any = None, hint: int = 0, scale: tuple[float, float] | None = None, pixformat: int = ..., copy_to_fb: bool = False, timeout: int = 100) -> Image:
    """Measures and gives a picture of the distances."""
