# SPDX-License-Identifier: MIT
# expect: (?s)mg \(.*mdps \(
import imu
import time

while True:
    print("mg", imu.acceleration_mg())
    print("mdps", imu.angular_rate_mdps())
    time.sleep_ms(100)
