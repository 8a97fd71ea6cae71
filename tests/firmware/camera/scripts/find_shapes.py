# Lines, segments, regression, circles, rectangles; the shape of a blob.
import image
import math


def fresh(w=160, h=120, format=image.GRAYSCALE):
    return image.Image(w, h, format)


def near(a, b, slack):
    return abs(a - b) <= slack


def near_all(a, b, slack):
    return len(a) == len(b) and all(near(x, y, slack) for x, y in zip(a, b))


empty = fresh()
for find in (empty.find_lines, empty.find_line_segments, empty.find_circles, empty.find_rects):
    assert find() == [] and find(roi=(0, 0, 1, 1)) == [] and find(roi=(0, 0, 5, 4)) == []
    raises(TypeError, find, (0, 0, 10, 10))
    raises(TypeError, find, nonsense=1)
    raises(OSError, find, roi=(0, 0, 0, 5))
    raises(OSError, find, roi=(500, 0, 5, 5))
    raises(ValueError, find, roi=(1, 2, 3))
packed = fresh().to_jpeg(copy=True)
for name in ("find_lines", "find_line_segments", "find_circles", "find_rects"):
    raises(ValueError, getattr(packed, name))

# find_lines: an upright and a level edge, from border to border.
img = fresh()
img.draw_rectangle((60, 0, 100, 120), color=200, fill=True)
(line,) = img.find_lines()
assert len(line) == 8 and line[:4] == (line.x1, line.y1, line.x2, line.y2)
assert near(line.x1, 60, 1) and line.x1 == line.x2 and (line.y1, line.y2) == (0, 119)
assert line.theta == line[6] == 0 and near(line.rho, 60, 1) and line.length == line[4] == 119
assert line.magnitude > 10000
assert str(line).startswith("(x1=")
assert img.find_lines(threshold=line.magnitude * 10) == []
assert img.find_lines(roi=(0, 0, 50, 120)) == []
(part,) = img.find_lines(roi=(40, 30, 60, 50))
assert near(part.x1, 60, 1) and (part.y1, part.y2) == (30, 79) and near(part.rho, 60, 1)
raises(OSError, img.find_lines, x_stride=0)
raises(OSError, img.find_lines, y_stride=0)
img = fresh(format=image.RGB565)
img.draw_rectangle((0, 80, 160, 40), color=(0, 255, 0), fill=True)
(line,) = img.find_lines()
assert line.theta == 90 and near(line.rho, 80, 1) and near_all(line[:4], (0, 80, 159, 80), 1)
img = fresh()
for y in range(120):
    img.draw_line((0, y, 10 + y, y), color=255)
(line,) = img.find_lines()
assert near(line.theta, 135, 1) and near(line.rho, -7, 2), line
img = fresh(format=image.BINARY)
img.draw_rectangle((30, 0, 80, 120), color=1, fill=True)
lines = img.find_lines()
assert len(lines) == 2 and [l.theta for l in lines] == [0, 0]
assert near_all([l.rho for l in lines], [30, 110], 1)
assert len(img.find_lines(rho_margin=200)) == 1

# find_line_segments: the four sides of a box.
img = fresh()
img.draw_rectangle((30, 20, 80, 60), color=255, fill=True)
sides = img.find_line_segments(merge_distance=3)
assert len(sides) == 4, sides
assert sorted(s.theta for s in sides) == [0, 0, 90, 90]
assert near_all(sorted(s.length for s in sides), [60, 60, 80, 80], 6)
for s in sides:
    if s.theta == 0:
        assert s.x1 == s.x2 and min(near(s.rho, 30, 2), 1) + near(s.rho, 110, 2) == 1
    else:
        assert s.y1 == s.y2 and near(s.rho, 20, 2) + near(s.rho, 80, 2) == 1
    assert s.magnitude >= 50 and len(s) == 8
assert img.find_line_segments(threshold=1021) == []
inside = img.find_line_segments(roi=(0, 40, 160, 30))
assert inside and all(s.theta == 0 and 40 <= min(s.y1, s.y2) <= max(s.y1, s.y2) < 70 for s in inside)

# get_regression: a line with strays.
img = fresh()
img.draw_line((10, 20, 150, 90), color=255, thickness=3)
for x, y in ((20, 100), (100, 10), (140, 20)):
    img.draw_rectangle((x, y, 3, 3), color=255, fill=True)
line = img.get_regression([(200, 255)])
angle = math.degrees(math.atan2(140, -70))
assert near(line.theta, angle, 2), line
assert near((line.y2 - line.y1) * 140, (line.x2 - line.x1) * 70, 1000)
assert near(line.x1 * math.cos(math.radians(line.theta)) + line.y1 * math.sin(math.radians(line.theta)), line.rho, 2)
assert len(line) == 8 and line.magnitude > 0
assert near(line.length, math.sqrt((line.x2 - line.x1) ** 2 + (line.y2 - line.y1) ** 2), 1)
assert img.get_regression([(100, 150)]) is None and img.get_regression([]) is None
assert img.get_regression([(200, 255)], pixels_threshold=100000) is None
assert img.get_regression([(200, 255)], area_threshold=100000) is None
fine = img.get_regression([(200, 255)], target_size=(160, 120), x_stride=1)
assert near(fine.theta, angle, 2)
raises(TypeError, img.get_regression)
raises(OSError, img.get_regression, [(200, 255)], x_stride=0)
raises(ValueError, packed.get_regression, [(0, 1)])
img = fresh()
img.draw_rectangle((70, 0, 4, 120), color=255, fill=True)
line = img.get_regression([(200, 255)])
assert line.theta in (0, 179) and near(line.x1, 71, 2) and near(line.x2, 71, 2) and near(line.rho, 71, 2) , line
inverse = img.get_regression([(0, 100)], invert=True)
assert inverse == line
shifted = img.get_regression([(200, 255)], roi=(50, 30, 60, 40))
assert near(shifted.rho, 71, 2) and (shifted.y1, shifted.y2) == (30, 69)

# find_circles
img = fresh()
img.draw_circle((50, 60, 24), color=255, fill=True)
(c,) = img.find_circles(threshold=5000)
assert near(c.x, 50, 2) and near(c.y, 60, 2) and near(c.r, 24, 2) and c.magnitude >= 5000
assert c[:] == (c.x, c.y, c.r, c.magnitude)
img.draw_circle((120, 40, 14), color=200, fill=True)
found = sorted(img.find_circles(threshold=5000), key=lambda c: c.x)
assert len(found) == 2 and near_all(found[1][:3], (120, 40, 14), 2), found
assert [c.x > 100 for c in img.find_circles(threshold=5000, roi=(90, 0, 70, 120))] == [True]
assert [c.x > 100 for c in img.find_circles(threshold=5000, r_max=20)] == [True]
assert [c.x < 100 for c in img.find_circles(threshold=5000, r_min=18)] == [True]
assert img.find_circles(threshold=10000000) == [] and img.find_circles(r_max=0) == []
raises(OSError, img.find_circles, r_step=0)
raises(OSError, img.find_circles, x_stride=0)

# find_rects: bright, dark, turned.
img = fresh(200, 160)
img.draw_rectangle((20, 30, 60, 40), color=255, fill=True)
(r,) = img.find_rects()
assert near_all(r[:4], (20, 30, 60, 40), 2) and len(r) == 6, r
assert near_all(r.corners[0], (20, 30), 2) and near_all(r.corners[2], (80, 70), 2)
assert near_all(r.corners[1], (80, 30), 2) and near_all(r.corners[3], (20, 70), 2)
assert r.magnitude > 1000 and img.find_rects(threshold=r.magnitude + 1) == []
(shifted,) = img.find_rects(roi=(10, 20, 100, 80))
assert near_all(shifted[:4], (20, 30, 60, 40), 2)
assert img.find_rects(roi=(100, 0, 100, 160)) == []
img = fresh(200, 160, image.RGB565)
img.clear()
img.draw_rectangle((0, 0, 200, 160), color=(250, 250, 250), fill=True)
diamond = ((100, 30), (150, 80), (100, 130), (50, 80))
for y in range(30, 131):
    half = 50 - abs(80 - y)
    img.draw_line((100 - half, y, 100 + half, y), color=(20, 20, 20))
found = [r for r in img.find_rects(threshold=20000) if r.w < 150]
assert len(found) == 1
for corner in diamond:
    assert any(near_all(corner, p, 3) for p in found[0].corners), found

# The shape of a blob.
img = fresh()
img.draw_rectangle((30, 40, 41, 21), color=255, fill=True)
(b,) = img.find_blobs([(200, 255)])
assert near(image.get_solidity(b), 1, 0.001) and near(image.get_convexity(b), 1, 0.001)
major = image.get_major_axis_line(b)
assert sorted((major.x1, major.x2)) == [30, 70] and (major.y1, major.y2) == (50, 50) and len(major) == 4
minor = image.get_minor_axis_line(b)
assert (minor.x1, minor.x2) == (50, 50) and sorted((minor.y1, minor.y2)) == [40, 60]
circle = image.get_enclosing_circle(b)
assert (circle.x, circle.y) == (50, 50) and circle.r == circle[2] == 23 and len(circle) == 3
ellipse = image.get_enclosed_ellipse(b)
assert type(ellipse) is tuple and ellipse[:2] == (50, 50)
assert ellipse[2:] in ((20, 10, 0), (10, 20, 90))
img = fresh()
img.draw_circle((80, 60, 30), color=255, fill=True)
(b,) = img.find_blobs([(200, 255)])
assert near(image.get_solidity(b), math.pi / 4, 0.08)
img.draw_rectangle((50, 55, 50, 11), color=0, fill=True)
(b,) = img.find_blobs([(200, 255)])
assert image.get_convexity(b) < 0.9 and image.get_solidity(b) < 0.7
raises(TypeError, image.get_solidity, (1, 2, 3))
raises(TypeError, image.get_enclosing_circle, 5)
print("OK")
