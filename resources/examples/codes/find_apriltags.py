# SPDX-License-Identifier: MIT
# AprilTags: finds tags, their family, number and turn.

import csi
import math

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    for tag in img.find_apriltags():
        img.draw_edges(tag.corners, color=(255, 0, 0), thickness=2)
        img.draw_cross((tag.cx, tag.cy), color=(255, 0, 0))
        print("%s %d, %d degrees" % (tag.name, tag.id, round(math.degrees(tag.rotation))))
