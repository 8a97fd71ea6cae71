# SPDX-License-Identifier: MIT
"""Records GIF files."""

from image import Image

class Gif:
    """A GIF file that is written."""

    def __init__(self, path: str, *, width: int = -1, height: int = -1, color: int = -1, loop: bool = True) -> None: ...
    def width(self) -> int:
        """Gives the width in pixels."""
    def height(self) -> int:
        """Gives the height in pixels."""
    def format(self) -> int:
        """Gives the pixel format."""
    def size(self) -> int:
        """Gives the size of the file so far in bytes."""
    def loop(self) -> bool:
        """Tells whether it repeats."""
    def add_frame(self, img: Image, *, delay: int = 10) -> None:
        """Appends a picture; delay in hundredths of a second."""
    def close(self) -> None:
        """Ends the file."""
