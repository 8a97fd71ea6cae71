# SPDX-License-Identifier: MIT
# Kernel: a kernel of your own: here one that looks like embossed metal.

import csi

EMBOSS = [-2, -1, 0,
          -1, 1, 1,
          0, 1, 2]

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.morph(1, EMBOSS)
