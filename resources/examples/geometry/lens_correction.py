# SPDX-License-Identifier: MIT
# Lens correction: takes the barrel shape out of a wide lens.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.lens_corr(strength=1.8, zoom=1.0)
