# SPDX-License-Identifier: MIT
# frames: 3
# expect: True
import csi

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.RGB565)
cam.framesize(csi.VGA)
cam.ioctl(csi.IOCTL_SET_TRIGGERED_MODE, True)
print(cam.ioctl(csi.IOCTL_GET_TRIGGERED_MODE))
while True:
    img = cam.snapshot()
