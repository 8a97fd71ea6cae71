import csi

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.RGB565)
cam.framesize(csi.HD)
cam.snapshot(time=500)
for i in range(5):
    img = cam.snapshot()
    print(img.width(), img.height())
