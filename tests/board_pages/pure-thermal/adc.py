# SPDX-License-Identifier: MIT
# expect: volts \d
from machine import ADC
import time

adc = ADC("P6")
while True:
    voltage = adc.read_u16() * 3.3 / 65535
    print("volts", voltage)
    time.sleep_ms(100)
