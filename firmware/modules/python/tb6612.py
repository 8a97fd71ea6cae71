# SPDX-License-Identifier: MIT
"""tb6612: motors and a stepper at the motor shield. Board module: pure-thermal, rt1062."""

import _board

_board.require("tb6612")

import time
from machine import PWM, Pin

# Of the shield: direction pins and pulse width of either channel.
_CHANNELS = {1: ("P3", "P2", "P7"), 2: ("P1", "P0", "P8")}


class Motor:
    """One DC motor; speed -100 to 100."""

    def __init__(self, channel, freq=1000):
        if channel not in _CHANNELS:
            raise ValueError("channel is 1 or 2")
        a, b, pulse = _CHANNELS[channel]
        self._a = Pin(a, Pin.OUT, value=0)
        self._b = Pin(b, Pin.OUT, value=0)
        self._pwm = PWM(Pin(pulse), freq=freq, duty_u16=0)

    def set_speed(self, speed):
        speed = max(-100, min(100, speed))
        self._a.value(speed > 0)
        self._b.value(speed < 0)
        self._pwm.duty_u16(int(abs(speed) * 65535 // 100))

    def stop(self):
        self.set_speed(0)


class Stepper:
    """A two-coil stepper at both channels."""

    _PHASES = ((1, 0, 1, 0), (0, 1, 1, 0), (0, 1, 0, 1), (1, 0, 0, 1))

    def __init__(self, rpm=60, power=100, steps=200):
        self._pins = [Pin(name, Pin.OUT, value=0) for c in (1, 2) for name in _CHANNELS[c][:2]]
        self._pwm = [PWM(Pin(_CHANNELS[c][2]), freq=1000) for c in (1, 2)]
        self._steps = steps
        self._phase = 0
        self.set_speed(rpm)
        self.set_power(power)

    def set_power(self, power):
        for pwm in self._pwm:
            pwm.duty_u16(int(max(0, min(100, power)) * 65535 // 100))

    def set_speed(self, rpm):
        self._us = int(60000000 // (rpm * self._steps))

    def step(self, steps):
        for _ in range(abs(steps)):
            self._phase = (self._phase + (1 if steps > 0 else -1)) % 4
            for pin, level in zip(self._pins, self._PHASES[self._phase]):
                pin.value(level)
            time.sleep_us(self._us)
