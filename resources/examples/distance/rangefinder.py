# SPDX-License-Identifier: MIT
# Rangefinder: one distance by the laser beside the lens.

import time
from machine import I2C
import vl53l1x

sensor = vl53l1x.VL53L1X(I2C(2))
while True:
    print("%d mm" % sensor.read())
    time.sleep_ms(100)
