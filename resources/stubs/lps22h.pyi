# SPDX-License-Identifier: MIT
"""ST's barometers LPS22HB and LPS22HH, at I2C."""
from machine import I2C

class LPS22H:
    """The barometer."""

    def __init__(self, i2c: I2C, addr: int = 0x5C) -> None: ...
    def pressure(self) -> float:
        """Gives hectopascals."""
    def temperature(self) -> float:
        """Gives degrees Celsius."""
    def altitude(self) -> float:
        """Gives metres above the sea, of the standard atmosphere."""
    def oneshot_mode(self, oneshot: bool | None = None) -> bool | None:
        """Measures when it is asked only; without argument: tells whether it does."""
    def pressure_irq(self) -> int:
        """Gives whole hectopascals, for handlers that may not allocate."""
    def temperature_irq(self) -> int:
        """Gives whole degrees, for handlers that may not allocate."""
    def get_irq(self) -> list[int]:
        """Gives both as whole numbers."""
