# SPDX-License-Identifier: MIT
# expect: 1000 32768
from machine import Pin, PWM

pwm = PWM(Pin("P0"), freq=1_000, duty_u16=32768)
print(pwm.freq(), pwm.duty_u16())
