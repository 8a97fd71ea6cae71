import csi

cam = csi.CSI(cid=csi.OV5640)
cam.reset(hard=True)
cam.pixformat(csi.RGB565)
cam.framesize(csi.WVGA)
cam.snapshot(time=500)
for i in range(5):
    img = cam.snapshot()
    print(img.width(), img.height())
