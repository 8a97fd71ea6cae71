# SPDX-License-Identifier: MIT
"""Sensors of humidity and temperature at one wire (Pure Thermal, RT1062)."""
from machine import Pin

class DHTBase:
    """What both sensors have."""

    def __init__(self, pin: Pin) -> None: ...
    def measure(self) -> None:
        """Measures; OSError when nobody answers."""

class DHT11(DHTBase):
    """A DHT11: whole numbers."""

    def humidity(self) -> int:
        """Gives the measured percent."""
    def temperature(self) -> int:
        """Gives the measured degrees Celsius."""

class DHT22(DHTBase):
    """A DHT22: tenths."""

    def humidity(self) -> float:
        """Gives the measured percent."""
    def temperature(self) -> float:
        """Gives the measured degrees Celsius."""
