# SPDX-License-Identifier: MIT
# Follow the largest: how far the largest red thing is from the middle, as a robot wants it.

import csi

RED = (20, 90, 30, 127, 0, 127)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.auto_gain(False)
camera.auto_whitebal(False)
camera.snapshot(time=500)

while True:
    img = camera.snapshot()
    blobs = img.find_blobs([RED], pixels_threshold=50, area_threshold=50)
    if not blobs:
        print("nothing to follow")
        continue
    target = max(blobs, key=lambda blob: blob.pixels)
    # -1 is the left or upper edge, 1 the right or lower one.
    x = 2 * target.cx / img.width() - 1
    y = 2 * target.cy / img.height() - 1
    img.draw_arrow((img.width() // 2, img.height() // 2, target.cx, target.cy), color=(255, 255, 0))
    print("steer %+.2f, tilt %+.2f" % (x, y))
