# SPDX-License-Identifier: MIT
# expect: sent
from machine import SPI
from machine import Pin

spi = SPI(2, baudrate=10_000_000)
cs = Pin("P3", Pin.OUT, value=1)

cs.value(0)
spi.write(b"hello")
cs.value(1)
print("sent")
