# SPDX-License-Identifier: MIT
"""tfp410: the HDMI output of the Pure Thermal."""

import _board

_board.require("tfp410")

import _hdmi
import _wires


class TFP410:
    def __init__(self, *, i2c_addr=0x3F):
        if i2c_addr != 0x3F:
            raise OSError(19)

    def isconnected(self):
        return _wires.monitor()

    def hotplug_callback(self, callback):
        _hdmi.on_plug(callback)
