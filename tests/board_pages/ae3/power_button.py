# SPDX-License-Identifier: MIT
# expect: awake
import time
import machine
from machine import Pin

def power_off(_):
    machine.deepsleep()

Pin("SW", Pin.IN).irq(power_off, Pin.IRQ_RISING)
time.sleep_ms(100)
print("awake")
