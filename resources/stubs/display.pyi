# SPDX-License-Identifier: MIT
"""Displays: by SPI, parallel, or television."""

from typing import Any
from image import Image

class SPIDisplay:
    """A display on the SPI bus, such as the LCD shield."""

    def __init__(self, width: int = 128, height: int = 160, refresh: int = 60, bgr: bool = False, byte_swap: bool = False, hmirror: bool = True, vflip: bool = True, triple_buffer: bool = ..., *, controller: Any = None, backlight: Any = None) -> None: ...
    def width(self) -> int:
        """Gives the width in pixels."""
    def height(self) -> int:
        """Gives the height in pixels."""
    def triple_buffer(self) -> bool:
        """Tells whether three buffers are used."""
    def bgr(self) -> bool:
        """Tells whether red and blue are swapped."""
    def byte_swap(self) -> bool:
        """Tells whether bytes are swapped."""
    def framesize(self) -> int:
        """Gives the size by number."""
    def refresh(self) -> int:
        """Gives the pictures per second."""
    def clear(self, display_off: bool = False) -> None:
        """Shows black."""
    def backlight(self, value: int = ...) -> int:
        """Sets the backlight, 0 to 100, or gives it."""
    def write(self, image: Image, *, x: int = 0, y: int = 0, x_scale: float = ..., y_scale: float = ..., roi: Any = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0) -> None:
        """Shows a picture."""
    def bus_write(self, cmd: int, args: Any = None, *, dcs: bool = False) -> None:
        """Sends a command to the display's controller."""
    def bus_read(self, cmd: int, len: int, args: Any = None, *, dcs: bool = False) -> bytes:
        """Reads from the display's controller."""
    def ioctl(self, request: int, arg: Any = ...) -> Any:
        """Asks for what only some displays can."""

class RGBDisplay(SPIDisplay):
    """A display on parallel lines (Pure Thermal)."""

    def __init__(self, framesize: int = ..., *, refresh: int = 60, display_on: bool = True, triple_buffer: bool = True, portrait: bool = False, channel: int = 0, controller: Any = None, backlight: Any = None) -> None: ...

class DSIDisplay(RGBDisplay):
    """A display on MIPI lines."""

class TVDisplay(SPIDisplay):
    """The television shield, 352 x 240."""

    def __init__(self, *, triple_buffer: bool = ...) -> None: ...

class DisplayData:
    """The data lines of HDMI (Pure Thermal)."""

    def __init__(self, *, cec: bool = False, ddc: bool = False, ddc_addr: int = 0x50) -> None: ...
    def display_id(self) -> bytes:
        """Gives what the screen says of itself."""
    def send_frame(self, dst_addr: int, src_addr: int, data: bytes) -> None:
        """Sends a CEC message."""
    def receive_frame(self, dst_addr: int, *, timeout: int = 1000) -> Any:
        """Waits for a CEC message."""

class PWMBacklight:
    """A backlight that is dimmed by pulses."""

    def __init__(self, pin: Any, timer: int = 3, channel: int = 3, frequency: int = 200) -> None: ...
    def backlight(self, value: int) -> None:
        """Sets it, 0 to 100."""
    def deinit(self) -> None:
        """Switches it off."""

class DACBacklight:
    """A backlight that is dimmed by a voltage."""

    def __init__(self, channel: int, bits: int = 8) -> None: ...
    def backlight(self, value: int) -> None:
        """Sets it, 0 to 100."""
    def deinit(self) -> None:
        """Switches it off."""

QVGA: int  # Display size 320 x 240.
TQVGA: int  # One of the display sizes.
VGA: int  # Display size 640 x 480.
THVGA: int  # One of the display sizes.
FWVGA: int  # One of the display sizes.
SVGA: int  # Display size 800 x 600.
WSVGA: int  # One of the display sizes.
XGA: int  # Display size 1024 x 768.
HD: int  # Display size 1280 x 720.
FHD: int  # Display size 1920 x 1080.
