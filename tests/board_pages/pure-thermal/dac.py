# SPDX-License-Identifier: MIT
# expect: written
from pyb import DAC

dac = DAC("P6")
voltage = 1.65
dac.write(int(voltage / 3.3 * 255))
print("written")
