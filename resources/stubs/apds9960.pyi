# SPDX-License-Identifier: MIT
"""Broadcom's sensor of light, colour, proximity and gestures, at I2C."""
from machine import I2C

class APDS9960:
    """The sensor; constants are in apds9960.const."""

    def __init__(self, bus: I2C, address: int = 0x39, valid_id: tuple = ...) -> None: ...
    def getMode(self) -> int:
        """Gives what is switched on, a bit each."""
    def setMode(self, mode: int, enable: bool = True) -> None:
        """Switches a part on or off."""
    def enablePower(self) -> None:
        """Switches the chip on."""
    def disablePower(self) -> None:
        """Switches the chip off."""
    def enableLightSensor(self, interrupts: bool = True) -> None:
        """Switches light and colour on."""
    def disableLightSensor(self) -> None:
        """Switches light and colour off."""
    def enableProximitySensor(self, interrupts: bool = True) -> None:
        """Switches proximity on."""
    def disableProximitySensor(self) -> None:
        """Switches proximity off."""
    def enableGestureSensor(self, interrupts: bool = True) -> None:
        """Switches gestures on."""
    def disableGestureSensor(self) -> None:
        """Switches gestures off."""
    def readAmbientLight(self) -> int:
        """Gives the brightness."""
    def readRedLight(self) -> int:
        """Gives how much is red."""
    def readGreenLight(self) -> int:
        """Gives how much is green."""
    def readBlueLight(self) -> int:
        """Gives how much is blue."""
    def readProximity(self) -> int:
        """Gives how near something is, 0 to 255: the nearest."""
    def isGestureAvailable(self) -> bool:
        """Tells whether a hand was seen."""
    def readGesture(self) -> int:
        """Gives its direction, an APDS9960_DIR constant."""
    def clearAmbientLightInt(self) -> None:
        """Clears the interrupt of light."""
    def clearProximityInt(self) -> None:
        """Clears the interrupt of proximity."""

class uAPDS9960(APDS9960):
    """The same by its other name."""
