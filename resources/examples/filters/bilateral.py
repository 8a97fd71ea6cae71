# SPDX-License-Identifier: MIT
# Bilateral: smooths surfaces and leaves edges sharp.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.bilateral(2, color_sigma=0.1, space_sigma=1)
