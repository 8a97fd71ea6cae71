# SPDX-License-Identifier: MIT
# Many colours at once: blob.code has one bit for each threshold that a blob fits.

import csi

THRESHOLDS = [
    (20, 90, 30, 127, 0, 127),  # red, code 1
    (20, 90, -128, -20, 0, 127),  # green, code 2
    (0, 90, -40, 90, -128, -60),  # blue, code 4
]
NAMES = {1: "red", 2: "green", 4: "blue"}

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.auto_gain(False)
camera.auto_whitebal(False)
camera.snapshot(time=500)

while True:
    img = camera.snapshot()
    found = []
    for blob in img.find_blobs(THRESHOLDS, pixels_threshold=80, area_threshold=80):
        name = NAMES.get(blob.code, "several")
        found.append("%s at %d,%d" % (name, blob.cx, blob.cy))
        img.draw_detection(blob, color1=(255, 255, 255), label=name)
    print(", ".join(found) if found else "nothing")
