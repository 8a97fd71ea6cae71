# SPDX-License-Identifier: MIT
# options: can=echo
# expect: 1 b'Hello' 0 0
import time
from machine import CAN

can = CAN(2, 125_000)
can.set_filters([(1, 0x7FF, 0), (2, 0x7FF, 0)])
can.send(1, "Hello")
while True:
    message = can.recv()
    if message:
        can_id, data, flags, errors = message
        print(can_id, bytes(data), flags, errors)
    else:
        time.sleep_ms(1)
