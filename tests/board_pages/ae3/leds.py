# SPDX-License-Identifier: MIT
# expect: lit
from machine import LED

LED("LED_RED").on()
LED("LED_GREEN").on()
LED("LED_BLUE").on()
print("lit")
