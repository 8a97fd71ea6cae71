# Filters and morphology in place, on pictures whose results are known.
import image

FORMATS = (image.BINARY, image.GRAYSCALE, image.RGB565)
WHITE = {image.BINARY: 1, image.GRAYSCALE: 255, image.RGB565: 0xFFFF}


def gray(*rows):
    img = image.Image(len(rows[0]), len(rows), image.GRAYSCALE)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            img.set_pixel((x, y), value)
    return img


def rows(img):
    return [row for row in img]


def blank(fmt, w=12, h=10):
    return image.Image(w, h, fmt)


def lit(img):
    return {(x, y) for y, row in enumerate(img) for x, v in enumerate(row) if v}


def box(x, y, w, h):
    return {(i, j) for i in range(x, x + w) for j in range(y, y + h)}


# Morphology: what is not 0 counts; results keep their value or become white.
for fmt in FORMATS:
    square = blank(fmt).draw_rectangle((3, 3, 5, 4), WHITE[fmt], fill=True)
    assert lit(square.copy().erode(1)) == box(4, 4, 3, 2)
    assert lit(square.copy().dilate(1)) == box(2, 2, 7, 6)
    assert lit(square.copy().erode(0)) == box(3, 3, 5, 4)
    assert square.copy().erode(1).dilate(1).get_pixel((4, 4), rgbtuple=False) == WHITE[fmt]
    # Corners have 3 set neighbours, edges 5.
    assert lit(square.copy().erode(1, threshold=3)) == box(3, 3, 5, 4) - {(3, 3), (7, 3), (3, 6), (7, 6)}
    assert lit(square.copy().dilate(1, threshold=2)) == box(2, 2, 7, 6) - {
        (2, 2), (8, 2), (2, 7), (8, 7), (3, 2), (7, 2), (3, 7), (7, 7), (2, 3), (8, 3), (2, 6), (8, 6)}
    speck = square.copy().set_pixel((10, 1), WHITE[fmt])
    assert lit(speck.copy().open(1)) == box(3, 3, 5, 4)
    assert lit(speck.copy().top_hat(1)) == {(10, 1)}
    hole = square.copy().set_pixel((5, 5), 0)
    assert lit(hole.copy().close(1)) == box(3, 3, 5, 4)
    assert lit(hole.copy().black_hat(1)) == {(5, 5)}
    half = blank(image.BINARY).draw_rectangle((0, 0, 6, 10), 1, fill=True)
    assert lit(square.copy().dilate(1, mask=half)) == box(2, 2, 4, 6) | box(3, 3, 5, 4)
    raises(OSError, square.erode, -1)
    raises(TypeError, square.erode, 1, 2)
    raises(TypeError, square.erode)
# The edge pixels are repeated outside.
assert lit(blank(image.BINARY).draw_rectangle((0, 0, 4, 4), 1, fill=True).erode(1)) == box(0, 0, 3, 3)
dim = blank(image.GRAYSCALE).draw_rectangle((3, 3, 5, 5), 7, fill=True)
assert dim.copy().erode(1).get_pixel((5, 5)) == 7 and dim.copy().dilate(1).get_pixel((5, 5)) == 255

spot = gray((0, 0, 0, 0, 0), (0, 90, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 180))
# 90 * (65536 // 9) >> 16; at the lower right corner 180 lies under 4 of 9.
assert rows(spot.copy().mean(1)) == [[9, 9, 9, 0, 0]] * 2 + [[9, 9, 9, 19, 39], [0, 0, 0, 39, 79]]
assert rows(spot.copy().mean(0)) == rows(spot)
assert rows(spot.copy().median(1)) == [[0] * 5] * 3 + [[0, 0, 0, 0, 0]]
assert spot.copy().median(1, percentile=1).get_pixel((0, 0)) == 88
assert spot.copy().median(1, percentile=0).get_pixel((1, 1)) == 0
assert rows(spot.copy().mode(1)) == [[0] * 5] * 4
assert spot.copy().midpoint(1).get_pixel((0, 0)) == 45
assert spot.copy().midpoint(1, bias=1.0).get_pixel((2, 2)) == 90
assert spot.copy().midpoint(1, bias=0.0).get_pixel((1, 1)) == 0
assert spot.copy().midpoint(1, bias=0.3).get_pixel((0, 0)) == 27
raises(OSError, spot.median, 1, percentile=1.5)
raises(OSError, spot.midpoint, 1, bias=-1)
raises(TypeError, spot.median, 1, 0.5)

stripes = gray(*([[10, 10, 200, 10, 10]] * 3))
assert rows(stripes.copy().median(1)) == [[8] * 5] * 3
assert rows(stripes.copy().mode(1)) == [[10] * 5] * 3
assert stripes.copy().mode(2).get_pixel((2, 1)) == 10

# Kernels
ident = [0, 0, 0, 0, 1, 0, 0, 0, 0]
assert rows(spot.copy().morph(1, ident)) == rows(spot)
assert rows(spot.copy().morph(1, [ident[:3], ident[3:6], ident[6:]])) == rows(spot)
left = [0, 0, 0, 1, 0, 0, 0, 0, 0]
assert rows(spot.copy().morph(1, left))[1] == [0, 0, 90, 0, 0]
assert spot.copy().morph(1, ident, mul=0.5).get_pixel((1, 1)) == 45
assert spot.copy().morph(1, ident, mul=3).get_pixel((4, 3)) == 255
assert spot.copy().morph(1, ident, add=5).get_pixel((0, 0)) == 5
assert spot.copy().morph(1, [1] * 9).get_pixel((1, 1)) == 10
assert spot.copy().morph(1, [-1, 0, 1] * 3).get_pixel((0, 1)) == 90
assert spot.copy().morph(1, [-1, 0, 1] * 3).get_pixel((2, 1)) == 0
raises(ValueError, spot.morph, 1, [1, 2, 3])
raises(ValueError, spot.morph, 1, [[1, 2], [3, 4], [5, 6]])
raises(ValueError, spot.morph, 16, ident)
raises(TypeError, spot.morph, 1)
raises(TypeError, spot.morph, 1, 5)

g = gray(*([[0] * 5] * 2 + [[0, 0, 160, 0, 0]] + [[0] * 5] * 2))
assert rows(g.copy().gaussian(1)) == [[0] * 5, [0, 10, 20, 10, 0], [0, 20, 40, 20, 0], [0, 10, 20, 10, 0], [0] * 5]
assert rows(g.copy().gaussian_blur(1)) == rows(g.copy().blur(1)) == rows(g.copy().gaussian(1))
assert g.copy().gaussian(2).get_pixel((2, 2)) == 160 * 36 // 256
assert g.copy().gaussian(1, unsharp=True).get_pixel((2, 2)) == 255
assert g.copy().gaussian(1, unsharp=True).get_pixel((1, 2)) == 0
assert g.copy().gaussian(1, mul=2).get_pixel((2, 2)) == 80
assert g.copy().laplacian(1).get_pixel((2, 2)) == 120 and g.copy().laplacian(1).get_pixel((1, 2)) == 0
assert g.copy().laplacian(1, sharpen=True).get_pixel((2, 2)) == 255
raises(ValueError, g.gaussian, 16)
raises(ValueError, g.laplacian, 16)

# Smooths noise, keeps the step.
step = gray(*([[50, 52, 48, 50, 200, 202, 198, 200]] * 6))
smooth = rows(step.copy().bilateral(2, color_sigma=0.05, space_sigma=1))[3]
assert all(49 <= v <= 51 for v in smooth[:4]) and all(199 <= v <= 201 for v in smooth[4:])
assert max(rows(step.copy().bilateral(2, color_sigma=100, space_sigma=100))[3][:4]) > 100
even = image.Image(6, 6, image.RGB565).draw_rectangle((0, 0, 6, 6), (200, 100, 50), fill=True)
before = bytes(even)
for filtered in (even.copy().bilateral(1), even.copy().median(1), even.copy().mode(1), even.copy().midpoint(1),
                 even.copy().gaussian(2), even.copy().morph(1, [1] * 9)):
    assert bytes(filtered) == before

# Adaptive threshold: white where the result is darker than the pixel.
assert lit(g.copy().mean(1, threshold=True)) == {(2, 2)}
assert lit(g.copy().mean(1, threshold=True, invert=True)) == box(0, 0, 5, 5) - {(2, 2)}
assert lit(g.copy().mean(1, threshold=True, offset=1)) == box(0, 0, 5, 5) - (box(1, 1, 3, 3) - {(2, 2)})
assert g.copy().gaussian(1, threshold=True).get_pixel((2, 2)) == 255
color = g.to_rgb565(copy=True).median(1, threshold=True)
assert color.get_pixel((2, 2)) == (255, 255, 255) and color.get_pixel((1, 1)) == (0, 0, 0)
# A mask says what is written, by brightness; outside of it nothing is.
mask = image.Image(3, 3, image.GRAYSCALE).set_pixel((2, 2), 255).set_pixel((1, 2), 100)
for call in ("mean", "mode", "median", "midpoint", "gaussian", "laplacian", "bilateral"):
    masked = getattr(g.copy(), call)(1, mask=mask)
    assert lit(masked) <= {(2, 2)} and masked.get_pixel((2, 2)) == getattr(g.copy(), call)(1).get_pixel((2, 2))
assert rows(g.copy().morph(1, [1] * 9, add=3, mask=mask))[2] == [0, 0, 20, 0, 0]

bits = blank(image.BINARY, 5, 5).draw_rectangle((1, 1, 3, 3), 1, fill=True)
assert lit(bits.copy().median(1)) == box(1, 1, 3, 3) and lit(bits.copy().midpoint(1)) == {(2, 2)}
assert lit(bits.copy().mode(1)) == box(1, 1, 3, 3) - {(1, 1), (3, 1), (1, 3), (3, 3)}
# 9 * (65536 // 9) is less than 65536.
assert lit(bits.copy().mean(1)) == set() and lit(bits.copy().mean(0)) == lit(bits)
mask.save("/flash/mask.png")
assert lit(g.copy().mean(1, mask="/flash/mask.png")) == {(2, 2)}
nan = float("nan")
for big in (1 << 60, -(1 << 60)):
    assert len(lit(g.copy().mean(1, threshold=True, offset=big))) in (0, 25)
    g.copy().erode(1, threshold=big).draw_image(g, big, big)
    assert g.copy().get_similarity(g, big, big).mean == 0 and g.to_grayscale().width() == 5
for value in (nan, float("inf"), -float("inf")):
    even.copy().morph(1, ident, mul=value, add=value).gamma(gamma=value, contrast=value).bilateral(1, color_sigma=value)
    even.copy().histeq(adaptive=True, clip_limit=value).rotation_corr(x_rotation=value, x_translation=value)
    even.copy().lens_corr(1.0, x_corr=value).ccm([value] * 12).linpolar(x=1 << 40, y=-(1 << 40))
raises(OSError, even.lens_corr, nan)
raises(OSError, even.rotation_corr, fov=nan)

packed = g.to_png(copy=True)
raises(ValueError, packed.mean, 1)
raises(ValueError, packed.erode, 1)
print("OK")
