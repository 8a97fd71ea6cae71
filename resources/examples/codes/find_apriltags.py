# SPDX-License-Identifier: MIT
# AprilTags: finds tags, their family, number and turn.

import csi
import math

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    for tag in img.find_apriltags():
        img.draw_edges(tag.corners, color=255, thickness=2)
        img.draw_cross((tag.cx, tag.cy), color=255)
        print("%s %d, %.0f degrees" % (tag.name, tag.id, math.degrees(tag.rotation)))
