# SPDX-License-Identifier: MIT
# Tilt: which way is up, from gravity.

import imu
import time

while True:
    x, y, z = imu.acceleration_mg()
    print("roll %.0f, pitch %.0f degrees; %.0f mg in all" %
          (imu.roll(), imu.pitch(), (x * x + y * y + z * z) ** 0.5))
    time.sleep_ms(100)
