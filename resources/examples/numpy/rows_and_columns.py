# SPDX-License-Identifier: MIT
# Rows and columns: means of rows and columns by ulab, to see where it is bright.

import csi
from ulab import numpy as np

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    pixels = img.to_ndarray("f")
    rows = np.mean(pixels, axis=1)
    columns = np.mean(pixels, axis=0)
    print("brightest row %d, brightest column %d" % (np.argmax(rows), np.argmax(columns)))
