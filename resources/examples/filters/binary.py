# SPDX-License-Identifier: MIT
# Binary: bright pixels white, the others black. The threshold comes from the picture itself.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    threshold = img.get_histogram().get_threshold().value  # Otsu's
    img.binary([(threshold, 255)])
    img.draw_string((8, 28), "threshold %d" % threshold, color=128)
    print("threshold", threshold)
