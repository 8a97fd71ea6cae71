# SPDX-License-Identifier: MIT
# Track a lamp: with a very short exposure nothing but what shines is left in the picture.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.auto_gain(False)
camera.auto_exposure(False, exposure_us=500)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    lamps = img.find_blobs([(100, 255)], pixels_threshold=10, area_threshold=10, merge=True)
    for lamp in lamps:
        img.draw_circle((lamp.cx, lamp.cy, lamp.w), color=255)
        print("lamp at %d, %d" % (lamp.cx, lamp.cy))
    if not lamps:
        print("no lamp; the mean of the picture is %d" % img.get_statistics().mean)
