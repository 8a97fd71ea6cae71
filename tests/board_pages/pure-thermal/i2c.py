# SPDX-License-Identifier: MIT
# options: i2c=2:0x76:eeprom
# expect: 118.*\r?\n\d
from machine import I2C

i2c = I2C(2, freq=400_000)
print(i2c.scan())
print(i2c.writeto(0x76, b"hi"))
