# SPDX-License-Identifier: MIT
"""What the firmware and the board are."""

version_major: int  # First number of the firmware version.
version_minor: int  # Second number of the firmware version.
version_patch: int  # Third number of the firmware version.

def version_string() -> str:
    """Gives the firmware version, for example "5.0.0"."""
def arch() -> str:
    """Gives the board's name and memory."""
def board_type() -> str:
    """Gives the kind of board, for example "AE3"."""
def board_id() -> str:
    """Gives the number of this board as 24 hex digits, or an empty text."""
def debug_mode() -> bool:
    """Tells whether a host is connected."""
