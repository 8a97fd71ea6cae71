# SPDX-License-Identifier: MIT
# options: wire=P4-P0,P5-P1
# expect: b'hi' bytearray\(b'\\x00\\x00hi
from machine import I2C, I2CTarget

buf = bytearray(32)
target = I2CTarget(1, addr=0x42, mem=buf)

# The other controller, here the board's other bus.
i2c = I2C(2)
i2c.writeto_mem(0x42, 2, b"hi")
print(i2c.readfrom_mem(0x42, 2, 2), buf)
