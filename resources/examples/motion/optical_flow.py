# SPDX-License-Identifier: MIT
# Optical flow: how far the view moved since the frame before.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

before = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    moved = before.find_displacement(img)
    before = img.copy()
    if moved.response > 0.1:
        print("moved %.1f right, %.1f up" % (moved.x_translation, moved.y_translation))
    else:
        print("too little to see")
