# SPDX-License-Identifier: MIT
"""bno055: Bosch's orientation sensor. Board module: pure-thermal, rt1062."""

import _board

_board.require("bno055")

import struct
import time

CONFIG_MODE = 0x00
ACCONLY_MODE = 0x01
NDOF_MODE = 0x0C

_ID = 0x00
_MODE = 0x3D
_POWER = 0x3E
_TRIGGER = 0x3F


class BNO055:
    def __init__(self, i2c, address=0x28, crystal=True, transpose=(0, 1, 2), sign=(0, 0, 0)):
        self._i2c = i2c
        self.address = address
        self.transpose = transpose
        self._signs = tuple(-1 if s else 1 for s in sign)
        if self._read(_ID, 1)[0] != 0xA0:
            raise RuntimeError("no BNO055 at this address")
        self.mode(CONFIG_MODE)
        self._write(_POWER, 0)
        self._write(_TRIGGER, 0x80 if crystal else 0)
        self.mode(NDOF_MODE)

    def _read(self, register, size):
        return self._i2c.readfrom_mem(self.address, register, size)

    def _write(self, register, value):
        self._i2c.writeto_mem(self.address, register, bytes((value,)))

    def mode(self, new=None):
        old = self._read(_MODE, 1)[0]
        if new is not None:
            self._write(_MODE, new)
            time.sleep_ms(20)
        return old

    def _vector(self, register, scale):
        raw = struct.unpack("<hhh", self._read(register, 6))
        return tuple(raw[t] * s / scale for t, s in zip(self.transpose, self._signs))

    def accel(self):
        return self._vector(0x08, 100)

    def mag(self):
        return self._vector(0x0E, 16)

    def gyro(self):
        return self._vector(0x14, 16)

    def euler(self):
        return tuple(v / 16 for v in struct.unpack("<hhh", self._read(0x1A, 6)))

    def quaternion(self):
        return tuple(v / 16384 for v in struct.unpack("<hhhh", self._read(0x20, 8)))

    def lin_acc(self):
        return self._vector(0x28, 100)

    def gravity(self):
        return self._vector(0x2E, 100)

    def temperature(self):
        return self._read(0x34, 1)[0]

    def cal_status(self):
        status = self._read(0x35, 1)[0]
        return bytearray((status >> shift & 3) for shift in (6, 4, 2, 0))

    def calibrated(self):
        return min(self.cal_status()) == 3
