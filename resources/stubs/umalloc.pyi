# SPDX-License-Identifier: MIT
"""The memory beside the heap, of pictures and models."""

def stats() -> list:
    """Gives what each pool has and uses."""
def print_stats() -> None:
    """Prints what each pool has and uses."""
def init() -> None:
    """Sets the pools up; the firmware has done so."""
def collect() -> None:
    """Gives back what nobody uses."""
