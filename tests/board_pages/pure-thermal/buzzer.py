# SPDX-License-Identifier: MIT
# expect: beeped
import time
from machine import Pin, PWM

beep = PWM(Pin("BUZZER"), freq=2_000, duty_u16=32768)
time.sleep_ms(100)
beep.deinit()
print("beeped")
