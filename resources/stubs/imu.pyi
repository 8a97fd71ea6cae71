# SPDX-License-Identifier: MIT
"""The motion sensor (AE3)."""

def acceleration_mg() -> tuple[float, float, float]:
    """Gives the acceleration (x, y, z) in thousandths of g."""
def angular_rate_mdps() -> tuple[float, float, float]:
    """Gives the rotation (x, y, z) in thousandths of a degree per second."""
def temperature_c() -> float:
    """Gives the sensor's temperature in Celsius."""
def roll() -> float:
    """Gives the roll, 0 to 360 degrees."""
def pitch() -> float:
    """Gives the pitch, -180 to 180 degrees."""
def sleep(enable: bool) -> None:
    """Puts the sensor to sleep or wakes it."""
