# SPDX-License-Identifier: MIT
# expect: \(2026, 4, 30, \d, 12, 0, 0, 
from machine import RTC

rtc = RTC()
rtc.datetime((2026, 4, 30, 4, 12, 0, 0, 0))
print(rtc.datetime())
