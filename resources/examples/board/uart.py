# SPDX-License-Identifier: MIT
# UART: sends five lines a second and prints what comes back.

import omv
import time
from machine import UART

uart = UART(3 if omv.board_type() == "H7" else 1, 115200)
count = 0
while True:
    uart.write("count %d\r\n" % count)
    count += 1
    time.sleep_ms(200)
    print("sent %d, received %s" % (count, uart.read(uart.any())))
