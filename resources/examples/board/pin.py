# SPDX-License-Identifier: MIT
# Pins: P0 as an output that toggles, P1 as an input that tells when it changes.

import time
from machine import Pin

out = Pin("P0", Pin.OUT)
button = Pin("P1", Pin.IN, Pin.PULL_UP)
button.irq(lambda pin: print("P1 is", pin.value()), Pin.IRQ_FALLING | Pin.IRQ_RISING)

while True:
    out.toggle()
    print("P0", out.value(), "P1", button.value())
    time.sleep_ms(250)
