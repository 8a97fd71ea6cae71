# SPDX-License-Identifier: MIT
# Gamma, contrast and brightness: lifts what is dark without washing out what is bright.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    before = img.get_statistics().l_mean
    # More than 1 makes brighter, less makes darker.
    img.gamma_corr(gamma=2.0, contrast=1.0, brightness=0.0)
    print("lightness from %d to %d" % (before, img.get_statistics().l_mean))
