# SPDX-License-Identifier: MIT
# Barcodes: reads one-dimensional codes and names their kind.

import csi
import image

NAMES = {image.EAN8: "EAN-8", image.EAN13: "EAN-13", image.UPCA: "UPC-A", image.CODE39: "Code 39",
         image.CODE128: "Code 128", image.I25: "Interleaved 2 of 5", image.CODABAR: "Codabar"}

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    for code in img.find_barcodes():
        img.draw_rectangle(code.rect, color=(255, 0, 0))
        print("%s: %s (quality %d)" % (NAMES.get(code.type, "other"), code.payload, code.quality))
