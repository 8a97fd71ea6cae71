# SPDX-License-Identifier: MIT
# Rotate in space: turns the picture as if it hung in a room.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

angle = 0
while True:
    img = camera.snapshot()
    img.rotation_corr(y_rotation=angle, z_rotation=angle, zoom=0.8)
    angle = (angle + 3) % 360
