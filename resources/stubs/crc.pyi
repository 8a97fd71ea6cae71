# SPDX-License-Identifier: MIT
"""Checksums of the protocol (AE3)."""

def crc16(data: bytes, *, value: int = 0xFFFF) -> int:
    """Gives the 16-bit checksum; value: that of what came before."""
def crc32(data: bytes, *, value: int = 0xFFFFFFFF) -> int:
    """Gives the 32-bit checksum; value: that of what came before."""
