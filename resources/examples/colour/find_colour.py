# SPDX-License-Identifier: MIT
# Find a colour: boxes around everything that is red enough.
# Thresholds are least and greatest of L, A and B. A is green to red, B is blue to yellow.

import csi
import time

RED = (20, 90, 30, 127, 0, 127)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.auto_gain(False)  # so that colours stay what they are
camera.auto_whitebal(False)
camera.snapshot(time=500)

clock = time.clock()
while True:
    clock.tick()
    img = camera.snapshot()
    blobs = img.find_blobs([RED], pixels_threshold=100, area_threshold=100, merge=True)
    for blob in blobs:
        img.draw_rectangle(blob.rect, color=(255, 255, 255))
        img.draw_cross((blob.cx, blob.cy), color=(255, 255, 255))
    print("red things: %d, %.1f fps" % (len(blobs), clock.fps()))
