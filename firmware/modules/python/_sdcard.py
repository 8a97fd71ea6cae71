# SPDX-License-Identifier: MIT
"""_sdcard: machine.SDCard and pyb.SDCard. The card is a folder: it has files, but no blocks."""

import _board

_BLOCK = const(512)
_EIO = const(5)
_ENODEV = const(19)
_SDSC = const(2 << 30)


class SDCard:
    def __init__(self, id=1):
        if id != 1:
            raise ValueError("SDCard(%s) doesn't exist" % id)
        self._files = _board.sdcard()

    # What mount() asks of a file system is what the card's files can do.
    def __getattr__(self, name):
        if self._files is None:
            raise OSError(_ENODEV) if name == "mount" else AttributeError(name)
        return getattr(self._files, name)

    def present(self):
        return self._files is not None

    def power(self, on):
        return self.present()

    def info(self):
        """Bytes, size of a block, and 1 for a card of more than 2 GB."""
        if not self.present():
            return None
        room = self._files.statvfs("/")
        size = room[0] * room[2]
        return size, _BLOCK, int(size > _SDSC)

    def deinit(self):
        pass

    def readblocks(self, *args):
        raise OSError(_EIO)

    read = write = writeblocks = readblocks

    def ioctl(self, request, argument):
        return None
