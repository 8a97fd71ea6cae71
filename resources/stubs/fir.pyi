# SPDX-License-Identifier: MIT
"""Thermopile arrays: small pictures of temperatures."""

from typing import Any
from image import Image

FIR_SHIELD: int  # Type: the FIR shield (MLX90621).
FIR_MLX90621: int  # Type: 16 x 4 pixels.
FIR_MLX90640: int  # Type: 32 x 24 pixels.
FIR_MLX90641: int  # Type: 16 x 12 pixels.
FIR_AMG8833: int  # Type: 8 x 8 pixels.

def init(type: int = -1, *, refresh: int = -1, resolution: int = -1) -> None:
    """Starts the sensor; -1 looks for one."""
def deinit() -> None:
    """Switches the sensor off."""
def type() -> int:
    """Gives the type of the sensor."""
def width() -> int:
    """Gives the pixels of a row."""
def height() -> int:
    """Gives the pixels of a column."""
def refresh() -> int:
    """Gives the measurements per second."""
def resolution() -> int:
    """Gives the bits of a measurement."""
def read_ta() -> float:
    """Gives the temperature of the sensor itself in Celsius."""
def read_ir(*, hmirror: bool = False, vflip: bool = False, transpose: bool = False, timeout: int = -1) -> tuple[float, list[float], float, float]:
    """Gives (own temperature, temperatures, least, greatest) in Celsius."""
def draw_ir(img: Image, ir: list[float], *, x: int = 0, y: int = 0, x_scale: float = ..., y_scale: float = ..., roi: Any = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = ..., alpha_palette: Any = None, hint: int = 0, scale: tuple[float, float] | None = None) -> None:
    """Draws temperatures as colours over a picture."""
def snapshot(*, hmirror: bool = False, vflip: bool = False, transpose: bool = False, x_scale: float = ..., y_scale: float = ..., roi: Any = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = ..., alpha_palette: Any = None, hint: int = 0, scale: tuple[float, float] | None = None, pixformat: int = ..., copy_to_fb: bool = False, timeout: int = -1) -> Image:
    """Measures and gives a picture of the temperatures."""
