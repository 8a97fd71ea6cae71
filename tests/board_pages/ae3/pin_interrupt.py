# SPDX-License-Identifier: MIT
# expect: armed
import time
from machine import Pin

def handler(pin):
    print("triggered:", pin)

Pin("P1", Pin.IN, Pin.PULL_UP).irq(handler, Pin.IRQ_FALLING | Pin.IRQ_RISING)
time.sleep_ms(50)
print("armed")
