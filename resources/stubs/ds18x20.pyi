# SPDX-License-Identifier: MIT
"""Thermometers DS18S20 and DS18B20 at the 1-Wire bus (Pure Thermal, RT1062)."""
from onewire import OneWire

class DS18X20:
    """All thermometers of a bus."""

    def __init__(self, onewire: OneWire) -> None: ...
    def scan(self) -> list[bytearray]:
        """Gives the numbers of all thermometers."""
    def convert_temp(self) -> None:
        """Lets all measure; takes up to 750 ms."""
    def read_temp(self, rom: bytes) -> float:
        """Gives what one has measured, in degrees Celsius."""
    def read_scratch(self, rom: bytes) -> bytearray:
        """Gives the 9 bytes of a thermometer's memory."""
    def write_scratch(self, rom: bytes, buf: bytes) -> None:
        """Writes alarm limits and settings, 3 bytes."""
