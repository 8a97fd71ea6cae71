# SPDX-License-Identifier: MIT
# Negative: one half of the picture inverted, beside the other as it is.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    half = img.width() // 2
    right = img.copy(roi=(half, 0, half, img.height()))
    right.negate()
    img.draw_image(right, half, 0)
