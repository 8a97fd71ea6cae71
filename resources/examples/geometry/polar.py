# SPDX-License-Identifier: MIT
# Polar: rings become stripes, good for dials and round labels.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

# The middle of what is round: a ring around it becomes a level stripe.
x, y = camera.width() * 68 // 100, camera.height() * 7 // 10
while True:
    img = camera.snapshot()
    img.linpolar(x=x, y=y)
