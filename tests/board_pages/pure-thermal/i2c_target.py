# SPDX-License-Identifier: MIT
# expect: I2CTarget
from machine import I2CTarget

buf = bytearray(32)
target = I2CTarget(2, addr=0x42, mem=buf)
print(target)
