# The cascades in /rom find a drawn face and its eyes, and nothing where there is none.
import image, os

names = ["haarcascade_%s.cascade" % name for name in ("eye", "frontalface", "smile")]
try:
    missing = [name for name in names if name not in os.listdir("/rom")]
except OSError:
    missing = names
if missing == names:
    # Built without OpenCV's data.
    print("OK")
    raise SystemExit
assert not missing, missing
front = image.HaarCascade("/rom/haarcascade_frontalface.cascade", stages=25)
eye, smile = image.HaarCascade("/rom/" + names[0]), image.HaarCascade("/rom/" + names[2])
assert str(front).startswith('{"width":24, "height":24, "n_stages":25, "n_features":2913,')
assert str(eye).startswith('{"width":20, "height":20, "n_stages":24, "n_features":1066,')
assert str(smile).startswith('{"width":36, "height":18, "n_stages":20, "n_features":569,')


def disc(img, cx, cy, rx, ry, level):
    img.draw_ellipse((int(cx), int(cy), max(int(rx), 1), max(int(ry), 1), 0), color=int(level), fill=True)


def face(img, x, y, s, skin=190, dark=70):
    disc(img, x + s * 0.5, y + s * 0.40, s * 0.52, s * 0.62, 50)  # hair
    disc(img, x + s * 0.5, y + s * 0.52, s * 0.42, s * 0.56, skin)
    for side in (-1, 1):
        cx = x + s * (0.5 + side * 0.19)
        disc(img, cx, y + s * 0.36, s * 0.15, s * 0.085, skin - 70)  # socket
        disc(img, cx, y + s * 0.28, s * 0.13, s * 0.03, dark)  # brow
        disc(img, cx, y + s * 0.38, s * 0.09, s * 0.045, 215)
        disc(img, cx, y + s * 0.38, s * 0.045, s * 0.045, 30)
        disc(img, x + s * (0.5 + side * 0.25), y + s * 0.58, s * 0.10, s * 0.07, skin + 25)  # cheek
    disc(img, x + s * 0.5, y + s * 0.47, s * 0.045, s * 0.16, skin + 35)  # nose
    disc(img, x + s * 0.5, y + s * 0.63, s * 0.09, s * 0.03, skin - 70)
    disc(img, x + s * 0.5, y + s * 0.80, s * 0.16, s * 0.04, skin - 110)  # mouth
    disc(img, x + s * 0.5, y + s * 0.92, s * 0.12, s * 0.03, skin + 20)


def picture(x, y, size, skin):
    img = image.Image(240, 200, image.GRAYSCALE)
    img.draw_rectangle((0, 0, 240, 200), color=120, fill=True)
    face(img, x, y, size, skin)
    return img


for size in (60, 80, 100, 130):
    for skin in (170, 190, 210):
        img = picture(70, 30, size, skin)
        for threshold in (0.5, 0.75, 1.0):
            found = img.find_features(front, threshold=threshold, scale=1.25)
            assert len(found) == 1, (size, skin, threshold, found)
            x, y, w, h = found[0]
            cx, cy = 70 + size // 2, 30 + size // 2
            assert abs(x + w // 2 - cx) < size // 5 and abs(y + h // 2 - cy) < size // 5, found
            assert 0.7 * size < w < 1.3 * size and w == h, found

img = picture(40, 30, 130, 190)
assert img.to_rgb565(copy=True).find_features(front, threshold=0.75, scale=1.25)
for nothing in (img.copy().invert(), img.copy(hint=image.VFLIP), image.Image(240, 200, image.GRAYSCALE)):
    assert nothing.find_features(front, threshold=0.75, scale=1.25) == []
assert img.find_features(front, threshold=0.75, scale=1.25, roi=(100, 100, 140, 100)) == []

# Its eyes, and their pupils
eyes = sorted(img.find_features(eye, threshold=0.75, scale=1.25, roi=(40, 30, 130, 130)))
assert len(eyes) == 2, eyes
for side, (x, y, w, h) in zip((-1, 1), eyes):
    cx, cy = 40 + int(130 * (0.5 + side * 0.19)), 30 + int(130 * 0.38)
    assert abs(x + w // 2 - cx) < 8 and abs(y + h // 2 - cy) < 8, eyes
    px, py = img.find_eye(roi=(cx - 18, cy - 18, 37, 37))
    assert abs(px - cx) <= 2 and abs(py - cy) <= 5, (px, py)
print("OK")
