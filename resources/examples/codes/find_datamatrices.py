# SPDX-License-Identifier: MIT
# Data matrices: reads the small square codes on parts and letters.

import csi
import math

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    for code in img.find_datamatrices():
        img.draw_rectangle(code.rect, color=(255, 0, 0))
        turn = round(math.degrees(code.rotation))
        print("%dx%d, %d degrees: %s" % (code.rows, code.columns, turn, code.payload))
