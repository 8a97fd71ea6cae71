# SPDX-License-Identifier: MIT
# Of an OV5640 and a PAG7936: identity, what is remembered, and what public drivers set controls by.
import csi

c = csi.CSI()
c.reset()
c.pixformat(csi.GRAYSCALE)
c.framesize(csi.QVGA)
w, h = c.width(), c.height()
assert c.__write_reg(0x4321, 0x1A5) is None and c.__read_reg(0x4321) == 0xA5
assert c.__read_reg(0x4322) == 0 and c.__read_reg(0x14321) == 0xA5
raises(TypeError, c.__write_reg, "x", 1)
raises(TypeError, c.__write_reg, 1)
raises(TypeError, c.__read_reg)


def points():
    """Brightness of places that no mirror leaves where they are."""
    i = c.snapshot()
    return [i.get_pixel((x, y)) for x, y in PLACES]


PLACES = [(x, y) for x in range(8, w, 16) for y in range(8, h, 16)]
MIRRORED = [(w - 1 - x, y) for x, y in PLACES]
FLIPPED = [(x, h - 1 - y) for x, y in PLACES]


def near(a, b):
    return sum(abs(p - q) for p, q in zip(a, b)) < 3 * len(a)


def at(places):
    i = c.snapshot()
    return [i.get_pixel((x, y)) for x, y in places]


before = points()
assert near(before, points())
if c.cid() == csi.OV5640:
    assert c.__read_reg(0x300A) == 0x56 and c.__read_reg(0x300B) == 0x40
    c.__write_reg(0x300A, 1)
    assert c.__read_reg(0x300A) == 0x56
    mirror, flip = (0x3821, 0x06, 0x06, 0), (0x3820, 0x06, 0, 0x06)
else:
    assert c.__read_reg(0) == 0x36 and c.__read_reg(1) == 0x79
    mirror, flip = (0x01CE, 0x08, 0x08, 0), (0x01CE, 0x04, 0x04, 0)
for (register, mask, on, off), places, get in (
    (mirror, MIRRORED, c.hmirror),
    (flip, FLIPPED, c.vflip),
):
    old = c.__read_reg(register)
    assert old & mask == off and not get()
    c.__write_reg(register, (old & ~mask) | on | 0x40)
    assert get() is True
    assert not near(points(), before) and near(at(places), before)
    c.__write_reg(register, old)
    assert get() is False and near(points(), before)
    get(True)
    assert c.__read_reg(register) & mask == on
    get(False)
    assert c.__read_reg(register) & mask == off
if c.cid() == csi.OV5640:
    c.__write_reg(0x503D, 0x80)
    bars = points()
    assert not near(bars, before)
    c.__write_reg(0x503D, 0)
    assert near(points(), before)
    c.colorbar(True)
    assert c.__read_reg(0x503D) == 0x80
    c.colorbar(False)
    c.__write_reg(0x5580, 0x46)
    assert c.__read_reg(0x5580) == 0x46 and not near(points(), before)
    c.__write_reg(0x5580, 0x06)
    assert near(points(), before)
    c.auto_exposure(False, exposure_us=1000)
    assert c.__read_reg(0x3503) == 1
    dark = points()
    c.__write_reg(0x3503, 0)
    assert sum(points()) > sum(dark)
    c.__write_reg(0x3503, 3)
    assert near(points(), before)
    c.auto_gain(True)
    assert c.__read_reg(0x3503) == 1
    assert c.__read_reg(0x3A00) == 0
    c.ioctl(csi.IOCTL_SET_NIGHT_MODE, True)
    assert c.__read_reg(0x3A00) == 4
c.reset()
assert c.__read_reg(0x4321) == 0
print("OK")
