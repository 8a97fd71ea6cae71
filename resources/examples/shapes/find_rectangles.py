# SPDX-License-Identifier: MIT
# Rectangles: four corners that belong together, also seen from the side.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    for rect in img.find_rects(threshold=10000):
        img.draw_edges(rect.corners, color=(255, 0, 0), thickness=2)
        print("rectangle", rect.corners)
