import csi

cam = csi.CSI(cid=csi.OV5640)
cam.reset(hard=True)
cam.pixformat(csi.JPEG)
cam.framesize(csi.WQXGA2)
cam.quality(90)
img = cam.snapshot()
print(img.width(), img.height(), img.format() == csi.JPEG, len(img.bytearray()) > 10000)
