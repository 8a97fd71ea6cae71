# SPDX-License-Identifier: MIT
# Analog in: volts at a pin, ten times a second.

import omv
import time
from machine import ADC

# The AE3 measures against 1.8 V at P8, the others against 3.3 V at P6.
pin, full = ("P8", 1.8) if omv.board_type() == "AE3" else ("P6", 3.3)
adc = ADC(pin)
while True:
    print("%s: %.3f V" % (pin, adc.read_u16() * full / 65535))
    time.sleep_ms(100)
