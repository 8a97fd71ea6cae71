# SPDX-License-Identifier: MIT
"""Memory of Python objects."""

def collect() -> int:
    """Frees what is not used any more."""
def enable() -> None:
    """Lets it happen by itself."""
def disable() -> None:
    """Stops it from happening by itself."""
def isenabled() -> bool:
    """Tells whether it happens by itself."""
def mem_alloc() -> int:
    """Gives the bytes in use."""
def mem_free() -> int:
    """Gives the bytes that are free."""
def threshold(amount: int = ...) -> int:
    """Sets after how many bytes to collect, or gives it."""
