# SPDX-License-Identifier: MIT
"""lsm6dsox: ST's motion sensors LSM6DSOX and LSM6DSM, at I2C."""

import struct

_WHO_AM_I = const(0x0F)
_CTRL1_XL = const(0x10)
_CTRL2_G = const(0x11)
_CTRL3_C = const(0x12)
_OUT_G = const(0x22)
_OUT_XL = const(0x28)
_RATES = (0, 12.5, 26, 52, 104, 208, 416, 833, 1666, 3332, 6667)
_KNOWN = (0x6A, 0x6B, 0x6C)
_ACCEL = {2: 0, 4: 2, 8: 3, 16: 1}
_GYRO = {125: 1, 250: 0, 500: 2, 1000: 4, 2000: 6}


class LSM6DSOX:
    def __init__(
        self,
        bus,
        cs_pin=None,
        address=0x6A,
        gyro_odr=104,
        accel_odr=104,
        gyro_scale=2000,
        accel_scale=4,
        ucf=None
    ):
        if cs_pin is not None or ucf is not None:
            raise OSError("this driver knows I2C, and no machine learning core")
        if accel_scale not in _ACCEL or gyro_scale not in _GYRO:
            raise ValueError("invalid scale")
        self.bus = bus
        self.address = address
        if self._read(_WHO_AM_I, 1)[0] not in _KNOWN:
            raise OSError("No LSM6DS device was found at address 0x%x" % address)
        self.accel_scale = accel_scale
        self.gyro_scale = gyro_scale
        self._write(_CTRL3_C, 0x44)  # whole values, and registers that count on
        self._write(_CTRL1_XL, self._rate(accel_odr) << 4 | _ACCEL[accel_scale] << 2)
        self._write(_CTRL2_G, self._rate(gyro_odr) << 4 | _GYRO[gyro_scale] << 1)

    @staticmethod
    def _rate(wanted):
        for index, rate in enumerate(_RATES):
            if rate >= wanted:
                return index
        raise ValueError("Invalid sampling rate: %s" % wanted)

    def _read(self, register, size):
        return self.bus.readfrom_mem(self.address, register, size)

    def _write(self, register, value):
        self.bus.writeto_mem(self.address, register, bytes((value,)))

    def _axes(self, register, scale):
        return tuple(scale * axis / 32768 for axis in struct.unpack("<hhh", self._read(register, 6)))

    def accel(self):
        """In g."""
        return self._axes(_OUT_XL, self.accel_scale)

    def gyro(self):
        """In degrees a second."""
        return self._axes(_OUT_G, self.gyro_scale)
