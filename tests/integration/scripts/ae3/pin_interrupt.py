import time
from machine import Pin


def handler(pin):
    print("triggered")


Pin("P1", Pin.IN, Pin.PULL_UP).irq(handler, Pin.IRQ_FALLING | Pin.IRQ_RISING)
out = Pin("P0", Pin.OUT)
out.on()
out.off()
out.value(1)
print("armed", out.value())
while True:
    time.sleep_ms(20)
