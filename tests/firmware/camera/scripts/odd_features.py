# Odd sizes, formats and arguments: an exception or an answer, and the camera lives on.
import image, gif, mjpeg, struct

ALLOWED = (OSError, ValueError, TypeError, MemoryError, EOFError, RuntimeError, OverflowError)
seed = 12345


def random(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n


def pick(items):
    return items[random(len(items))]


def sample(w, h, fmt):
    img = image.Image(w, h, fmt)
    data = img.bytearray()
    kind = random(3)
    for i in range(len(data)):
        data[i] = (0, 255, random(256))[kind]
    return img


FORMATS = (image.BINARY, image.GRAYSCALE, image.GRAYSCALE, image.GRAYSCALE, image.RGB565, image.BAYER, image.YUV422)
SIZES = ((1, 1), (2, 2), (1, 9), (33, 1), (9, 9), (8, 8), (7, 30), (25, 25), (70, 66), (130, 128))
NUMBERS = (0, 1, 2, -1, 3, 7, 16, 100, 255, 256, 40000, -40000, 1 << 30, 0.0, 0.5, 1.0, 1.5, -2.5, 1e9, float("nan"), float("inf"), None, "x", (1, 2), True)
ROIS = (None, (0, 0, 1, 1), (0, 0, 8, 8), (0, 0, 10000, 10000), (-5, -5, 20, 20), (3, 2, 7, 7), (1, 1, 0, 5), (0, 0, 70, 66), (1 << 29, 0, 5, 5), "x", (1, 2))
images = [sample(w, h, pick(FORMATS)) for w, h in SIZES * 3] + [sample(40, 30, image.GRAYSCALE).to_jpeg(copy=True)]

with open("/flash/odd.cascade", "wb") as file:
    file.write(struct.pack("<iii", 8, 8, 1) + bytes([1, 0, 0, 0]) + struct.pack("<4h", 128, 1000, -256, 256))
    file.write(bytes([2, 1, 255]) + bytes([0, 0, 3, 7, 200, 250, 255, 255]))
cascade = image.HaarCascade("/flash/odd.cascade")
memory = image.ImageIO((20, 20, image.GRAYSCALE), 3)
film = mjpeg.Mjpeg("/flash/odd.avi", 17, 5)
moving = gif.Gif("/flash/odd.gif", width=9, height=9)
made = [cascade, None, 5]


def keywords(**choices):
    return {name: pick(values) for name, values in choices.items() if random(2)}


def attempt():
    img = pick(images)
    what = random(11)
    if what == 0:
        return img.find_template(pick(images), pick(NUMBERS), **keywords(roi=ROIS, step=NUMBERS, search=(0, 1, 2)))
    if what == 1:
        return img.find_displacement(pick(images), **keywords(roi=ROIS, template_roi=ROIS, logpolar=(True, False), fix_rotation_scale=(True, False)))
    if what == 2:
        return img.find_features(pick(made), **keywords(threshold=NUMBERS, scale=(1.2, 1.5, 2, 1e9, 1, 0, -1, float("nan"), float("inf")), roi=ROIS))
    if what == 3:
        return img.find_eye(roi=pick(ROIS))
    if what == 4:
        return img.find_lbp(roi=pick(ROIS))
    if what == 5:
        return img.find_keypoints(**keywords(roi=ROIS, threshold=NUMBERS, normalized=(True, False), scale_factor=(1.2, 2, 1e9, 1, float("nan")), max_keypoints=NUMBERS, corner_detector=(0, 1, 7)))
    if what == 6:
        return image.match_descriptor(pick(made), pick(made), **keywords(threshold=NUMBERS, filter_outliers=(True, False)))
    if what == 7:
        return img.draw_keypoints(pick(made), **keywords(size=(0, 1, 5, -3, 1000), thickness=(0, 1, 3)))
    if what == 8:
        return film.write(img, **keywords(roi=ROIS, rgb_channel=(-1, 0, 1, 2, 3), alpha=(0, 128, 255, 256), hint=(0, 1, 2, 4, 48, 96, 128, 1024, 4096), quality=(0, 1, 100, 101)))
    if what == 9:
        return moving.add_frame(img, **keywords(delay=(0, 1, -5, 70000)))
    stream = pick((memory.write, memory.seek, memory.read))
    # Without the pause: it lasts as long as what came between two writes, which is long on a busy machine.
    return stream(pause=False) if stream == memory.read else stream(pick((img, 0, 1, 2, -1, 3)))


answers = failures = 0
for i in range(3000):
    try:
        result = attempt()
        answers += 1
        if result is not None and str(result).startswith(("{\"size", "{}")) and len(made) < 12:
            made.append(result)
    except ALLOWED:
        failures += 1
assert answers > 400 and failures > 400 and len(made) > 3, (answers, failures, len(made))
print("OK")
