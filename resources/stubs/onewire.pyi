# SPDX-License-Identifier: MIT
"""The 1-Wire bus (Pure Thermal, RT1062)."""
from machine import Pin

class OneWireError(Exception):
    """Nobody answered, or the checksum is wrong."""

class OneWire:
    """A bus of one wire, at an open-drain pin."""

    SEARCH_ROM: int  # Command: search.
    MATCH_ROM: int  # Command: one device.
    SKIP_ROM: int  # Command: all devices.

    def __init__(self, pin: Pin) -> None: ...
    def reset(self, required: bool = False) -> bool:
        """Resets the bus; tells whether somebody is there. required: raises OneWireError if not."""
    def scan(self) -> list[bytearray]:
        """Gives the numbers of all devices, 8 bytes each."""
    def select_rom(self, rom: bytes) -> None:
        """Talks to one device from now on."""
    def readbit(self) -> int:
        """Reads a bit."""
    def readbyte(self) -> int:
        """Reads a byte."""
    def readinto(self, buf: bytearray) -> None:
        """Fills a buffer."""
    def writebit(self, value: int) -> None:
        """Writes a bit."""
    def writebyte(self, value: int) -> None:
        """Writes a byte."""
    def write(self, buf: bytes) -> None:
        """Writes bytes."""
    def crc8(self, data: bytes) -> int:
        """Gives the checksum; 0 when data ends with its own."""
