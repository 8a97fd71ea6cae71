# SPDX-License-Identifier: MIT
"""tfp410: the HDMI output of the Pure Thermal. Nothing is plugged in."""

import _board

_board.require("tfp410")


class TFP410:
    def __init__(self, *, i2c_addr=0x3F):
        if i2c_addr != 0x3F:
            raise OSError(19)
        self._callback = None

    def isconnected(self):
        return False

    def hotplug_callback(self, callback):
        self._callback = callback
