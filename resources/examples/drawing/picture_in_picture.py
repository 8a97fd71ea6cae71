# SPDX-License-Identifier: MIT
# Picture in picture: a small copy of the middle, drawn into a corner.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    w, h = img.width() // 4, img.height() // 4
    part = img.copy(roi=(w * 3 // 2, h * 3 // 2, w, h))
    img.draw_image(part, 4, 4, x_scale=1.5, y_scale=1.5, hint=image.BILINEAR)
    img.draw_rectangle((4, 4, w * 3 // 2, h * 3 // 2), color=(255, 255, 255))
