# SPDX-License-Identifier: MIT
"""collections: MicroPython's module, and on the AE3 defaultdict. Board module: defaultdict."""

from ucollections import *
import _board

if _board.has("defaultdict"):
    from _defaultdict import MutableMapping, defaultdict
del _board
