# Keypoints and their matches. The AE3 has no corner detector and finds none.
import image, omv, os, math


def noise(w, h, seed):
    img = image.Image(w, h, image.GRAYSCALE)
    for i in range(90):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        x, y = (seed >> 8) % w, (seed >> 16) % h
        img.draw_rectangle((x, y, 6 + seed % 17, 6 + seed % 13), color=(seed >> 4) & 255, fill=True)
    return img


assert (image.CORNER_FAST, image.CORNER_AGAST) == (0, 1)
scene = noise(200, 160, 5)
points = scene.find_keypoints(threshold=10, max_keypoints=60, corner_detector=image.CORNER_FAST)
if omv.board_type() == "AE3":
    assert points is None
    print("OK")
    raise SystemExit

assert 10 < len(points) <= 60
assert str(points) == '{"size":%d, "threshold":10, "normalized":0}' % len(points)
scores = [points[i][2] for i in range(len(points))]
assert scores == sorted(scores, reverse=True)
for x, y, score, octave, angle in [points[i] for i in range(len(points))]:
    assert 31 <= x < 200 - 30 and 31 <= y < 160 - 30 and octave >= 1 and angle % 15 == 0 <= angle < 360
raises(IndexError, lambda: points[len(points)])
flat = image.Image(200, 160, image.GRAYSCALE)
assert flat.find_keypoints() is None
assert scene.find_keypoints(threshold=10, max_keypoints=0) is None
assert scene.find_keypoints(roi=(0, 0, 60, 60)) is None
raises(OSError, scene.find_keypoints, scale_factor=1.0)
one = scene.find_keypoints(threshold=10, normalized=True)
assert str(one).endswith('"normalized":1}') and all(one[i][3] == 1 for i in range(len(one)))

# With itself: each point with itself.
match = image.match_descriptor(points, points, threshold=100)
assert match.count == len(match.match) and match.count > 0.7 * len(points), match
assert match.theta == 0 and (match.x, match.y, match.w, match.h) == match.rect
assert match.x <= match.cx <= match.x + match.w and match.y <= match.cy <= match.y + match.h

# A part of the scene that moved is found where it went.
moved = image.Image(200, 160, image.GRAYSCALE)
moved.draw_image(scene, 12, -9)
there = moved.find_keypoints(threshold=10, max_keypoints=100)
match = image.match_descriptor(points, there, threshold=85)
assert match.count >= 5, match
shifts = [(there[b][0] - points[a][0], there[b][1] - points[a][1]) for a, b in match.match]
good = [s for s in shifts if abs(s[0] - 12) < 3 and abs(s[1] + 9) < 3]
assert len(good) > 0.7 * len(shifts), shifts
fewer = image.match_descriptor(points, there, threshold=85, filter_outliers=True)
assert 0 < fewer.count <= match.count
strict = image.match_descriptor(points, there, threshold=0)
assert strict.count <= match.count
raises(OSError, image.match_descriptor, points, there, threshold=101)
raises(OSError, image.match_descriptor, points, 5)

assert image.save_descriptor(points, "/flash/scene.orb") is True
assert os.stat("/flash/scene.orb")[6] == 8 + 42 * len(points)
loaded = image.load_descriptor("/flash/scene.orb")
assert [loaded[i] for i in range(len(loaded))] == [points[i] for i in range(len(points))]
assert image.match_descriptor(points, loaded, threshold=100).count > 0.7 * len(points)
with open("/flash/cut.orb", "wb") as file:
    file.write(open("/flash/scene.orb", "rb").read()[:-1])
raises(OSError, image.load_descriptor, "/flash/cut.orb")

# Drawn as a list of the same points is.
a = image.Image(200, 160, image.GRAYSCALE)
b = image.Image(200, 160, image.GRAYSCALE)
assert a.draw_keypoints(points, color=255, size=8) is a
b.draw_keypoints([(p[0], p[1], p[4]) for p in [points[i] for i in range(len(points))]], color=255, size=8)
assert bytes(a) == bytes(b) and any(bytes(a))
print("OK")
