# SPDX-License-Identifier: MIT
"""The interpreter (MicroPython's subset)."""

from typing import Any

argv: list[str]  # Arguments; empty on a camera.
byteorder: str  # "little"
implementation: Any  # Name and version of MicroPython.
maxsize: int  # Largest small number.
modules: dict[str, Any]  # What was imported.
path: list[str]  # Where import looks.
platform: str  # Name of the port.
version: str  # Version of Python and of MicroPython.
version_info: tuple  # Version of Python.
stdin: Any  # Text from the host.
stdout: Any  # Text to the host.
stderr: Any  # Text to the host.

def exit(value: Any = ...) -> None:
    """Ends the script."""
def print_exception(exc: BaseException, file: Any = ...) -> None:
    """Prints an exception with its traceback."""
