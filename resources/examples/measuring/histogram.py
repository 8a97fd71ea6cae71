# SPDX-License-Identifier: MIT
# Histogram: how the gray values are spread, drawn over the picture.

import csi

BINS = 32

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    histogram = img.get_histogram(bins=BINS)
    bins = histogram.bins()
    top = max(bins)
    step = img.width() // BINS
    for i, share in enumerate(bins):
        height = int(share / top * img.height() / 3)
        img.draw_rectangle((i * step, img.height() - height, step - 1, height), color=255, fill=True)
    print("half of the pixels are below", histogram.get_percentile(0.5).value)
