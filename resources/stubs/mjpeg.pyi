# SPDX-License-Identifier: MIT
"""Records films of JPEG pictures."""

from typing import Any
from image import Image

class Mjpeg:
    """A film that is written."""

    def __init__(self, path: str, width: int = -1, height: int = -1) -> None: ...
    def is_closed(self) -> bool:
        """Tells whether it is closed."""
    def width(self) -> int:
        """Gives the width in pixels."""
    def height(self) -> int:
        """Gives the height in pixels."""
    def count(self) -> int:
        """Gives how many pictures it holds."""
    def size(self) -> int:
        """Gives the size of the file so far in bytes."""
    def write(self, img: Image, *, roi: Any = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, quality: int = 90) -> None:
        """Appends a picture."""
    def add_frame(self, img: Image, *, quality: int = 90) -> None:
        """Appends a picture."""
    def sync(self) -> None:
        """Writes what is pending, so that the file can be played."""
    def close(self) -> None:
        """Ends the file."""
