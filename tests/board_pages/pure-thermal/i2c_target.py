# SPDX-License-Identifier: MIT
# options: wire=P4-P7,P5-P8
# expect: b'hi' bytearray\(b'\\x00\\x00hi
from machine import I2C, I2CTarget

buf = bytearray(32)
target = I2CTarget(2, addr=0x42, mem=buf)

# The other controller, here the board's other bus.
i2c = I2C(4)
i2c.writeto_mem(0x42, 2, b"hi")
print(i2c.readfrom_mem(0x42, 2, 2), buf)
