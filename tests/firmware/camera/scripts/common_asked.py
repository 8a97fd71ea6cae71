# Names that public scripts use, and that the other scripts only pass by: what they do.
import csi
import image
import time
from machine import Pin

cam = csi.CSI(delays=False)
cam.reset()
cam.pixformat(csi.RGB565)
cam.framesize(csi.VGA)
assert cam.framesize() == csi.VGA == 12 and cam.width() == 640
assert csi.QQVGA == 10 and csi.QVGA == 11 and csi.GENX320 == 0xB0602003


def no_frames():
    assert cam.snapshot(blocking=False) is None and not cam.readable()
    try:
        cam.snapshot()
    except RuntimeError as e:
        return str(e) == "Frame capture timed out"


# Off and asleep no frames come; then they go on, and the settings stay.
assert cam.shutdown(True) is None and no_frames() and "Powered                 : No" in str(cam)
assert cam.shutdown(False) is None and "Powered                 : Yes" in str(cam)
assert cam.snapshot().width() == 640 and cam.pixformat() == csi.RGB565
assert cam.sleep(True) is None and cam.snapshot(blocking=False) is None
assert cam.sleep(False) is None
assert cam.snapshot().width() == 640

# The callback comes once a frame, with the level of the line.
levels = []
cam.vsync_callback(levels.append)
assert cam.vsync_callback() == levels.append
for i in range(3):
    cam.snapshot()
assert levels == [1, 1, 1], levels
cam.vsync_callback(None)
assert cam.vsync_callback() is None
cam.snapshot()
assert len(levels) == 3

# A shorter exposure darkens in proportion.
cam.auto_gain(False, gain_db=6)
cam.auto_exposure(False, exposure_us=8000)
assert 7900 <= cam.exposure_us() <= 8000
cam.snapshot()
bright = cam.snapshot().to_grayscale().get_statistics().mean
cam.auto_exposure(False, exposure_us=2000)
cam.snapshot()
dark = cam.snapshot().to_grayscale().get_statistics().mean
assert dark < 0.6 * bright, (dark, bright)
cam.auto_exposure(True)
cam.auto_gain(True)

# Percentiles of a picture that is black to a quarter, red for the rest
img = image.Image(40, 40, image.RGB565)
img.clear()
img.draw_rectangle((10, 0, 30, 40), color=(255, 0, 0), fill=True)
p = img.get_histogram().get_percentile(0.1)
assert p.value == p.l_value == 0 and abs(p.a_value) <= 1 and abs(p.b_value) <= 1, p
p = img.get_histogram().get_percentile(0.9)
red = image.rgb_to_lab((255, 0, 0))
for got, wanted in zip((p.l_value, p.a_value, p.b_value), red):
    assert abs(got - wanted) <= 5, (p, red)
gray = image.Image(10, 10, image.GRAYSCALE)
gray.clear()
gray.draw_rectangle((0, 0, 10, 5), color=200, fill=True)
p = gray.get_histogram().get_percentile(0.8)
assert p.value == p.l_value == 200, p

# blend mixes by alpha
a = image.Image(8, 8, image.GRAYSCALE)
a.clear()
b = a.copy()
b.draw_rectangle((0, 0, 8, 8), color=200, fill=True)
a.blend(b, alpha=128)
assert abs(a.get_pixel((3, 3)) - 100) <= 1, a.get_pixel((3, 3))
a.clear()
a.blend(b, alpha=255)
assert a.get_pixel((7, 7)) == 200
assert a.negate() is a and a.get_pixel((0, 0)) == 55
c = image.Image(4, 4, image.RGB565)
c.draw_rectangle((0, 0, 4, 4), color=(255, 0, 0), fill=True)
assert c.negate().get_pixel((1, 1)) == (0, 255, 255), c.get_pixel((1, 1))

# mask_ellipse keeps what is inside
m = image.Image(80, 60, image.GRAYSCALE)
m.draw_rectangle((0, 0, 80, 60), color=90, fill=True)
m.mask_ellipse((40, 30, 30, 10, 0))
assert (m.get_pixel((40, 30)), m.get_pixel((65, 30)), m.get_pixel((40, 38))) == (90, 90, 90)
assert (m.get_pixel((73, 30)), m.get_pixel((40, 43)), m.get_pixel((0, 0))) == (0, 0, 0)
m.draw_rectangle((0, 0, 80, 60), color=90, fill=True)
m.mask_ellipse()
assert (m.get_pixel((1, 30)), m.get_pixel((40, 1)), m.get_pixel((3, 3))) == (90, 90, 0)
inside = sum(1 for y in range(60) for x in range(80) if m.get_pixel((x, y)))
assert abs(inside - 3.1416 * 40 * 30) < 120, inside

# BICUBIC goes beyond a step, BILINEAR does not
step = image.Image(8, 8, image.GRAYSCALE)
step.clear()
step.draw_rectangle((4, 0, 4, 8), color=200, fill=True)
smooth = step.copy(x_scale=8, y_scale=8, hint=image.BILINEAR).get_statistics()
sharp = step.copy(x_scale=8, y_scale=8, hint=image.BICUBIC).get_statistics()
assert smooth.max == 200 and sharp.max > 205, (smooth.max, sharp.max)

# Pins
out = Pin("P0", Pin.OUT)
out.value(1)
assert out.value() == 1
out.low()
assert out.value() == 0
assert Pin("P1", Pin.IN, Pin.PULL_UP).value() == 1

began = time.ticks_ms()
time.sleep(0.05)
assert 45 <= time.ticks_diff(time.ticks_ms(), began) < 20000  # seconds, not milliseconds, nor minutes
print("OK")
