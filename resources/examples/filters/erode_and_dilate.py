# SPDX-License-Identifier: MIT
# Erode and dilate: removes specks from a black and white picture, then gives the rest its size back.

import csi
import random

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.binary([(100, 255)])
    for _ in range(1000):  # some specks to remove
        img.set_pixel((random.randrange(img.width()), random.randrange(img.height())), 255)
    before = img.get_statistics().mean
    img.erode(1)
    img.dilate(1)
    print("mean %d, without specks %d" % (before, img.get_statistics().mean))
