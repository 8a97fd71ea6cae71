# SPDX-License-Identifier: MIT
# Perspective: looks straight down on a sheet of paper that is seen from the side.

import csi

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
