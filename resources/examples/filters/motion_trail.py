# SPDX-License-Identifier: MIT
# Motion trail: each frame is mixed with those before, so that what moves leaves a trail.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

trail = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    trail.blend(img, alpha=64)  # a quarter new, three quarters old
    img.assign(trail)
