# SPDX-License-Identifier: MIT
# expect: fed
import time
from machine import WDT

wdt = WDT(timeout=5_000)
for i in range(3):
    time.sleep_ms(20)
    wdt.feed()
print("fed")
