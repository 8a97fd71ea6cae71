# SPDX-License-Identifier: MIT
"""Files and folders (MicroPython's subset: no os.path, no os.environ)."""

from typing import Any, Iterator

sep: str  # "/"

def listdir(path: str = ".") -> list[str]:
    """Gives the names in a folder."""
def ilistdir(path: str = ".") -> Iterator[tuple]:
    """Gives (name, kind, inode, size) of each name in a folder."""
def mkdir(path: str) -> None:
    """Makes a folder."""
def rmdir(path: str) -> None:
    """Removes an empty folder."""
def remove(path: str) -> None:
    """Removes a file."""
def unlink(path: str) -> None:
    """Removes a file."""
def rename(old: str, new: str) -> None:
    """Renames or moves."""
def chdir(path: str) -> None:
    """Goes to a folder."""
def getcwd() -> str:
    """Gives the current folder."""
def stat(path: str) -> tuple:
    """Gives mode, size (at 6) and times of a file."""
def statvfs(path: str) -> tuple:
    """Gives block size (at 0), blocks (at 2) and free blocks (at 3) of a drive."""
def sync() -> None:
    """Writes what is pending to the drives."""
def uname() -> Any:
    """Tells what system this is."""
def urandom(n: int) -> bytes:
    """Gives n random bytes."""
def mount(fsobj: Any, mount_point: str, *, readonly: bool = False) -> None:
    """Makes a drive reachable."""
def umount(mount_point: str) -> None:
    """Takes a drive away."""
