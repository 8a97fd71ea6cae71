# SPDX-License-Identifier: MIT
"""romfs: a list of what is in /rom. Board module: ae3."""

import _board

_board.require("romfs")

import os


def ls_romfs():
    # Where a file lies is the computer's business here; the boards' images align by 16 and more.
    address = 0
    for name in os.listdir("/rom"):
        size = os.stat("/rom/" + name)[6]
        print("addr: 0x%08X  size: %-8d  alignment: %-4d  name: %s" % (address, size, 16, name))
        address += size + 15 & ~15
