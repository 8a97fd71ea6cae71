# SPDX-License-Identifier: MIT
# A picture without a camera: a chart, drawn into the frame buffer and shown.

import csi
import image
import math
import time

camera = csi.CSI()
chart = image.Image(160, 120, image.RGB565, copy_to_fb=True)
step = 0

while True:
    chart.clear()
    chart.draw_line((0, 60, 159, 60), color=(90, 90, 90))
    before = 60
    for x in range(0, 160, 4):
        y = 60 - int(45 * math.sin((x + step) / 12))
        chart.draw_line((x - 4, before, x, y), color=(80, 200, 255))
        before = y
    chart.draw_string((4, 4), "step %d" % step, color=(255, 255, 255))
    # Only snapshot() shows what is in the frame buffer by itself.
    camera.flush()
    time.sleep_ms(40)
    step += 1
