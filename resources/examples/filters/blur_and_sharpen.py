# SPDX-License-Identifier: MIT
# Blur and sharpen: the left half smooth, the right half sharp.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    sharp = img.copy().gaussian(1, unsharp=True)
    img.gaussian(3)
    img.draw_image(sharp, img.width() // 2, 0, roi=(img.width() // 2, 0, img.width() // 2, img.height()))
