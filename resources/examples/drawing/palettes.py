# SPDX-License-Identifier: MIT
# Palettes: gray values as colours, as thermal cameras show them.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

count = 0
while True:
    img = camera.snapshot()
    rainbow = count // 30 % 2 == 0
    count += 1
    gray = img.to_grayscale(copy=True)
    img.draw_image(gray, 0, 0, color_palette=image.PALETTE_RAINBOW if rainbow else image.PALETTE_IRONBOW)
    img.draw_string((8, 28), "rainbow" if rainbow else "ironbow", color=(255, 255, 255))
