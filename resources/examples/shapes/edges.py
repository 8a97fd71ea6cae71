# SPDX-License-Identifier: MIT
# Edges: outlines only, by the Canny detector.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    img.find_edges(image.EDGE_CANNY, threshold=(50, 80))
    share = img.get_statistics().mean * 100 / 255
    print("%.1f percent of the picture is edge" % share)
