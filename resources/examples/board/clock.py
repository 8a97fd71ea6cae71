# SPDX-License-Identifier: MIT
# Clock: set the date and time, then write it into the picture.

import csi
from machine import RTC

rtc = RTC()
if rtc.datetime()[0] < 2024:
    rtc.datetime((2024, 1, 1, 1, 12, 0, 0, 0))  # year, month, day, weekday, hour, minute, second

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
while True:
    img = camera.snapshot()
    now = rtc.datetime()
    img.draw_string((8, 28), "%04d-%02d-%02d %02d:%02d:%02d" % (now[:3] + now[4:7]), scale=1.5)
