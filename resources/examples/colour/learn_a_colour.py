# SPDX-License-Identifier: MIT
# Learn a colour: hold something into the box; after a while it is tracked by what was seen.

import csi

BOX = 40
LEARN = 20  # frames

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.auto_gain(False)
camera.auto_whitebal(False)
camera.snapshot(time=500)

roi = ((camera.width() - BOX) // 2, (camera.height() - BOX) // 2, BOX, BOX)
low, high = [127, 127, 127], [-128, -128, -128]
for _ in range(LEARN):
    img = camera.snapshot()
    histogram = img.get_histogram(roi=roi)
    lo, hi = histogram.get_percentile(0.1), histogram.get_percentile(0.9)
    low = [min(a, b) for a, b in zip(low, (lo.l_value, lo.a_value, lo.b_value))]
    high = [max(a, b) for a, b in zip(high, (hi.l_value, hi.a_value, hi.b_value))]
    img.draw_rectangle(roi, color=(255, 255, 255))

threshold = (low[0], high[0], low[1], high[1], low[2], high[2])
print("learnt", threshold)
while True:
    img = camera.snapshot()
    for blob in img.find_blobs([threshold], pixels_threshold=100, area_threshold=100, merge=True):
        img.draw_rectangle(blob.rect, color=(255, 255, 0))
        print("seen at %d, %d" % (blob.cx, blob.cy))
