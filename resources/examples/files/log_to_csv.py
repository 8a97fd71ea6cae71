# SPDX-License-Identifier: MIT
# Log to CSV: a line of measurements for each of fifty frames.

import csi
import time

PATH = "/flash/log.csv"

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

start = time.ticks_ms()
with open(PATH, "w") as log:
    log.write("ms,mean,stdev\n")
    for _ in range(50):
        s = camera.snapshot().get_statistics()
        log.write("%d,%d,%d\n" % (time.ticks_diff(time.ticks_ms(), start), s.mean, s.stdev))

with open(PATH) as log:
    print(log.read())
