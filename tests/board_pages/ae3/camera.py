# SPDX-License-Identifier: MIT
# frames: 3
# expect: 1280 800
import csi

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.RGB565)
cam.framesize(csi.HD)
cam.snapshot(time=500)

while True:
    img = cam.snapshot()
    print(img.width(), img.height())
