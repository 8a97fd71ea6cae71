# AprilTags: what the boards have in common.
import image
import math

# Width, then the rows, 1 is dark.
T16 = (8, (0x0, 0x7E, 0x6E, 0x6A, 0x52, 0x5A, 0x7E, 0x0))
T25 = (9, (0x0, 0xFE, 0x86, 0xDA, 0xAE, 0xCA, 0xA6, 0xFE, 0x0))
T36_10 = (10, (0x0, 0x1FE, 0x1DA, 0x116, 0x1C2, 0x112, 0x182, 0x1A6, 0x1FE, 0x0))
T36_11 = (10, (0x0, 0x1FE, 0x12E, 0x15A, 0x1F6, 0x156, 0x18A, 0x112, 0x1FE, 0x0))


def near_all(a, b, slack=2):
    return len(a) == len(b) and all(abs(x - y) <= slack for x, y in zip(a, b))


def draw(img, tag, x, y, size, turn=0):
    w, rows = tag
    img.draw_rectangle((x, y, w * size, w * size), color=(255, 255, 255), fill=True)
    for r in range(w):
        for c in range(w):
            if rows[r] >> (w - 1 - c) & 1:
                u, v = ((c, r), (w - 1 - r, c), (w - 1 - c, w - 1 - r), (r, w - 1 - c))[turn]
                img.draw_rectangle((x + u * size, y + v * size, size, size), color=(0, 0, 0), fill=True)
    return img


def gray(w=160, h=120, format=image.GRAYSCALE):
    return image.Image(w, h, format).draw_rectangle((0, 0, w, h), color=(128, 128, 128), fill=True)


assert gray().find_apriltags() == [] and gray().find_apriltags(roi=(0, 0, 3, 3)) == []
assert gray().find_apriltags(roi=(0, 0, 1, 90)) == [] and gray().find_apriltags(families=0) == []
raises(TypeError, gray().find_apriltags, (0, 0, 10, 10))
raises(TypeError, gray().find_apriltags, nonsense=1)
raises(OSError, gray().find_apriltags, roi=(0, 0, 0, 1))
raises(ValueError, gray().to_jpeg(copy=True).find_apriltags)

# In the middle, upright.
img = draw(gray(), T36_11, 40, 20, 8)
(tag,) = img.find_apriltags()
assert len(tag) == 24 and (tag.id, tag.family, tag.name) == (42, image.TAG36H11, "TAG36H11") == tag[6:9]
assert near_all(tag.rect, (48, 28, 64, 64)) and tag[:4] == tag.rect and tag.area == tag.w * tag.h
for corner, at in zip(tag.corners, ((48, 28), (112, 28), (112, 92), (48, 92))):
    assert near_all(corner, at), tag.corners
assert near_all((tag.cx, tag.cy, tag.cxf, tag.cyf), (80, 60, 80, 60), 1)
assert type(tag.cx) is int and type(tag.cxf) is float and tag.hamming == 0 and tag.goodness == 1.0
assert 0.3 < tag.decision_margin < 1.5  # sharpening adds to what black and white differ by
# Its half side is 32 pixels: so many half sides away as the focal length has of them.
fx = 2.8 / 3.984 * 160
fy = 2.8 / 2.952 * 120
assert abs(tag.x_translation) < 0.05 and abs(tag.y_translation) < 0.05
assert abs(tag.z_translation + math.sqrt(fx * fy) / 32) < 0.2, tag.z_translation
assert tag.rotation == tag.z_rotation
upright = tag.rotation
(near,) = img.find_apriltags(fx=100, fy=100, cx=80, cy=60)
assert abs(near.z_translation + 100 / 32) < 0.1
# Flat before the camera: turned by nothing, or by half a turn, about x and y.
for angle in (near.x_rotation, near.y_rotation):
    assert min(abs(angle), abs(abs(angle) - math.pi)) < 0.1, near
(aside,) = img.find_apriltags(fx=100, fy=100, cx=48, cy=60)
assert abs(abs(aside.x_translation) - 1) < 0.05 and abs(aside.y_translation) < 0.05
(below,) = img.find_apriltags(fx=100, fy=100, cx=80, cy=28)
assert abs(abs(below.y_translation) - 1) < 0.05 and abs(below.x_translation) < 0.05
turns = []
for turn in range(4):
    (tag,) = draw(gray(), T36_11, 40, 20, 8, turn).find_apriltags(fx=100, fy=100)
    tip = ((48, 28), (112, 28), (112, 92), (48, 92))[turn]
    assert tag.id == 42 and near_all(tag.corners[0], tip), (turn, tag)
    turns.append(tag.rotation)
steps = [(b - a) % (2 * math.pi) for a, b in zip(turns, turns[1:])]
assert all(min(abs(s - math.pi / 2), abs(s - 3 * math.pi / 2)) < 0.1 for s in steps), turns
assert max(steps) - min(steps) < 0.2

# Several, colours, a roi.
img = draw(gray(320, 160, image.RGB565), T36_11, 20, 20, 8)
draw(img, T36_11, 170, 30, 10, 1)
both = sorted(img.find_apriltags(), key=lambda t: t.x)
assert [t.id for t in both] == [42, 42] and near_all(both[1].rect, (180, 40, 80, 80))
(tag,) = img.find_apriltags(roi=(150, 10, 160, 150))
assert near_all(tag.rect, (180, 40, 80, 80)) and near_all((tag.cx, tag.cy), (220, 80))
assert img.find_apriltags(roi=(20, 20, 50, 50)) == []

# Families
small = draw(draw(draw(gray(360, 160), T16, 20, 20, 10), T25, 130, 20, 10), T36_10, 240, 20, 10)
if hasattr(image, "TAG16H5"):
    assert (image.TAG16H5, image.TAG25H9, image.TAG36H10, image.TAG36H11) == (1, 2, 4, 8)
    for name, tag_id, x in (("TAG16H5", 3, 30), ("TAG25H9", 1, 140), ("TAG36H10", 2, 250)):
        family = getattr(image, name)
        found = [t for t in small.find_apriltags(families=family) if t.hamming == 0]
        assert [(t.id, t.family, t.name) for t in found] == [(tag_id, family, name)], found
        assert abs(found[0].x - x) <= 2
    found = small.find_apriltags(families=image.TAG25H9 | image.TAG36H10)
    assert sorted((t.name, t.id) for t in found) == [("TAG25H9", 1), ("TAG36H10", 2)]
else:
    assert image.TAG36H11 == 8 and small.find_apriltags(families=7) == []
    raises(AttributeError, lambda: image.TAG25H9)
    raises(AttributeError, lambda: image.TAG36H10)
for name in ("TAGCIRCLE21H7", "TAGCIRCLE49H12", "TAGCUSTOM48H12", "TAGSTANDARD41H12", "TAGSTANDARD52H13"):
    assert not hasattr(image, name)
assert small.find_apriltags() == []
print("OK")
