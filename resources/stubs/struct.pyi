# SPDX-License-Identifier: MIT
"""Packs numbers into bytes (MicroPython's subset: no iter_unpack, no Struct)."""

from typing import Any

def calcsize(fmt: str) -> int:
    """Gives the size of a format in bytes."""
def pack(fmt: str, *values: Any) -> bytes:
    """Gives values as bytes; begin the format with < for little-endian."""
def pack_into(fmt: str, buffer: bytearray, offset: int, *values: Any) -> None:
    """Writes values into a buffer."""
def unpack(fmt: str, data: bytes) -> tuple:
    """Gives the values in bytes."""
def unpack_from(fmt: str, data: bytes, offset: int = 0) -> tuple:
    """Gives the values in bytes from an offset on."""
