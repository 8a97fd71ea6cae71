# SPDX-License-Identifier: MIT
"""pid: a PID controller with a filtered derivative. Board module: pure-thermal, rt1062."""

import _board

_board.require("pid")

from math import isnan, pi
from time import ticks_diff, ticks_ms

# Of the derivative's low-pass filter.
_CUT_HZ = 20
_RC = 1 / (2 * pi * _CUT_HZ)


class PID:
    def __init__(self, p=0, i=0, d=0, imax=0):
        self._kp = float(p)
        self._ki = float(i)
        self._kd = float(d)
        self._imax = abs(imax)
        self._last_time = None
        self._last_error = 0.0
        self.reset_I()

    def reset_I(self):
        self._integrator = 0.0
        self._last_derivative = float("nan")

    def get_pid(self, error, scaler):
        now = ticks_ms()
        ms = 0 if self._last_time is None else ticks_diff(now, self._last_time)
        output = error * self._kp
        # After a pause the past says nothing.
        if self._last_time is None or ms > 1000:
            ms = 0
            self.reset_I()
        self._last_time = now
        seconds = ms / 1000
        if abs(self._kd) > 0 and ms > 0:
            output += self._kd * self._derivative(error, seconds)
        output *= scaler
        if abs(self._ki) > 0 and ms > 0:
            self._integrator += error * self._ki * scaler * seconds
            self._integrator = max(-self._imax, min(self._imax, self._integrator))
            output += self._integrator
        self._last_error = error
        return output

    def _derivative(self, error, seconds):
        if isnan(self._last_derivative):
            self._last_derivative = 0.0
            return 0.0
        raw = (error - self._last_error) / seconds
        share = seconds / (_RC + seconds)
        self._last_derivative += share * (raw - self._last_derivative)
        return self._last_derivative
