# SPDX-License-Identifier: MIT
# Perspective: looks straight down on a sheet of paper that is seen from the side.

import csi

RED = (30, 70, 30, 90, 10, 80)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

# The corners of the sheet in the picture: top left, top right, bottom right, bottom left.
w, h = camera.width(), camera.height()
CORNERS = ((w // 4, h // 8), (3 * w // 4, h // 8), (w - 1, h - 1), (0, h - 1))
while True:
    img = camera.snapshot()
    img.rotation_corr(corners=CORNERS)
    # Now the picture is the sheet, so what is printed can be measured.
    for dot in img.find_blobs([RED], pixels_threshold=200):
        print("the red dot is %d percent from the left and %d from the top" % (100 * dot.cx / w, 100 * dot.cy / h))
