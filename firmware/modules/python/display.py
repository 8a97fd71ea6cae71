# SPDX-License-Identifier: MIT
"""display: the displays of the board, and drivers for panels."""

import _board
import udisplay
from udisplay import *

if _board.has("RGBDisplay"):
    RGBDisplay = udisplay._RGBDisplay
if _board.has("TVDisplay"):
    TVDisplay = udisplay._TVDisplay
if _board.has("DisplayData"):
    from _hdmi import DisplayData


def _send(display, commands):
    """Commands with their arguments; a number instead of a pair is a pause in ms."""
    import time

    for entry in commands:
        if isinstance(entry, int):
            time.sleep_ms(entry)
        else:
            display.bus_write(entry[0], entry[1])


class SSD1351:
    """Small OLED panels: wakes one up, for SPIDisplay(controller=SSD1351())."""

    _WAKE = (
        (0xFD, b"\x12"),
        (0xFD, b"\xb1"),
        (0xAE, None),
        (0xB3, b"\xf1"),
        (0xCA, b"\x7f"),
        (0xA0, b"\x74"),
        (0xA1, b"\x00"),
        (0xA2, b"\x00"),
        (0xA6, None),
        (0xAF, None),
        100,
    )

    def init(self, display):
        _send(display, self._WAKE)


class ST7701:
    """Panels of RGB and DSI displays: wakes one up."""

    _WAKE = ((0x01, None), 200, (0x11, None), 800, (0x29, None), 200)

    def init(self, display):
        self._display = display
        _send(display, self._WAKE)

    def read_id(self):
        return self._display.bus_read(0x04, 3)


class PWMBacklight:
    """Dims by the duty of a pin, for displays with backlight=PWMBacklight("P6")."""

    def __init__(self, pin, timer=3, channel=3, frequency=200):
        from machine import PWM, Pin

        # Which timer drives the pin is the machine module's business here.
        self._pwm = PWM(pin if isinstance(pin, Pin) else Pin(pin), freq=frequency, duty_u16=65535)

    def backlight(self, value):
        self._pwm.duty_u16(value * 65535 // 100)

    def deinit(self):
        self._pwm.deinit()


class DACBacklight:
    """Dims by the voltage of a converter's output."""

    def __init__(self, channel, bits=8):
        from pyb import DAC

        self._most = (1 << bits) - 1
        self._dac = DAC(channel, bits=bits)
        self._dac.write(self._most)

    def backlight(self, value):
        self._dac.write(value * self._most // 100)

    def deinit(self):
        self._dac.deinit()
