# SPDX-License-Identifier: MIT
# Colour matrix: each new channel is a sum of the old ones: here sepia.

import csi

SEPIA = [[0.393, 0.769, 0.189],
         [0.349, 0.686, 0.168],
         [0.272, 0.534, 0.131]]

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.ccm(SEPIA)
