# Templates, displacement, keypoints, LBP, pupils and a cascade made by hand.
import image, math, struct, os


def noise(w, h, cell, seed):
    # Cells of random levels: something that correlates with itself only.
    img = image.Image(w, h, image.GRAYSCALE)
    for y in range(0, h, cell):
        for x in range(0, w, cell):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            img.draw_rectangle((x, y, cell, cell), color=(seed >> 16) & 255, fill=True)
    return img


# Templates
scene = noise(96, 64, 4, 1)
part = scene.copy(roi=(32, 18, 20, 16))
assert scene.find_template(part, 0.9) == (32, 18, 20, 16)
assert scene.find_template(part, 0.9, step=1, search=image.SEARCH_EX) == (32, 18, 20, 16)
assert scene.find_template(part, 0.9, roi=(32, 18, 20, 16), step=4) == (32, 18, 20, 16)
assert scene.find_template(part, 0.9, roi=(0, 0, 30, 30)) is None
assert scene.find_template(part, 1.01) is None
# Only brightness and contrast differ.
dim = part.copy()
for i in range(len(dim) * dim.width()):
    dim[i] = dim[i] // 2 + 40
assert scene.find_template(dim, 0.95, step=1) == (32, 18, 20, 16)
# The diamond climbs a smooth hill, from the middle of the picture.
hill = image.Image(96, 64, image.GRAYSCALE)
for y in range(64):
    for x in range(96):
        hill[y * 96 + x] = max(0, 250 - 3 * ((x - 40) ** 2 + (y - 36) ** 2) // 20)
top = hill.copy(roi=(30, 28, 20, 16))
assert hill.find_template(top, 0.95, search=image.SEARCH_DS) == (30, 28, 20, 16)
flat = image.Image(8, 8, image.GRAYSCALE)
assert scene.find_template(flat, 0.5) is None
assert scene.find_template(flat, 0.5, search=image.SEARCH_DS) is None
raises(OSError, scene.find_template, part, 0.9, roi=(0, 0, 10, 10))
raises(OSError, scene.find_template, part, 0.9, step=0)
raises(ValueError, scene.find_template, part.to_rgb565(copy=True), 0.9)
raises(TypeError, scene.find_template, "name", 0.9)
raises(TypeError, scene.find_template, part, 0.9, 3)
assert (image.SEARCH_EX, image.SEARCH_DS) == (0, 1)

# Displacement: what moved right and down is +x and -y.
first = noise(64, 64, 4, 7)
moved = image.Image(64, 64, image.GRAYSCALE)
for x in (5, 5 - 64):
    for y in (3, 3 - 64):
        moved.draw_image(first, x, y)
d = moved.find_displacement(first)
assert abs(d.x_translation - 5) < 0.05 and abs(d.y_translation + 3) < 0.05, d
assert (d.rotation, d.scale) == (0, 0) and d.response > 0.8, d
same = first.find_displacement(first)
assert abs(same.x_translation) < 0.1 and abs(same.y_translation) < 0.1 and same.response > 0.9
other = noise(64, 64, 4, 99)
assert first.find_displacement(other).response < 0.1
part = moved.find_displacement(first, roi=(16, 16, 32, 32), template_roi=(16, 16, 32, 32))
assert abs(part.x_translation - 5) < 0.2 and abs(part.y_translation + 3) < 0.2, part
raises(OSError, moved.find_displacement, first, roi=(0, 0, 32, 32))
raises(TypeError, moved.find_displacement, 5)
p = first.find_displacement(first, logpolar=True)
assert (p.x_translation, p.y_translation) == (0, 0)
assert abs(p.rotation) < 0.01 and abs(p.scale - 1) < 0.01 and p.response > 0.9, p
# A quarter of a turn shows as one.
turned = first.copy(hint=image.ROTATE_90)
q = turned.find_displacement(first, logpolar=True)
assert abs(abs(q.rotation) - math.pi / 2) < 0.1 and abs(q.scale - 1) < 0.05, q
# Small turns to both sides, and a zoom: what must be undone.
wide = noise(128, 128, 4, 11)
middle = (32, 32, 64, 64)
for degrees in (-15, -8, -2, 2, 8, 15):
    turned_by = wide.copy().rotation_corr(z_rotation=degrees)
    for mode in ({"logpolar": True}, {"fix_rotation_scale": True}):
        t = turned_by.find_displacement(wide, roi=middle, template_roi=middle, **mode)
        # rotation_corr() turns clockwise, rotation counts counterclockwise.
        assert abs(math.degrees(t.rotation) + degrees) < 0.8 and abs(t.scale - 1) < 0.03, (degrees, mode, t)
for zoom in (0.8, 0.9, 1.1, 1.25):
    t = wide.copy().rotation_corr(zoom=zoom).find_displacement(wide, roi=middle, template_roi=middle, logpolar=True)
    assert abs(t.scale - 1 / zoom) < 0.04 and abs(math.degrees(t.rotation)) < 1, (zoom, t)
opposite = first.find_displacement(turned, logpolar=True)
assert abs(opposite.rotation + q.rotation) < 0.2, (opposite, q)
f = moved.find_displacement(first, fix_rotation_scale=True)
assert abs(f.rotation) < 0.1 and abs(f.scale - 1) < 0.05 and abs(f.x_translation - 5) < 1, f

# LBP
face = noise(70, 70, 5, 3)
lbp = face.find_lbp(roi=(0, 0, 70, 70))
assert str(lbp) == "{}"
assert image.match_descriptor(lbp, face.find_lbp(roi=(0, 0, 70, 70))) == 0
far = image.match_descriptor(lbp, noise(70, 70, 3, 4).find_lbp(roi=(0, 0, 70, 70)))
assert far > 100
image.save_descriptor(lbp, "/flash/face.lbp")
assert os.stat("/flash/face.lbp")[6] == 4 + 49 * 59
again = image.load_descriptor("/flash/face.lbp")
assert image.match_descriptor(lbp, again) == 0
raises(TypeError, face.find_lbp)
raises(OSError, face.find_lbp, roi=(0, 0, 6, 70))
raises(ValueError, face.to_rgb565(copy=True).find_lbp, roi=(0, 0, 70, 70))
raises(OSError, image.match_descriptor, lbp, 5)
raises(OSError, image.match_descriptor, 5, 6)
raises(OSError, image.save_descriptor, 5, "/flash/five")
with open("/flash/bad.lbp", "wb") as file:
    file.write(struct.pack("<I", 9) + bytes(5000))
raises(OSError, image.load_descriptor, "/flash/bad.lbp")
raises(OSError, image.load_descriptor, "/flash/none.lbp")

# The pupil of a drawn eye
eye = image.Image(60, 40, image.GRAYSCALE)
eye.draw_rectangle((0, 0, 60, 40), color=230, fill=True)
eye.draw_circle((33, 27, 5), color=20, fill=True)
x, y = eye.find_eye(roi=(0, 0, 60, 40))
assert abs(x - 33) <= 2 and abs(y - 27) <= 2, (x, y)
# With a white around it, as strong as it is weak
eye.draw_rectangle((0, 0, 60, 40), color=180, fill=True)
eye.draw_ellipse((30, 26, 24, 11, 0), color=240, fill=True)
eye.draw_circle((28, 26, 6), color=30, fill=True)
x, y = eye.find_eye(roi=(0, 0, 60, 40))
assert abs(x - 28) <= 2 and abs(y - 26) <= 2, (x, y)
raises(TypeError, eye.find_eye)

# A cascade of one stage with one stump: bright left half of the window, dark right half.
window = (8, 8)


def cascade(path, stages=1):
    data = struct.pack("<iii", 8, 8, stages)
    data += bytes([1] * stages) + bytes(-stages % 4)
    data += struct.pack("<%dh" % stages, *[128] * stages)
    # Left counts 1, right -1, times 4096; the deviation of such a window is 64 * 127.5.
    data += struct.pack("<%dh" % stages, *[1000] * stages)
    data += struct.pack("<%dh" % stages, *[-256] * stages)
    data += struct.pack("<%dh" % stages, *[256] * stages)
    data += bytes([2] * stages)
    data += struct.pack("<bb", 1, -1) * stages
    data += bytes([0, 0, 3, 7, 4, 0, 3, 7]) * stages
    with open(path, "wb") as file:
        file.write(data)


cascade("/flash/edge.cascade")
edge = image.HaarCascade("/flash/edge.cascade")
assert str(edge) == '{"width":8, "height":8, "n_stages":1, "n_features":1, "n_rectangles":2}'
img = image.Image(64, 48, image.GRAYSCALE)
img.draw_rectangle((0, 0, 64, 48), color=100, fill=True)
assert img.find_features(edge) == []
img.draw_rectangle((20, 16, 4, 8), color=255, fill=True)
img.draw_rectangle((24, 16, 4, 8), color=0, fill=True)
found = img.find_features(edge, threshold=0.5, scale=1.5)
assert found, "nothing found"
for x, y, w, h in found:
    assert 12 <= x <= 22 and 8 <= y <= 21 and x < 24 < x + w and y < 23 < y + h, found
# The other way round there is none, and none where one does not look.
img.draw_rectangle((20, 16, 4, 8), color=0, fill=True)
img.draw_rectangle((24, 16, 4, 8), color=255, fill=True)
assert not any(abs(x + w // 2 - 24) < 2 for x, y, w, h in img.find_features(edge, threshold=1.0))
assert img.find_features(edge, roi=(36, 0, 28, 48)) == []
assert img.to_rgb565(copy=True).find_features(edge, roi=(36, 0, 28, 48)) == []
raises(OSError, img.find_features, edge, roi=(0, 0, 8, 20))
raises(OSError, img.find_features, edge, scale=1.0)
raises(TypeError, img.find_features, "edge")
raises(OSError, image.HaarCascade, "/flash/none.cascade")
raises(RuntimeError, image.HaarCascade, "/flash/bad.lbp")
cascade("/flash/three.cascade", 3)
assert '"n_stages":2' in str(image.HaarCascade("/flash/three.cascade", stages=2))
assert '"n_stages":3' in str(image.HaarCascade("/flash/three.cascade", stages=9))
print("OK")
