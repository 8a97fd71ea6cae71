# SPDX-License-Identifier: MIT
"""Messages of several levels, to the terminal or a file."""
from typing import Any

CRITICAL: int  # Level 50.
ERROR: int  # Level 40.
WARNING: int  # Level 30; what is lower is not shown unless it is asked for.
INFO: int  # Level 20.
DEBUG: int  # Level 10.
NOTSET: int  # Level 0: that of the root logger.

class LogRecord:
    """One message, as handlers get it."""

    def set(self, name: str, level: int, message: str) -> None:
        """Sets what it says."""

class Formatter:
    """Makes text of a record: "%(levelname)s:%(name)s:%(message)s"."""

    def __init__(self, fmt: str | None = None, datefmt: str | None = None) -> None: ...
    def usesTime(self) -> bool:
        """Tells whether the time is part of it."""
    def formatTime(self, datefmt: str | None, record: LogRecord) -> str:
        """Gives a record's time as text."""
    def format(self, record: LogRecord) -> str:
        """Gives the text."""

class Handler:
    """Where messages go."""

    def __init__(self, level: int = 0) -> None: ...
    def setLevel(self, level: int) -> None:
        """Leaves lower messages out."""
    def setFormatter(self, formatter: Formatter) -> None:
        """Sets who makes the text."""
    def format(self, record: LogRecord) -> str:
        """Gives the text of a record."""
    def emit(self, record: LogRecord) -> None:
        """Puts a record out."""
    def close(self) -> None:
        """Ends it."""

class StreamHandler(Handler):
    """To a stream; by default sys.stderr."""

    def __init__(self, stream: Any = None) -> None: ...

class FileHandler(StreamHandler):
    """To a file."""

    def __init__(self, filename: str, mode: str = "a", encoding: str = "UTF-8") -> None: ...

class Logger:
    """Messages of one part of a program; made by getLogger()."""

    def __init__(self, name: str, level: int = 0) -> None: ...
    def setLevel(self, level: int) -> None:
        """Leaves lower messages out."""
    def isEnabledFor(self, level: int) -> bool:
        """Tells whether messages of that level are shown."""
    def getEffectiveLevel(self) -> int:
        """Gives the level that counts, its own or the root's."""
    def hasHandlers(self) -> bool:
        """Tells whether it has handlers of its own."""
    def addHandler(self, handler: Handler) -> None:
        """Adds where messages go."""
    def log(self, level: int, msg: str, *args: Any) -> None:
        """Logs msg % args."""
    def debug(self, msg: str, *args: Any) -> None:
        """Logs as debug."""
    def info(self, msg: str, *args: Any) -> None:
        """Logs as info."""
    def warning(self, msg: str, *args: Any) -> None:
        """Logs as warning."""
    def error(self, msg: str, *args: Any) -> None:
        """Logs as error."""
    def critical(self, msg: str, *args: Any) -> None:
        """Logs as critical."""
    def exception(self, msg: str, *args: Any, exc_info: Any = True) -> None:
        """Logs as error; exc_info: an exception whose traceback is added."""

def getLogger(name: str | None = None) -> Logger:
    """Gives the logger of that name, always the same one."""
def getLevelName(level: int) -> str:
    """Gives the word for a level."""
def addLevelName(level: int, name: str) -> None:
    """Adds a word for a level."""
def basicConfig(filename: str | None = None, filemode: str = "a", format: str | None = None, datefmt: str | None = None, level: int = 30, stream: Any = None, encoding: str = "UTF-8", force: bool = False) -> None:
    """Sets the root logger up."""
def shutdown() -> None:
    """Closes all handlers."""
def log(level: int, msg: str, *args: Any) -> None:
    """Logs msg % args by the root logger."""
def debug(msg: str, *args: Any) -> None:
    """Logs as debug."""
def info(msg: str, *args: Any) -> None:
    """Logs as info."""
def warning(msg: str, *args: Any) -> None:
    """Logs as warning."""
def error(msg: str, *args: Any) -> None:
    """Logs as error."""
def critical(msg: str, *args: Any) -> None:
    """Logs as critical."""
def exception(msg: str, *args: Any, exc_info: Any = True) -> None:
    """Logs as error; exc_info: an exception whose traceback is added."""
