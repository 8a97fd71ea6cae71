# The Lepton of the Pure Thermal, beside its OV5640.
import csi
import fir
import image
import time

assert csi.devices() == [csi.OV5640, 0x5435]
raises(RuntimeError, csi.CSI, cid=csi.PAG7936)
raises(RuntimeError, csi.CSI, cid=0x51)
main = csi.CSI(delays=False)
main.reset()
main.pixformat(csi.RGB565)
main.framesize(csi.QVGA)
assert main.cid() == csi.CSI(cid=csi.OV5640).cid() == csi.OV5640
lepton = csi.CSI(cid=csi.LEPTON, delays=False)
assert lepton.cid() == csi.CSI(cid=0x5435).cid() == 0x5435
began = time.ticks_ms()
lepton.reset(hard=False)
assert 700 < time.ticks_diff(time.ticks_ms(), began)
assert main.pixformat() == csi.RGB565
assert "Lepton 3.5" in str(lepton) and "Auxiliary               : Yes" in str(lepton)

for bad in (csi.JPEG, csi.BAYER, csi.YUV422, csi.BINARY):
    raises(RuntimeError, lepton.pixformat, bad)
lepton.pixformat(csi.GRAYSCALE)
lepton.framesize(csi.QQQVGA)
raises(RuntimeError, lepton.snapshot)
lepton.framesize(csi.QVGA)
img = lepton.snapshot()
assert (img.width(), img.height(), img.size()) == (320, 240, 320 * 240)
s = img.get_statistics()
assert s.min < 20 and s.max > 235, s  # automatic contrast
raises(RuntimeError, main.ioctl, csi.IOCTL_LEPTON_GET_WIDTH)

io = lepton.ioctl
assert io(csi.IOCTL_LEPTON_GET_WIDTH) == 160 and io(csi.IOCTL_LEPTON_GET_HEIGHT) == 120
assert io(csi.IOCTL_LEPTON_GET_REFRESH) == 9
assert io(csi.IOCTL_LEPTON_GET_RADIOMETRY) == 0 and io(csi.IOCTL_LEPTON_GET_RESOLUTION) == 14
assert io(csi.IOCTL_LEPTON_GET_MODE) == (False, False)
assert io(csi.IOCTL_LEPTON_GET_RANGE) == (-10.0, 40.0)
assert io(csi.IOCTL_LEPTON_SET_MODE, True, True) is None
assert io(csi.IOCTL_LEPTON_GET_MODE) == (True, True)
assert io(csi.IOCTL_LEPTON_SET_RANGE, 700, 0) is None
assert io(csi.IOCTL_LEPTON_GET_RANGE) == (0.0, 600.0)
io(csi.IOCTL_LEPTON_SET_MODE, True)
assert io(csi.IOCTL_LEPTON_GET_MODE) == (True, False)
assert io(csi.IOCTL_LEPTON_GET_RANGE) == (0.0, 140.0)
assert io(csi.IOCTL_LEPTON_GET_RADIOMETRY) == 1 and io(csi.IOCTL_LEPTON_GET_RESOLUTION) == 16
io(csi.IOCTL_LEPTON_SET_RANGE, 10, 61)
for bad in (
    (csi.IOCTL_LEPTON_SET_MODE,),
    (csi.IOCTL_LEPTON_SET_RANGE, 1),
    (csi.IOCTL_LEPTON_GET_RANGE, 1),
    (csi.IOCTL_LEPTON_RUN_COMMAND,),
    (csi.IOCTL_LEPTON_GET_ATTRIBUTE, 1),
    (csi.IOCTL_LEPTON_RUN_COMMAND, 0x7777),
    (csi.IOCTL_GET_READOUT_WINDOW,),
    (csi.IOCTL_TRIGGER_AUTO_FOCUS,),
):
    raises(RuntimeError, io, *bad)
fpa = io(csi.IOCTL_LEPTON_GET_FPA_TEMP)
aux = io(csi.IOCTL_LEPTON_GET_AUX_TEMP)
assert isinstance(fpa, float) and 20 < aux < fpa < 40
kelvin = io(csi.IOCTL_LEPTON_GET_ATTRIBUTE, 0x0214, 1)
assert isinstance(kelvin, bytearray) and abs((kelvin[0] | kelvin[1] << 8) / 100 - 273.15 - fpa) < 0.1
assert io(csi.IOCTL_LEPTON_SET_ATTRIBUTE, 0x0100, b"\x01\x02\x03\x04") is None
assert io(csi.IOCTL_LEPTON_GET_ATTRIBUTE, 0x0100, 2) == b"\x01\x02\x03\x04"
raises(OSError, io, csi.IOCTL_LEPTON_SET_ATTRIBUTE, 0x0100, b"")

# Temperatures agree with those of the other thermal sensor, which sees the same.
lepton.framesize(csi.QQVGA)
fir.init()
assert (fir.width(), fir.height()) == (32, 24)
img = lepton.snapshot()
ta, truth, least, most = fir.read_ir()
differences = []
for y in range(24):
    for x in range(32):
        mean = img.get_statistics(roi=(x * 5, y * 5, 5, 5)).mean
        differences.append(abs(mean * 51 / 255 + 10 - truth[y * 32 + x]))
differences.sort()
assert differences[len(differences) // 2] < 0.5, differences[len(differences) // 2]

# A flat field correction holds the picture for a moment.
# A computer that was later than that moment tries again.
for i in range(50):
    began = time.ticks_ms()
    io(csi.IOCTL_LEPTON_RUN_COMMAND, 0x0242)
    a, b = bytes(lepton.snapshot()), bytes(lepton.snapshot())
    if time.ticks_diff(time.ticks_ms(), began) < 390:
        break
assert a == b
while a == bytes(lepton.snapshot()):
    time.sleep_ms(1)

# 9 frames a second, fewer on request; colours of the palette.
began = time.ticks_ms()
for i in range(4):  # the first may have waited, and the second be due
    lepton.snapshot()
assert time.ticks_diff(time.ticks_ms(), began) > 200
lepton.pixformat(csi.RGB565)
assert lepton.color_palette() == image.PALETTE_RAINBOW
lepton.color_palette(image.PALETTE_IRONBOW)
assert lepton.color_palette() == csi.CSI(cid=csi.LEPTON).color_palette() == image.PALETTE_IRONBOW
lepton.ioctl(csi.IOCTL_LEPTON_SET_RANGE, -10, 0)
assert lepton.snapshot().get_pixel((80, 100), rgbtuple=True)[0] > 240
raises(RuntimeError, lepton.color_palette, 77)
lepton.hmirror(True)
lepton.window((20, 10))
assert lepton.snapshot().width() == 20
lepton.transpose(True)
assert lepton.snapshot().width() == 10
assert lepton.contrast(100) and lepton.quality(5) and lepton.colorbar(True)
lepton.auto_gain(False, gain_db=10)
lepton.sleep(True)
assert lepton.snapshot(blocking=False) is None
lepton.sleep(False)
assert lepton.snapshot() is not None
assert main.snapshot().width() == 320
print("OK")
