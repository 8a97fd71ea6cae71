# SPDX-License-Identifier: MIT
# expect: white
from machine import LED, Pin

light = Pin("LED_WHITE", Pin.OUT)
light.low()
light.high()
light = LED("LED_WHITE")
light.low()
light.high()
print("white")
