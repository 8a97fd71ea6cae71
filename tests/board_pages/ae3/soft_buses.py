# SPDX-License-Identifier: MIT
# options: i2c=1:0x50:eeprom&wire=P0-P1
# expect: \[80\] b'around'
from machine import Pin, SoftI2C, SoftSPI

i2c = SoftI2C(scl=Pin("P4"), sda=Pin("P5"))
spi = SoftSPI(sck=Pin("P10"), mosi=Pin("P0"), miso=Pin("P1"))
answer = bytearray(6)
spi.write_readinto(b"around", answer)
print(i2c.scan(), bytes(answer))
