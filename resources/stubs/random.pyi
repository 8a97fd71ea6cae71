# SPDX-License-Identifier: MIT
"""Random numbers (MicroPython's subset: no shuffle, no sample, no gauss)."""

from typing import Any

def random() -> float:
    """Gives a number from 0 up to, not including, 1."""
def uniform(a: float, b: float) -> float:
    """Gives a number between a and b."""
def randint(a: int, b: int) -> int:
    """Gives a whole number from a to b, both included."""
def randrange(start: int, stop: int = ..., step: int = 1) -> int:
    """Gives a whole number below stop."""
def getrandbits(n: int) -> int:
    """Gives n random bits."""
def choice(sequence: Any) -> Any:
    """Gives one item of a sequence."""
def seed(n: int = ...) -> None:
    """Begins a series that repeats."""
