# SPDX-License-Identifier: MIT
# expect: 1\r?\n0\r?\n1
from machine import Pin

out = Pin("P0", Pin.OUT)
out.on()
print(out.value())
out.off()
print(out.value())
out.value(1)

inp = Pin("P1", Pin.IN, Pin.PULL_UP)
print(inp.value())
