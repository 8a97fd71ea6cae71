# SPDX-License-Identifier: MIT
# Window: only a part of the frame, so that there is less to look at.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.window((160, 120))  # in the middle; (x, y, w, h) puts it anywhere
camera.snapshot(time=300)
print("window:", camera.window())

while True:
    img = camera.snapshot()
    print("%d x %d of %d x %d" % (img.width(), img.height(), camera.width(), camera.height()))
