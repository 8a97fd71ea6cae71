# SPDX-License-Identifier: MIT
# Flood fill: paints what hangs together with the middle of the picture.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    middle = (img.width() // 2, img.height() // 2)
    img.flood_fill(middle, seed_threshold=0.1, floating_threshold=0.05, color=(255, 0, 255))
    img.draw_cross(middle, color=(255, 255, 255))
