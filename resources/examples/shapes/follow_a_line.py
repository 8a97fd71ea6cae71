# SPDX-License-Identifier: MIT
# Follow a line: how far to steer to stay on a dark line on the floor.

import csi

DARK = [(0, 80)]

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    line = img.get_regression(DARK, area_threshold=100, pixels_threshold=100)
    if line:
        img.draw_line((line.x1, line.y1, line.x2, line.y2), color=255, thickness=3)
        bottom = line.x1 if line.y1 > line.y2 else line.x2
        angle = line.theta if line.theta < 90 else line.theta - 180
        print("offset %d, angle %d" % (bottom - img.width() // 2, angle))
    else:
        print("no line")
