# SPDX-License-Identifier: MIT
# Histogram equalization: more contrast where there was little, with a limit so that noise stays small.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    before = img.get_statistics().stdev
    img.histeq(adaptive=True, clip_limit=3)
    print("contrast from %d to %d" % (before, img.get_statistics().stdev))
