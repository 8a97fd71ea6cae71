# SPDX-License-Identifier: MIT
# The colour of the middle, as RGB and LAB: what to write into a threshold.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.auto_whitebal(False)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    x, y = img.width() // 2, img.height() // 2
    rgb = img.get_pixel((x, y))
    print("RGB", rgb, "LAB", image.rgb_to_lab(rgb))
    img.draw_circle((x, y, 6), color=(255, 255, 255))
