# The event camera, in place of the RT1062's own sensor; the scene is a box that goes to the right.
import csi
import image
import sensor
from ulab import numpy as np

assert csi.devices() == [csi.GENX320]
raises(RuntimeError, csi.CSI, cid=csi.OV5640)
cam = csi.CSI(cid=csi.GENX320, delays=False)
assert cam.cid() == csi.CSI().cid() == csi.GENX320 == 0xB0602003
cam.reset()
assert "GENX320" in str(cam) and "Auxiliary               : No" in str(cam)
assert sensor.GENX320_BIASES_LOW_NOISE == csi.GENX320_BIASES_LOW_NOISE == 3
assert not hasattr(sensor, "GENX320_MODE_EVENT") and not hasattr(sensor, "PIX_ON_EVENT")
io = cam.ioctl

# Histogram mode
raises(RuntimeError, cam.pixformat, csi.RGB565)
raises(RuntimeError, cam.framesize, csi.QVGA)
cam.pixformat(csi.GRAYSCALE)
cam.framesize((320, 320))
assert cam.width() == cam.height() == 320
raises(RuntimeError, cam.framerate, 5)
cam.framerate(50)
assert cam.brightness(128) and cam.contrast(16) and not cam.colorbar(True)
cam.snapshot()
on = off = ()
for i in range(2000):  # until the box is in the picture as a whole
    img = cam.snapshot()
    on = img.find_blobs([(140, 255)], pixels_threshold=50)
    off = img.find_blobs([(0, 116)], pixels_threshold=50)
    if on and off:
        break
assert (img.width(), img.height(), img.format()) == (320, 320, csi.GRAYSCALE)
s = img.get_statistics()
assert s.median == s.mode == 128 and s.min < 128 < s.max, s
assert len(on) == len(off) == 1 and on[0].cx > off[0].cx + 40, (on, off)
cam.contrast(0)
cam.brightness(77)
s = cam.snapshot().get_statistics()
assert s.min == s.max == 77, s
cam.brightness(128)
# What moves is what has not the palette's colour of rest, within these limits.
for palette, rest in ((image.PALETTE_EVT_LIGHT, (85, 95, -10, 10, -10, 10)),
                      (image.PALETTE_EVT_DARK, (10, 20, -10, 10, -20, 0))):
    cam.color_palette(palette)
    cam.contrast(0)
    img = cam.snapshot()
    assert img.format() == csi.RGB565 and not img.find_blobs([rest], invert=True), img.get_pixel((2, 2))
    cam.contrast(16)
    for i in range(2000):
        moving = cam.snapshot().find_blobs([rest], invert=True, pixels_threshold=50)
        if moving:
            break
    assert moving and all(b.w < 200 for b in moving), moving

# Event mode
raises(RuntimeError, io, csi.IOCTL_GENX320_SET_MODE, csi.GENX320_MODE_EVENT)
raises(RuntimeError, io, csi.IOCTL_GENX320_SET_MODE, csi.GENX320_MODE_EVENT, 1000)
raises(RuntimeError, io, csi.IOCTL_GENX320_SET_MODE, 2)
N = 4096
events = np.zeros((N, 6), dtype=np.uint16)
raises(RuntimeError, io, csi.IOCTL_GENX320_READ_EVENTS, events)  # histogram mode
io(csi.IOCTL_GENX320_SET_MODE, csi.GENX320_MODE_EVENT, N)
raises(RuntimeError, cam.framesize, (320, 320))
for bad in (np.zeros((N, 6), dtype=np.uint8), np.zeros((N, 6)), np.zeros((1024, 6), dtype=np.uint16),
            np.zeros((N, 5), dtype=np.uint16), np.zeros(N * 6, dtype=np.uint16),
            np.zeros((N, 12), dtype=np.uint16)[:, ::2]):
    raises(ValueError, io, csi.IOCTL_GENX320_READ_EVENTS, bad)
raises(RuntimeError, io, csi.IOCTL_GENX320_READ_EVENTS)
raises(RuntimeError, io, csi.IOCTL_GENX320_READ_EVENTS, bytearray(N * 12))


def read():
    for i in range(2000):
        n = io(csi.IOCTL_GENX320_READ_EVENTS, events)
        on = sum(events[:n, 0]) if n else 0
        if on > 50 and n - on > 50:
            return events[:n]
    raise AssertionError("no events")


def means(found, kind):
    rows = np.nonzero(found[:, 0] == kind)[0]
    assert len(rows) > 50
    some = np.take(found, rows, axis=0)
    return np.mean(some[:, 4]), np.mean(some[:, 5])


found = read()
on, off = means(found, csi.PIX_ON_EVENT), means(found, csi.PIX_OFF_EVENT)
# The bright box is a quarter of the picture wide; ON at its right edge, OFF at its left.
assert 70 < on[0] - off[0] < 100 and abs(on[1] - off[1]) < 8, (on, off)
assert max(found[:, 0]) == 1 and max(found[:, 4]) < 320 and max(found[:, 5]) < 320
assert max(found[:, 2]) < 1000 and max(found[:, 3]) < 1000
first, last = [int(v) for v in found[0]], [int(v) for v in found[len(found) - 1]]
def microseconds(row):
    return (row[1] * 1000 + row[2]) * 1000 + row[3]


assert 0 < microseconds(last) - microseconds(first) < 10000000, (first, last)

cam.hmirror(True)
mirrored = read()
assert means(mirrored, csi.PIX_ON_EVENT)[0] < means(mirrored, csi.PIX_OFF_EVENT)[0]
cam.hmirror(False)

# The picture of events
img = image.Image(320, 320, image.GRAYSCALE)
table = np.zeros((5, 6), dtype=np.uint16)
for row, (kind, x, y) in enumerate(((1, 10, 20), (1, 10, 20), (0, 30, 40), (2, 0, 0), (1, 320, 1))):
    table[row, 0], table[row, 4], table[row, 5] = kind, x, y
assert img.draw_event_histogram(table) is img
assert (img.get_pixel((10, 20)), img.get_pixel((30, 40)), img.get_pixel((0, 0))) == (160, 112, 128)
img.draw_event_histogram(table, clear=False, contrast=70)
assert (img.get_pixel((10, 20)), img.get_pixel((30, 40)), img.get_pixel((5, 5))) == (255, 42, 128)
img.draw_event_histogram(table[:0], brightness=9)
assert img.get_pixel((10, 20)) == 9
for bad in (np.zeros((4, 6)), np.zeros((4, 5), dtype=np.uint16), np.zeros(6, dtype=np.uint16)):
    raises(ValueError, img.draw_event_histogram, bad)
raises(ValueError, image.Image(8, 8, image.RGB565).draw_event_histogram, table)
img.draw_event_histogram(table)
dark, light = img.to_evt_dark(copy=True), img.to_evt_light(copy=True)
assert dark.format() == light.format() == image.RGB565
assert sum(dark.get_pixel((0, 0))) < 150 and min(light.get_pixel((0, 0))) > 200
assert sum(dark.get_pixel((10, 20))) > sum(dark.get_pixel((0, 0)))
assert image.PALETTE_EVT_DARK == 3 and image.PALETTE_EVT_LIGHT == 4

# Settings
def many():
    read()
    return sum(len(read()) for i in range(10))  # how many one frame brings depends on where the box is


def fewer():  # a computer that stands still between two frames makes the box move farther
    return any(many() < 0.7 * plain for i in range(20))


plain = many()
io(csi.IOCTL_GENX320_SET_STC, csi.GENX320_STC_TRAIL_ONLY, 2)
assert fewer()
io(csi.IOCTL_GENX320_SET_STC, csi.GENX320_STC_DISABLE)
io(csi.IOCTL_GENX320_SET_BIASES, csi.GENX320_BIASES_ACTIVE_MARKER)
assert fewer()
io(csi.IOCTL_GENX320_SET_BIASES, csi.GENX320_BIASES_DEFAULT)
io(csi.IOCTL_GENX320_SET_BIAS, csi.GENX320_BIAS_DIFF_ON, 20)
io(csi.IOCTL_GENX320_SET_AFK, 1, 130, 160)
io(csi.IOCTL_GENX320_SET_AFK, 0)
raises(RuntimeError, io, csi.IOCTL_GENX320_SET_AFK, 1, 130)
raises(RuntimeError, io, csi.IOCTL_GENX320_SET_BIASES, 9)
raises(RuntimeError, io, csi.IOCTL_LEPTON_GET_WIDTH)
raw = io(csi.IOCTL_GENX320_READ_EVENTS_RAW)
assert (raw.width(), raw.height(), raw.size()) == (1024, N // 256, N * 4)
disabled = io(csi.IOCTL_GENX320_CALIBRATE, 5000, 0.5)
assert disabled > 100, disabled
io(csi.IOCTL_GENX320_SET_MODE, csi.GENX320_MODE_HISTO)
assert cam.snapshot().width() == 320
print("OK")
