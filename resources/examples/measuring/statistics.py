# SPDX-License-Identifier: MIT
# Statistics: mean, spread and range of a region, in L, A and B.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    roi = (img.width() // 4, img.height() // 4, img.width() // 2, img.height() // 2)
    s = img.get_statistics(roi=roi)
    img.draw_rectangle(roi, color=(255, 255, 255))
    print("L %d +- %d (%d to %d), A %d, B %d" % (s.l_mean, s.l_stdev, s.l_min, s.l_max, s.a_mean, s.b_mean))
