# SPDX-License-Identifier: MIT
# Optical flow: how far the view moved since the frame before.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

SIZE = 128  # a power of two suits the transform; the middle is enough to see how all moves
roi = ((camera.width() - SIZE) // 2, (camera.height() - SIZE) // 2, SIZE, SIZE)

before = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    moved = before.find_displacement(img, roi=roi, template_roi=roi)
    before = img.copy()
    if moved.response > 0.1:
        print("moved %.1f right, %.1f up" % (moved.x_translation, moved.y_translation))
    else:
        print("too little to see")
