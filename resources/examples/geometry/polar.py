# SPDX-License-Identifier: MIT
# Polar: rings become stripes: good for dials and round labels.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.linpolar(reverse=False)
