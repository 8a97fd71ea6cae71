# SPDX-License-Identifier: MIT
# Shapes: lines, boxes, circles and more, drawn over the live picture.

import csi
import random

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

GREEN = (0, 255, 0)


def point(img):
    return random.randint(0, img.width() - 1), random.randint(0, img.height() - 1)


while True:
    img = camera.snapshot()
    img.draw_line(point(img) + point(img), color=(255, 0, 0), thickness=2)
    img.draw_rectangle(point(img) + (40, 30), color=GREEN)
    img.draw_rectangle(point(img) + (20, 20), color=GREEN, fill=True)
    img.draw_circle(point(img) + (25,), color=(0, 128, 255), thickness=2)
    img.draw_ellipse(point(img) + (30, 15, random.randint(0, 179)), color=(255, 255, 0))
    img.draw_cross(point(img), color=(255, 255, 255), size=10)
    img.draw_arrow(point(img) + point(img), color=(255, 0, 255), size=15)
