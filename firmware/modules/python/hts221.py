# SPDX-License-Identifier: MIT
"""hts221: ST's sensor for humidity and temperature, at I2C."""

import struct
import time

_AVERAGE = const(0x10)
_CONTROL = const(0x20)
_HUMIDITY = const(0x28)
_TEMPERATURE = const(0x2A)
_CALIBRATION = const(0x30)
_COUNTS_ON = const(0x80)  # of a register's number: the next byte is the next register's


class HTS221:
    def __init__(self, i2c, data_rate=1, dev_addr=0x5F):
        self.bus = i2c
        self.odr = data_rate
        self.slv_addr = dev_addr
        i2c.writeto_mem(dev_addr, _AVERAGE, b"\x1b")
        i2c.writeto_mem(dev_addr, _CONTROL, bytes((0x84 | data_rate & 3,)))
        time.sleep_ms(100)
        data = self._read(_CALIBRATION, 16)
        high = data[5]
        h = struct.unpack("<hxxh", data[6:12])
        t = struct.unpack("<hh", data[12:])
        self._humidity = (data[0] / 2, h[0], data[1] / 2, h[1])
        self._temperature = (
            (data[2] | (high & 3) << 8) / 8,
            t[0],
            (data[3] | (high & 12) << 6) / 8,
            t[1],
        )

    def _read(self, register, size):
        return self.bus.readfrom_mem(self.slv_addr, register | _COUNTS_ON, size)

    def _measure(self, register, line):
        """By two points, of each the value and what the chip shows there."""
        low, low_raw, high, high_raw = line
        raw = struct.unpack("<h", self._read(register, 2))[0]
        return low + (high - low) * (raw - low_raw) / (high_raw - low_raw)

    def humidity(self):
        return self._measure(_HUMIDITY, self._humidity)

    def temperature(self):
        return self._measure(_TEMPERATURE, self._temperature)
