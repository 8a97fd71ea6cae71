# SPDX-License-Identifier: MIT
# Timer: something that happens twice a second, whatever the camera loop does.

import csi
from machine import LED, Timer

led = LED("LED_GREEN")
timer = Timer(-1, mode=Timer.PERIODIC, period=500, callback=lambda t: led.toggle())

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
while True:
    camera.snapshot()
