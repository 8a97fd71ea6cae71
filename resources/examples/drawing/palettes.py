# SPDX-License-Identifier: MIT
# Palettes: gray values as colours, as thermal cameras show them.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

count = 0
while True:
    img = camera.snapshot()
    rainbow = count // 30 % 2 == 0
    count += 1
    # A copy, since colour takes more room than the gray frame has.
    colours = img.to_rainbow(copy=True) if rainbow else img.to_ironbow(copy=True)
    colours.draw_string((8, 8), "rainbow" if rainbow else "ironbow", color=(255, 255, 255))
    colours.flush()
