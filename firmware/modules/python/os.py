# SPDX-License-Identifier: MIT
"""os: MicroPython's module and what the board calls itself."""

from uos import *


def uname():
    import sys
    from collections import namedtuple
    from omv import arch

    fields = ("sysname", "nodename", "release", "version", "machine")
    release = ".".join(str(part) for part in sys.implementation[1][:3])
    version = sys.version.split("; ")[-1]
    return namedtuple("uname", fields)(sys.platform, sys.platform, release, version, arch())
