# SPDX-License-Identifier: MIT
# Frame difference: what changed since the frame before, as boxes.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

before = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    now = img.copy()
    img.difference(before)
    before = now
    moving = img.find_blobs([(30, 255)], pixels_threshold=20, area_threshold=20, merge=True, margin=10)
    for blob in moving:
        img.draw_rectangle(blob.rect, color=255)
    print("moving things: %d" % len(moving))
