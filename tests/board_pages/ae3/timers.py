# SPDX-License-Identifier: MIT
# expect: (?s)tick.*once.*tick
import time
from machine import Timer

one_shot = Timer(-1)
one_shot.init(period=200, mode=Timer.ONE_SHOT, callback=lambda t: print("once"))

periodic = Timer(-1)
periodic.init(period=100, mode=Timer.PERIODIC, callback=lambda t: print("tick"))
while True:
    time.sleep_ms(450)
