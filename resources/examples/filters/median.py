# SPDX-License-Identifier: MIT
# Median: removes salt and pepper, keeps edges.

import csi
import random

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    for i in range(300):  # some specks to remove
        img.set_pixel((random.randrange(img.width()), random.randrange(img.height())), 255 * (i & 1))
    img.median(1, percentile=0.5)
