# SPDX-License-Identifier: MIT
# expect: 5\r?\nNone
from machine import UART

uart = UART(3, baudrate=115200)
print(uart.write("hello"))
print(uart.read(5))
