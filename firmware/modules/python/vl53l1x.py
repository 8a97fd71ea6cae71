# SPDX-License-Identifier: MIT
"""vl53l1x: ST's time-of-flight ranging sensor."""

import time

_MODEL = 0x010F
_START = 0x0087
_CLEAR = 0x0086
_STATUS = 0x0031
_POLARITY = 0x0030
_RESULT = 0x0089


class VL53L1X:
    def __init__(self, i2c, address=0x29):
        self.i2c = i2c
        self.address = address
        if self._read(_MODEL, 2) != b"\xea\xcc":
            raise RuntimeError("no VL53L1X at this address")
        self._write(_POLARITY, 0x11)
        self._write(_START, 0x40)

    def _read(self, register, size):
        return self.i2c.readfrom_mem(self.address, register, size, addrsize=16)

    def _write(self, register, value):
        self.i2c.writeto_mem(self.address, register, bytes((value,)), addrsize=16)

    def _ready(self):
        active_low = self._read(_POLARITY, 1)[0] >> 4 & 1
        return (self._read(_STATUS, 1)[0] & 1) != active_low

    def read(self):
        """Millimetres to what is ahead; 0 when nothing is within reach."""
        end = time.ticks_add(time.ticks_ms(), 500)
        while not self._ready():
            if time.ticks_diff(end, time.ticks_ms()) < 0:
                raise OSError("the sensor does not measure")
            time.sleep_ms(1)
        data = self._read(_RESULT, 17)
        self._write(_CLEAR, 0x01)
        return data[13] << 8 | data[14]
