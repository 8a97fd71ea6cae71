# The OV5640: any size up to its own, JPEG and YUV422 too.
import csi


def raises(error, call, *args, **kw):
    try:
        call(*args, **kw)
    except error:
        return
    raise AssertionError("expected %r" % error)


cam = csi.CSI(cid=csi.OV5640, delays=False)
cam.reset()
raises(RuntimeError, cam.pixformat, csi.BINARY)
cam.pixformat(csi.RGB565)
for size, w, h in ((csi.QQVGA, 160, 120), (csi.QVGA, 320, 240), (csi.WVGA, 720, 480), (csi.SVGA, 800, 600)):
    cam.framesize(size)
    img = cam.snapshot()
    assert (img.width(), img.height()) == (w, h)
cam.framesize((333, 222))
assert cam.framesize() == 1 and cam.snapshot().width() == 333
for bad in ((2593, 1944), (0, 10), 1, 0):
    raises(RuntimeError, cam.framesize, bad)
raises(ValueError, cam.framesize, (1, 2, 3))
cam.framesize(csi.WQXGA2)
assert cam.snapshot().size() == 2592 * 1944 * 2
cam.framesize(csi.QVGA)
cam.pixformat(csi.YUV422)
yuv = cam.snapshot()
assert yuv.format() == cam.pixformat() == csi.YUV422 and '"yvu422"' in str(yuv)
assert len(yuv[0]) == 2
raises(RuntimeError, cam.transpose, True)
cam.pixformat(csi.JPEG)
assert cam.quality(80) is True
jpeg = cam.snapshot()
assert jpeg.format() == csi.JPEG and bytes(jpeg)[:2] == b"\xff\xd8" and jpeg.width() == 320
raises(RuntimeError, cam.window, (10, 10))
raises(RuntimeError, cam.transpose, True)
raises(RuntimeError, cam.framesize, (324, 240))
cam.pixformat(csi.GRAYSCALE)
assert cam.contrast(3) is True and cam.contrast(4) is False
assert cam.brightness(4) is True and cam.brightness(-5) is False
assert cam.saturation(-3) is True and cam.saturation(-4) is False
assert cam.contrast(0) and cam.brightness(0) and cam.saturation(0)
assert cam.gainceiling(32) is True and cam.gainceiling(64) is False
assert cam.special_effect(csi.NEGATIVE) is True and cam.special_effect(7) is False
assert cam.special_effect(csi.NORMAL) is True and cam.lens_correction(1, 2, 3) is True
assert len(cam.blc_regs()) == 8
cam.auto_blc(False, list(range(8)))
assert cam.blc_regs() == list(range(8))
raises(ValueError, cam.auto_blc, False, [1])
assert cam.ioctl(csi.IOCTL_GET_READOUT_WINDOW) == (0, 0, 2592, 1944)
cam.ioctl(csi.IOCTL_SET_READOUT_WINDOW, (100, 100, 640, 480))
assert cam.ioctl(csi.IOCTL_GET_READOUT_WINDOW) == (100, 100, 640, 480)
raises(ValueError, cam.ioctl, csi.IOCTL_SET_READOUT_WINDOW, (1, 2, 3))
assert cam.ioctl(csi.IOCTL_GET_NIGHT_MODE) is False
raises(RuntimeError, cam.ioctl, csi.IOCTL_SET_TRIGGERED_MODE, True)
raises(RuntimeError, cam.ioctl, csi.IOCTL_GET_RGB_STATS)
cam.framerate(50)
assert cam.framerate() == 30
print("OK")
