# SPDX-License-Identifier: MIT
# Mirror and flip: all four ways a camera can be mounted, one after the other.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)

while True:
    for mirror in (False, True):
        for flip in (False, True):
            camera.hmirror(mirror)
            camera.vflip(flip)
            for _ in range(20):
                img = camera.snapshot()
                img.draw_string((8, 28), "mirror %s, flip %s" % (mirror, flip), scale=1.5)
