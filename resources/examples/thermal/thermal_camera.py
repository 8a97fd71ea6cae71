# SPDX-License-Identifier: MIT
# Thermal camera: the Lepton as a camera of its own, in colours.

import csi
import image
import time

WARMEST = (85, 100, -128, 127, -128, 127)  # the palette's end: nearly white

lepton = csi.CSI(cid=csi.LEPTON, stream=True)
lepton.reset(hard=False)
lepton.pixformat(csi.RGB565)
lepton.framesize(csi.QVGA)
lepton.color_palette(image.PALETTE_IRONBOW)

clock = time.clock()
while True:
    clock.tick()
    img = lepton.snapshot()
    bright = img.find_blobs([WARMEST], pixels_threshold=20)
    if bright:
        spot = max(bright, key=lambda blob: blob.pixels)
        print("%.1f fps, warmest at %d, %d" % (clock.fps(), spot.cx, spot.cy))
    else:
        print("%.1f fps" % clock.fps())
