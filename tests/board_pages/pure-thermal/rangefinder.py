# SPDX-License-Identifier: MIT
# expect: Distance: \d+ mm
import time
from machine import I2C
import vl53l1x

bus = I2C(2)
tof = vl53l1x.VL53L1X(bus)
while True:
    print("Distance:", tof.read(), "mm")
    time.sleep_ms(100)
