# SPDX-License-Identifier: MIT
# Tilt: which way is up, from gravity.

import imu
import time

while True:
    x, y, z = imu.acceleration_mg()
    print("roll %d, pitch %d degrees; %d mg in all" %
          (round(imu.roll()) % 360, round(imu.pitch()), (x * x + y * y + z * z) ** 0.5))
    time.sleep_ms(100)
