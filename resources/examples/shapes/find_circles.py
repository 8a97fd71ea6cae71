# SPDX-License-Identifier: MIT
# Circles: round things by their edge, as coins or wheels.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    # Sharp edges and noise make circles that are none: blur them, and ask for much edge.
    circles = img.gaussian(2).find_circles(threshold=5000, r_min=10, r_max=60, r_step=2)
    for circle in circles:
        img.draw_circle((circle.x, circle.y, circle.r), color=(255, 0, 0))
        print("circle at %d, %d with radius %d" % (circle.x, circle.y, circle.r))
