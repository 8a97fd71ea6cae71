# SPDX-License-Identifier: MIT
# PWM: a servo goes from one end to the other.

import omv
import time
from machine import PWM, Pin

pwm = PWM(Pin("P0" if omv.board_type() == "AE3" else "P7"), freq=50)
for microseconds in (1000, 1500, 2000):
    pwm.duty_ns(microseconds * 1000)
    print("pulse of %d us" % microseconds)
    time.sleep_ms(200)
pwm.deinit()
