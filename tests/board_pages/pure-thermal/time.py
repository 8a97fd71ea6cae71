# SPDX-License-Identifier: MIT
# expect: True
import time

time.sleep(1)
time.sleep_ms(500)
time.sleep_us(10)

start = time.ticks_ms()
time.sleep_ms(20)
print(time.ticks_diff(time.ticks_ms(), start) >= 20)
