# SPDX-License-Identifier: MIT
# seconds: 1
# expect: (?s)mg \(.*mdps \(
import imu
import time

while True:
    print("mg", imu.acceleration_mg())
    print("mdps", imu.angular_rate_mdps())
    time.sleep_ms(100)
