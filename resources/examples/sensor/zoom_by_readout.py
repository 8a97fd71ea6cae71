# SPDX-License-Identifier: MIT
# Zoom without a lens: the OV5640 reads only a part of its five million pixels.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)

sizes = [(2560, 1920), (1280, 960), (640, 480), (320, 240)]
while True:
    for size in sizes:
        camera.ioctl(csi.IOCTL_SET_READOUT_WINDOW, size)
        for _ in range(20):
            img = camera.snapshot()
            img.draw_string((8, 28), "%d x %d" % size, scale=2)
