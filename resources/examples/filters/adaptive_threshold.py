# SPDX-License-Identifier: MIT
# Adaptive threshold: black and white by the neighbourhood, so that shadows do no harm.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.mean(3, threshold=True, offset=5, invert=True)
