# SPDX-License-Identifier: MIT
# Watchdog: resets the board when a loop hangs.

import csi
from machine import WDT

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

watchdog = WDT(timeout=5000)
while True:
    img = camera.snapshot()
    # ... whatever might hang
    watchdog.feed()
