# SPDX-License-Identifier: MIT
# expect: 1
from machine import Pin

sw = Pin("SW", Pin.IN)
print(sw.value())
