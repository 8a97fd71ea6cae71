# SPDX-License-Identifier: MIT
"""servo: servos at a PCA9685, as on the servo shield."""

import math

from pca9685 import PCA9685


class Servos:
    def __init__(self, i2c, address=0x40, freq=50, min_us=600, max_us=2400, degrees=180):
        self.period = 1000000 / freq
        self.min_duty = self._us2duty(min_us)
        self.max_duty = self._us2duty(max_us)
        self.degrees = math.radians(degrees)
        self.freq = freq
        self.pca9685 = PCA9685(i2c, address)
        self.pca9685.freq(freq)

    def _us2duty(self, us):
        return int(4095 * us / self.period)

    def position(self, index, degrees=None, radians=None, us=None, duty=None):
        """Turns a servo; without any of them: the duty that it has."""
        span = self.max_duty - self.min_duty
        if degrees is not None:
            duty = self.min_duty + span * math.radians(degrees) / self.degrees
        elif radians is not None:
            duty = self.min_duty + span * radians / self.degrees
        elif us is not None:
            duty = self._us2duty(us)
        elif duty is None:
            return self.pca9685.duty(index)
        self.pca9685.duty(index, min(self.max_duty, max(self.min_duty, int(duty))))

    def release(self, index):
        self.pca9685.duty(index, 0)
