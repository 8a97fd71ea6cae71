# SPDX-License-Identifier: MIT
# Round mask: only what is inside of a circle counts, as for a lens that does not fill the frame.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.mask_circle((img.width() // 2, img.height() // 2, img.height() // 2 - 4))
