# SPDX-License-Identifier: MIT
"""MicroPython itself."""

from typing import Any, Callable

class RingIO:
    """A buffer for bytes that is safe in interrupts."""

    def __init__(self, size: int) -> None: ...
    def any(self) -> int:
        """Gives how many bytes wait."""
    def read(self, nbytes: int = ...) -> bytes:
        """Takes bytes out."""
    def write(self, buf: bytes) -> int:
        """Puts bytes in."""

def alloc_emergency_exception_buf(size: int) -> None:
    """Keeps memory for the text of an exception in an interrupt."""
def const(value: Any) -> Any:
    """Marks a constant, so that it costs nothing."""
def mem_info(verbose: int = ...) -> None:
    """Prints how memory is used."""
def qstr_info(verbose: int = ...) -> None:
    """Prints how many names are stored."""
def stack_use() -> int:
    """Gives the bytes of stack in use."""
def schedule(func: Callable[[Any], None], arg: Any) -> None:
    """Calls func(arg) soon, outside of the interrupt."""
def kbd_intr(chr: int) -> None:
    """Sets the character that stops scripts; -1 for none."""
def heap_lock() -> None:
    """Forbids to take memory."""
def heap_unlock() -> int:
    """Allows to take memory again."""
def opt_level(level: int = ...) -> int:
    """Sets how much the compiler leaves out, or gives it."""
