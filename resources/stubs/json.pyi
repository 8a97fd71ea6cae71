# SPDX-License-Identifier: MIT
"""JSON (MicroPython's subset: no indent, no sort_keys)."""

from typing import Any

def dumps(obj: Any, separators: tuple[str, str] | None = None) -> str:
    """Gives an object as text."""
def dump(obj: Any, stream: Any, separators: tuple[str, str] | None = None) -> None:
    """Writes an object to a file."""
def loads(text: str | bytes) -> Any:
    """Gives the object that a text describes."""
def load(stream: Any) -> Any:
    """Gives the object that a file describes."""
