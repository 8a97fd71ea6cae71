# SPDX-License-Identifier: MIT
# I2C scan: who answers on the bus.

import omv
from machine import I2C

i2c = I2C(2 if omv.board_type() == "H7" else 1, freq=400_000)
for address in i2c.scan():
    print("somebody at 0x%02x" % address)
print("end of scan")
