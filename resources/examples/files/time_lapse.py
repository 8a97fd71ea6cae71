# SPDX-License-Identifier: MIT
# Time lapse: a picture every second, the oldest given up for the newest.

import csi
import time

KEEP = 5
PAUSE_MS = 1000

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=500)

number = 0
last = time.ticks_add(time.ticks_ms(), -PAUSE_MS)
while True:
    img = camera.snapshot()
    if time.ticks_diff(time.ticks_ms(), last) >= PAUSE_MS:
        last = time.ticks_ms()
        path = "/flash/lapse_%d.jpg" % (number % KEEP)
        img.save(path, quality=70)
        print("saved", path)
        number += 1
