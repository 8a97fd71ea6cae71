# SPDX-License-Identifier: MIT
"""What is in /rom (AE3)."""

def ls_romfs() -> None:
    """Prints address, size, alignment and name of each file in /rom."""
