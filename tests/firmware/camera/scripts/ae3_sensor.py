# The PAG7936 of an AE3: three sizes of its own, three formats, 60 frames a second.
import csi

cam = csi.CSI(cid=csi.PAG7936, delays=False)
cam.reset()
for bad in (csi.JPEG, csi.YUV422, csi.BINARY, 0):
    raises(RuntimeError, cam.pixformat, bad)
cam.pixformat(csi.RGB565)
for bad in (csi.QQVGA, csi.SVGA, csi.FHD, (320, 200), 1, 99, -4):
    raises(RuntimeError, cam.framesize, bad)
for size, w, h, buffers in ((csi.QVGA, 320, 200, 3), (csi.VGA, 640, 400, 3), (csi.HD, 1280, 800, 1)):
    cam.framesize(size)
    img = cam.snapshot()
    assert (img.width(), img.height()) == (cam.width(), cam.height()) == (w, h)
    assert cam.framebuffers() == buffers
raises(RuntimeError, cam.framebuffers, 2)
cam.framesize(csi.QVGA)
cam.framerate(1000)
assert cam.framerate() == 240
cam.pixformat(csi.BAYER)
raw = cam.snapshot()
assert raw.size() == 320 * 200 and raw.format() == csi.BAYER
raises(ValueError, raw.draw_line, (0, 0, 1, 1))
raises(ValueError, raw.copy, x_scale=0.5)
assert raw.copy(roi=(2, 2, 10, 10)).size() == 100
assert raw.to_jpeg(copy=True).width() == 320
assert raw.to_rgb565().get_pixel((5, 5)) is not None
for refused in (cam.contrast, cam.brightness, cam.saturation, cam.special_effect):
    assert refused(0) is False
assert cam.quality(50) is False and cam.lens_correction(1, 2, 3) is False
assert cam.gainceiling(16) is True and cam.gainceiling(32) is False
cam.auto_blc(True)
cam.auto_exposure(False, exposure_us=1)
assert cam.exposure_us() == 80
cam.auto_gain(False, gain_db=100)
assert 24 < cam.gain_db() < 24.2
cam.framerate(60)
cam.pixformat(csi.GRAYSCALE)
assert cam.ioctl(csi.IOCTL_GET_TRIGGERED_MODE) is False
assert cam.ioctl(csi.IOCTL_SET_TRIGGERED_MODE, True) is None
assert cam.ioctl(csi.IOCTL_GET_TRIGGERED_MODE) is True
raises(RuntimeError, cam.ioctl, csi.IOCTL_SET_TRIGGERED_MODE)
assert cam.snapshot().width() == 320
assert len(cam.ioctl(csi.IOCTL_GET_RGB_STATS)) == 4
raises(RuntimeError, cam.ioctl, csi.IOCTL_GET_READOUT_WINDOW)
raises(RuntimeError, cam.ioctl, csi.IOCTL_TRIGGER_AUTO_FOCUS)
raises(RuntimeError, csi.CSI, cid=csi.LEPTON)
raises(RuntimeError, csi.CSI, cid=csi.OV5640)
print("OK")
