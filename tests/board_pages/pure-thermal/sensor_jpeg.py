# SPDX-License-Identifier: MIT
# expect: "type":"jpeg"
import csi

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.JPEG)
cam.framesize(csi.WQXGA2)
cam.quality(90)
cam.ioctl(csi.IOCTL_TRIGGER_AUTO_FOCUS)
img = cam.snapshot()
print(img)
