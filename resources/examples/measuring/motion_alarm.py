# SPDX-License-Identifier: MIT
# Motion alarm: compares each frame with a slowly learnt background; the red LED says when.

import csi
from machine import LED

CHANGED = 20  # least difference of a pixel's gray value that counts as bright in the difference

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=500)

led = LED("LED_RED")
background = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    difference = img.copy()
    difference.difference(background)
    background.blend(img, alpha=16)
    peak = difference.get_histogram().get_percentile(0.99).value
    if peak > CHANGED:
        led.on()
    else:
        led.off()
    print("motion" if peak > CHANGED else "still", peak)
