# SPDX-License-Identifier: MIT
"""pca9685: sixteen pulse widths of 12 bits, as on the servo shield."""

import time

_MODE1 = const(0x00)
_FIRST = const(0x06)
_PRESCALE = const(0xFE)
_SLEEP = const(0x10)
_WAKE = const(0xA1)
_CLOCK = const(25000000)
_FULL = const(4096)


class PCA9685:
    def __init__(self, i2c, address=0x40):
        self.i2c = i2c
        self.address = address
        self.reset()

    def _write(self, register, *values):
        self.i2c.writeto_mem(self.address, register, bytes(values))

    def _read(self, register, size):
        return self.i2c.readfrom_mem(self.address, register, size)

    def reset(self):
        self._write(_MODE1, 0)

    def freq(self, freq=None):
        """Pulses a second. The oscillator sleeps while its divider changes."""
        if freq is None:
            return _CLOCK / _FULL / (self._read(_PRESCALE, 1)[0] + 1)
        divider = int(_CLOCK / _FULL / freq + 0.5) - 1
        if not 3 <= divider <= 255:
            raise ValueError("Invalid freq")
        mode = self._read(_MODE1, 1)[0]
        self._write(_MODE1, mode & 0x7F | _SLEEP)
        self._write(_PRESCALE, divider)
        self._write(_MODE1, mode)
        time.sleep_us(5)
        self._write(_MODE1, mode | _WAKE)

    def pwm(self, index, on=None, off=None):
        """When in its 4096 steps an output goes high and low; 4096: all the time."""
        if not 0 <= index <= 15:
            raise ValueError("Invalid index")
        register = _FIRST + 4 * index
        if on is None or off is None:
            data = self._read(register, 4)
            return data[0] | data[1] << 8, data[2] | data[3] << 8
        self._write(register, on & 0xFF, on >> 8, off & 0xFF, off >> 8)

    def duty(self, index, value=None, invert=False):
        if value is None:
            on, off = self.pwm(index)
            value = 0 if off == _FULL else _FULL - 1 if on == _FULL else off
            return _FULL - 1 - value if invert else value
        if not 0 <= value <= _FULL - 1:
            raise ValueError("Out of range")
        if invert:
            value = _FULL - 1 - value
        if value == 0:
            self.pwm(index, 0, _FULL)
        elif value == _FULL - 1:
            self.pwm(index, _FULL, 0)
        else:
            self.pwm(index, 0, value)
