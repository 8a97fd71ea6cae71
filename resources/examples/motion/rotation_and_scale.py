# SPDX-License-Identifier: MIT
# Rotation and scale: whether the view turned or came closer, by the log-polar transform.

import csi
import math

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

before = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    moved = before.find_displacement(img, logpolar=True)
    before = img.copy()
    print("turned %.1f degrees, scaled by %.2f" % (math.degrees(moved.rotation), moved.scale))
