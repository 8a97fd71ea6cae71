# SPDX-License-Identifier: MIT
# Picture on demand: in triggered mode the PAG7936 exposes only when snapshot() asks.

import csi
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.ioctl(csi.IOCTL_SET_TRIGGERED_MODE, True)

while True:
    start = time.ticks_ms()
    camera.snapshot()
    print("%d ms from the wish to the picture" % time.ticks_diff(time.ticks_ms(), start))
    time.sleep_ms(100)
