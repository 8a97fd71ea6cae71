# SPDX-License-Identifier: MIT
# Blink: the three colours of the LED, one after the other.

import time
from machine import LED

leds = [LED("LED_RED"), LED("LED_GREEN"), LED("LED_BLUE")]
while True:
    for led in leds:
        led.on()
        time.sleep_ms(200)
        led.off()
