# SPDX-License-Identifier: MIT
# Text: sizes, colours and turns of the built-in font.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

count = 0
while True:
    img = camera.snapshot()
    count += 1
    img.draw_string((10, 28), "frame %d" % count)
    img.draw_string((10, 46), "large", color=(255, 200, 0), scale=3)
    img.draw_string((10, 86), "wide", color=(0, 255, 128), x_spacing=8)
    img.draw_string((10, 106), "two\nlines", color=(255, 128, 255), y_spacing=4)
    img.draw_string((150, 80), "turned", color=(128, 200, 255), string_rotation=90)
