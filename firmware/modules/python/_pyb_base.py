# SPDX-License-Identifier: MIT
"""What the classes of pyb share."""

import os
from machine import Pin
from time import ticks_diff, ticks_ms, ticks_us


def elapsed_millis(start):
    return ticks_diff(ticks_ms(), start)


def elapsed_micros(start):
    return ticks_diff(ticks_us(), start)


def rng():
    return int.from_bytes(os.urandom(4), "little") & 0x3FFFFFFF


def _pin(pin):
    return pin if isinstance(pin, Pin) else Pin(pin)
