# csi and sensor: what holds for every board.
import csi
import image

cam = csi.CSI(delays=False)
for getter in (cam.pixformat, cam.framesize, cam.framerate, cam.window, cam.snapshot):
    raises(RuntimeError, getter)
cam.reset()
raises(RuntimeError, cam.snapshot)
cam.pixformat(csi.GRAYSCALE)
raises(RuntimeError, cam.snapshot)
cam.framesize(csi.QVGA)
assert cam.pixformat() == csi.GRAYSCALE and cam.framesize() == csi.QVGA == 11
w, h = cam.width(), cam.height()
img = cam.snapshot()
assert isinstance(img, image.Image)
assert (img.width(), img.height(), img.format(), img.size()) == (w, h, csi.GRAYSCALE, w * h)
assert cam.snapshot(time=50) is None and cam.snapshot(frames=1) is None
assert cam.framebuffers() == 3

# A frame buffer has room for two bytes a pixel.
assert img.to_rgb565() is img and img.size() == 2 * w * h

into = image.Image(40, 30, image.GRAYSCALE)
assert cam.snapshot(image=into) is None
assert into.get_statistics().max > 0
raises(TypeError, cam.snapshot, image=5)

first = cam.snapshot(blocking=False)
assert first is None or isinstance(first, image.Image)
for i in range(10):
    cam.snapshot()
cam.framerate(10)
assert cam.framerate() == 10
raises(RuntimeError, cam.framerate, -1)

cam.window((100, 60))
assert cam.window() == (w // 2 - 50, h // 2 - 30, 100, 60)
assert cam.snapshot().width() == 100 and cam.width() == w
cam.window((w - 10, h - 10, 100, 100))
assert cam.window() == (w - 10, h - 10, 10, 10)
for bad in ((1,), (1, 2, 3), (0, 5), (w, h, 5, 5), (1, 1, -1, 5)):
    raises(ValueError, cam.window, bad)
cam.framesize(csi.VGA)
cam.framesize(csi.QVGA)
assert cam.window() == (0, 0, w, h)

assert cam.hmirror() is False
cam.hmirror(True)
assert cam.hmirror() is True and cam.vflip() is False
cam.vflip(1)
cam.transpose(True)
assert (cam.snapshot().width(), cam.width()) == (h, w)
cam.reset()
assert cam.hmirror() is False and cam.transpose() is False
raises(RuntimeError, cam.pixformat)

cam.pixformat(csi.RGB565)
cam.framesize(csi.QVGA)
cam.auto_gain(False, gain_db=10)
assert 9 < cam.gain_db() < 11
for number in (float("nan"), float("inf"), float("-inf")):
    raises(ValueError, cam.auto_gain, False, gain_db=number)
assert 9 < cam.gain_db() < 11
cam.auto_exposure(False, exposure_us=4000)
assert cam.exposure_us() == 4000
cam.auto_whitebal(False, rgb_gain_db=(0, 0, 0))
assert len(cam.rgb_gain_db()) == 3
raises(ValueError, cam.auto_whitebal, False, rgb_gain_db=(1, 2))
raises(TypeError, cam.auto_gain)
assert cam.gainceiling(8) is True and cam.gainceiling(128) is False
raises(RuntimeError, cam.gainceiling, 3)
raises(OSError, cam.quality, 101)
assert cam.colorbar(True) is True
bar = cam.snapshot()
assert bar.get_pixel((2, h // 2)) != bar.get_pixel((w - 3, h // 2))
cam.colorbar(False)
raises(RuntimeError, cam.framebuffers, 0)
raises(RuntimeError, cam.ioctl, 0x7777)
raises(RuntimeError, cam.ioctl, csi.IOCTL_LEPTON_GET_WIDTH)
raises(RuntimeError, csi.CSI, cid=csi.OV7725)
raises(TypeError, csi.CSI, 1)
raises(AttributeError, lambda: csi.QQCIF)
raises(AttributeError, lambda: cam.nonsense)
assert cam.cid() in csi.devices()
assert str(cam).startswith("CSI {")
called = []
cam.frame_callback(lambda: called.append(1))
cam.snapshot()
assert called == [1]
cam.frame_callback(None)
assert cam.flush() is None and cam.snapshot().flush() is None

import sensor

sensor.disable_delays(True)
sensor.reset()
sensor.set_pixformat(sensor.RGB565)
sensor.set_framesize(sensor.QVGA)
sensor.skip_frames(time=30)
sensor.skip_frames(2)
assert sensor.snapshot().width() == sensor.width() == w
assert sensor.get_pixformat() == sensor.RGB565 and sensor.get_framesize() == sensor.QVGA
assert sensor.get_id() == cam.cid()
sensor.set_windowing(10, 10, 20, 20)
assert sensor.get_windowing() == (10, 10, 20, 20)
sensor.set_windowing((30, 20))
sensor.set_auto_gain(False, gain_db=4)
sensor.set_auto_whitebal(False)
raises(TypeError, sensor.set_auto_gain, "x")
raises(TypeError, sensor.set_framesize, (10, 10))
raises(OSError, sensor.alloc_extra_fb, 1, 2, 3)
assert sensor.get_fb() is None
assert sensor.snapshot().width() == sensor.get_fb().width() == 30 and sensor.QQCIF == 2
assert sensor.set_hmirror(True) is None and sensor.get_hmirror() is True
print("OK")
