# SPDX-License-Identifier: MIT
# Lines: straight lines through the whole picture, by angle and distance.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    lines = img.find_lines(threshold=1500, theta_margin=25, rho_margin=25)
    for line in lines:
        img.draw_line(line, color=(255, 0, 0), thickness=2)
    if lines:
        strongest = max(lines, key=lambda line: line.magnitude)
        print("%d lines, strongest at %d degrees" % (len(lines), strongest.theta))
