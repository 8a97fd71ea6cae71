# SPDX-License-Identifier: MIT
"""ST's sensor of humidity and temperature, at I2C."""
from machine import I2C

class HTS221:
    """The sensor."""

    def __init__(self, i2c: I2C, data_rate: int = 1, dev_addr: int = 0x5F) -> None: ...
    def humidity(self) -> float:
        """Gives percent."""
    def temperature(self) -> float:
        """Gives degrees Celsius."""
