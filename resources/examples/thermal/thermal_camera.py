# SPDX-License-Identifier: MIT
# Thermal camera: The Lepton as a camera of its own, in colours.

import csi
import image
import time

lepton = csi.CSI(cid=csi.LEPTON, stream=True)
lepton.reset(hard=False)
lepton.pixformat(csi.RGB565)
lepton.framesize(csi.QVGA)
lepton.color_palette(image.PALETTE_IRONBOW)

clock = time.clock()
while True:
    clock.tick()
    lepton.snapshot()
    print("%.1f fps" % clock.fps())
