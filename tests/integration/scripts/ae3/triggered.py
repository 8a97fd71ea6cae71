import csi

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.GRAYSCALE)
cam.framesize(csi.QVGA)
cam.ioctl(csi.IOCTL_SET_TRIGGERED_MODE, True)
print(cam.ioctl(csi.IOCTL_GET_TRIGGERED_MODE))
print(cam.snapshot().width())
