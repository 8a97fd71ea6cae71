import machine
import time
from machine import Pin


def power_off(_):
    machine.deepsleep()


Pin("SW", Pin.IN).irq(power_off, Pin.IRQ_RISING)
print("armed")
while True:
    time.sleep_ms(50)
