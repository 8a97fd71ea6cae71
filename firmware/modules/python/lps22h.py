# SPDX-License-Identifier: MIT
"""lps22h: ST's barometers LPS22HB and LPS22HH, at I2C."""

_CONTROL1 = const(0x10)
_CONTROL2 = const(0x11)
_STATUS = const(0x27)
_PRESSURE = const(0x28)
_TEMPERATURE = const(0x2B)
_NEW_PRESSURE = const(1)
_NEW_TEMPERATURE = const(2)


class LPS22H:
    def __init__(self, i2c, addr=0x5C):
        self.i2c = i2c
        self.addr = addr
        self.oneshot = False
        self._write(_CONTROL1, 0x1A)
        self.oneshot_mode(False)

    def _read(self, register, size=1):
        data = self.i2c.readfrom_mem(self.addr, register, size)
        value = int.from_bytes(data, "little")
        return value - (1 << 8 * size) if size > 1 and data[-1] & 0x80 else value

    def _write(self, register, value):
        self.i2c.writeto_mem(self.addr, register, bytes((value,)))

    def oneshot_mode(self, oneshot=None):
        if oneshot is None:
            return self.oneshot
        self.oneshot = oneshot
        control = self._read(_CONTROL1)
        self._write(_CONTROL1, control & 0x0F if oneshot else control | 0x10)

    def _measure(self, register, size, new):
        if self.oneshot:
            self._write(_CONTROL2, self._read(_CONTROL2) | 1)
            while not self._read(_STATUS) & new:
                pass
        return self._read(register, size)

    def temperature(self):
        return self._measure(_TEMPERATURE, 2, _NEW_TEMPERATURE) / 100

    def pressure(self):
        """In hectopascals."""
        return self._measure(_PRESSURE, 3, _NEW_PRESSURE) / 4096

    def altitude(self):
        """In metres, of the standard atmosphere."""
        kelvin = self.temperature() + 273.15
        return ((1013.25 / self.pressure()) ** (1 / 5.257) - 1) * kelvin / 0.0065

    # Whole numbers, for handlers that may not allocate.
    def temperature_irq(self):
        return self._measure(_TEMPERATURE, 2, _NEW_TEMPERATURE) // 100

    def pressure_irq(self):
        return self._measure(_PRESSURE, 3, _NEW_PRESSURE) >> 12

    def get_irq(self):
        return [self.temperature_irq(), self.pressure_irq()]
