# SPDX-License-Identifier: MIT
# frames: 3
# expect: 720 480
import csi

cam = csi.CSI(cid=csi.OV5640)
cam.reset(hard=True)
cam.pixformat(csi.RGB565)
cam.framesize(csi.WVGA)
cam.snapshot(time=500)

while True:
    img = cam.snapshot()
    print(img.width(), img.height())
