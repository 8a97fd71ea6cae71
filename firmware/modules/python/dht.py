# SPDX-License-Identifier: MIT
"""dht: sensors for humidity and temperature at one wire. Nobody answers here. Board module: dht."""

import _board

_board.require("dht")

import errno
import time


class DHTBase:
    def __init__(self, pin):
        self.pin = pin
        self.buf = bytearray(5)

    def measure(self):
        self.pin.init(self.pin.OPEN_DRAIN, self.pin.PULL_UP)
        self.pin.value(0)
        time.sleep_ms(18)
        self.pin.value(1)
        raise OSError(errno.ETIMEDOUT)


class DHT11(DHTBase):
    def humidity(self):
        return self.buf[0]

    def temperature(self):
        return self.buf[2]


class DHT22(DHTBase):
    def humidity(self):
        return (self.buf[0] << 8 | self.buf[1]) / 10

    def temperature(self):
        size = ((self.buf[2] & 0x7F) << 8 | self.buf[3]) / 10
        return -size if self.buf[2] & 0x80 else size
