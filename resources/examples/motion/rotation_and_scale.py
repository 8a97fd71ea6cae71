# SPDX-License-Identifier: MIT
# Rotation and scale: whether the view turned or came closer, by the log-polar transform.

import csi
import math

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

SIZE = 128  # a power of two suits the transform; the middle is what the view turns around
roi = ((camera.width() - SIZE) // 2, (camera.height() - SIZE) // 2, SIZE, SIZE)

before = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    moved = before.find_displacement(img, logpolar=True, roi=roi, template_roi=roi)
    before = img.copy()
    print("turned %.1f degrees, scaled by %.3f" % (math.degrees(moved.rotation), moved.scale))
