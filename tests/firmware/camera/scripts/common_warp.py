# Colours, brightness, geometry, edges, flood fill and similarity.
import image


def lit(img):
    return {(x, y) for y, row in enumerate(img) for x, v in enumerate(row) if v}


def box(x, y, w, h):
    return {(i, j) for i in range(x, x + w) for j in range(y, y + h)}


def filled(w, h, fmt, color):
    return image.Image(w, h, fmt).draw_rectangle((0, 0, w, h), color, fill=True)


assert (image.EDGE_CANNY, image.EDGE_SIMPLE) == (0, 1)
assert (image.SEARCH_EX, image.SEARCH_DS, image.CORNER_FAST, image.CORNER_AGAST) == (0, 1, 0, 1)
assert (image.JPEG_SUBSAMPLING_AUTO, image.JPEG_SUBSAMPLING_444) == (0, 0x11)
raises(AttributeError, lambda: image.PALETTE_NONSENSE)

# Gray world: red and blue at green's level.
cast = filled(4, 4, image.RGB565, (200, 100, 50)).awb()
r, g, b = cast.get_pixel((1, 1))
assert abs(r - g) <= 8 and abs(b - g) <= 8 and abs(g - 100) < 3
cast = filled(4, 4, image.RGB565, (0, 40, 0)).set_pixel((0, 0), (100, 200, 50)).awb(max=True)
r, g, b = cast.get_pixel((0, 0))
assert abs(r - 200) < 9 and abs(b - 200) < 9
assert filled(2, 2, image.GRAYSCALE, 77).awb().get_pixel((0, 0)) == 77
bayer = image.Image(4, 4, image.BAYER)
for y in range(4):
    for x in range(4):
        bayer.set_pixel((x, y), 50 if x % 2 == y % 2 else 100)
assert set(bytes(bayer.awb())) == {100}

swap = filled(3, 3, image.RGB565, (200, 100, 50))
same = bytes(swap)
assert bytes(swap.ccm([[1, 0, 0], [0, 1, 0], [0, 0, 1]])) == same
assert swap.copy().ccm([[0, 0, 1], [0, 1, 0], [1, 0, 0]]).get_pixel((0, 0)) == (49, 101, 206)
assert swap.copy().ccm((0, 0, 0, 0, 1, 0, 0, 0, 0)).get_pixel((0, 0)) == (0, 101, 0)
assert swap.copy().ccm([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 31]).get_pixel((0, 0)) == (206, 101, 132)
assert swap.copy().ccm([[0.5, 0, 0, 0], [0, 0.5, 0, 0], [0, 0, 0.5, 0], [9, 9, 9, 9]]).get_pixel((0, 0)) == (99, 48, 24)
raises(ValueError, swap.ccm, [1, 2])
raises(ValueError, swap.ccm, [[1, 2], [1, 2], [1, 2]])
raises(TypeError, swap.ccm)

ramp = image.Image(256, 1, image.GRAYSCALE)
for x in range(256):
    ramp[x] = x
assert bytes(ramp.copy().gamma()) == bytes(ramp)
bright = ramp.copy().gamma(gamma=2.0)
assert bright[0] == 0 and bright[255] == 255 and abs(bright[64] - 127) <= 1
assert bytes(ramp.copy().gamma_corr(gamma=2.0)) == bytes(bright)
assert ramp.copy().gamma(contrast=2.0)[100] == 200 and ramp.copy().gamma(contrast=2.0)[200] == 255
assert ramp.copy().gamma(brightness=0.2)[0] == 51 and ramp.copy().gamma(brightness=-0.2)[40] == 0
assert filled(2, 2, image.RGB565, (255, 255, 255)).gamma(contrast=0.5).get_pixel((0, 0)) == (123, 125, 123)
raises(TypeError, ramp.gamma, 2.0)

# Equal shares of 100 and 101 are spread over the range.
flat = filled(8, 8, image.GRAYSCALE, 100).draw_rectangle((0, 0, 8, 4), 101, fill=True)
assert {v for row in flat.copy().histeq() for v in row} == {127, 255}
flat_color = flat.to_rgb565(copy=True)
assert flat_color.histeq().get_pixel((0, 0)) == (255, 255, 255)
top = image.Image(8, 8, image.BINARY).draw_rectangle((0, 0, 8, 1), 1, fill=True)
assert flat.copy().histeq(mask=top).get_pixel((0, 1)) == 101
tiles = image.Image(64, 64, image.GRAYSCALE)
for y in range(64):
    for x in range(64):
        tiles.set_pixel((x, y), 100 + x % 8 + (40 if y > 31 else 0))
spread = tiles.copy().histeq(adaptive=True).get_statistics()
limited = tiles.copy().histeq(adaptive=True, clip_limit=3).get_statistics()
assert spread.max - spread.min > 200 and tiles.get_statistics().max == 147
assert limited.stdev < spread.stdev
assert bytes(tiles.copy().histeq(adaptive=True, clip_limit=1.0)) == bytes(tiles)

# A ring around the middle becomes a row, and back.
ring = image.Image(100, 100, image.GRAYSCALE)
ring.draw_circle((50, 50, 30), 255, thickness=3)
line = ring.copy().linpolar()
wanted = 30 * 100 / 70.7
assert all(abs(y - wanted) <= 4 for x, y in lit(line)) and len({x for x, y in lit(line)}) == 100
back = line.linpolar(reverse=True)
assert back.get_pixel((80, 50)) and back.get_pixel((50, 20)) and not back.get_pixel((50, 50))
log = ring.copy().logpolar()
wanted = 100 * 0.7988
assert all(abs(y - wanted) <= 3 for x, y in lit(log)) and len(lit(log)) > 100
assert log.logpolar(reverse=True).get_pixel((20, 50))
aside = image.Image(100, 100, image.GRAYSCALE).draw_circle((30, 40, 10), 255, thickness=3).linpolar(x=30, y=40)
assert len({x for x, y in lit(aside)}) == 100 and max(y for x, y in lit(aside)) - min(y for x, y in lit(aside)) <= 6
# The first column looks up, a quarter on to the left.
ray = image.Image(100, 100, image.GRAYSCALE).draw_line((50, 50, 0, 50), 255)
assert min(x for x, y in lit(ray.linpolar()) if y > 20) >= 23 and max(x for x, y in lit(ray) if y > 20) <= 27
raises(OSError, image.Image(5, 4, image.GRAYSCALE).linpolar)
raises(OSError, image.Image(4, 5, image.GRAYSCALE).logpolar)

# The middle stays, the rest comes from further in.
grid = image.Image(100, 80, image.RGB565).draw_rectangle((20, 0, 2, 80), (255, 255, 255), fill=True)
straight = grid.copy().lens_corr(1.8)
assert all(x < 20 for x, y in lit(straight) if 38 <= y <= 42) and lit(straight)
dot = image.Image(100, 80, image.GRAYSCALE).draw_rectangle((45, 35, 10, 10), 255, fill=True)
assert len(lit(dot.copy().lens_corr(0.01))) == 100
assert 350 < len(lit(dot.copy().lens_corr(0.01, zoom=2.0))) < 500
moved = lit(dot.copy().lens_corr(0.01, x_corr=0.1))
assert min(x for x, y in moved) == 35
raises(OSError, dot.lens_corr, 0)
raises(OSError, dot.lens_corr, 1.8, zoom=0)
raises(OSError, image.Image(5, 4, image.GRAYSCALE).lens_corr)

for fmt in (image.BINARY, image.GRAYSCALE, image.RGB565):
    blob = image.Image(60, 40, fmt).draw_rectangle((35, 18, 10, 4), -1, fill=True)
    assert lit(blob.copy().rotation_corr()) == box(35, 18, 10, 4)
    turned = lit(blob.copy().rotation_corr(z_rotation=90))
    xs, ys = {x for x, y in turned}, {y for x, y in turned}
    assert len(xs) == 4 and len(ys) == 10 and min(ys) > 20
    assert lit(blob.copy().rotation_corr(x_translation=5)) == box(40, 18, 10, 4)
    assert abs(len(lit(blob.copy().rotation_corr(zoom=2.0))) - 160) < 30
    assert len(lit(blob.copy().rotation_corr(y_rotation=60))) < 40
    # The blob's corners become the picture's.
    assert len(lit(blob.copy().rotation_corr(corners=((35, 18), (44, 18), (44, 21), (35, 21))))) == 2400
raises(OSError, blob.rotation_corr, fov=180)
raises(OSError, blob.rotation_corr, zoom=0)
raises(ValueError, blob.rotation_corr, corners=((0, 0), (1, 1)))

card = image.Image(60, 50, image.GRAYSCALE).draw_rectangle((20, 15, 20, 20), 255, fill=True)
edges = lit(card.copy().find_edges(image.EDGE_CANNY, threshold=(50, 80)))
assert edges and all(not (23 < x < 36 and 18 < y < 31) for x, y in edges)
assert all(17 <= x <= 42 and 12 <= y <= 37 for x, y in edges)
assert len({y for x, y in edges if x < 25}) > 14 and len({x for x, y in edges if y < 20}) > 14
# A step whose two sides are equally steep has an edge of one pixel, too.
even = image.Image(60, 50, image.GRAYSCALE).draw_rectangle((20, 15, 20, 20), 200, fill=True)
steps = lit(even.find_edges(image.EDGE_CANNY, threshold=(50, 80)))
assert [len([x for x, y in steps if y == row]) for row in range(18, 32)] == [2] * 14, steps
assert [len([y for x, y in steps if x == column]) for column in range(23, 37)] == [2] * 14, steps
part = card.copy().find_edges(image.EDGE_CANNY, roi=(0, 0, 30, 50))
assert part.get_pixel((35, 25)) == 255 and part.get_pixel((25, 25)) == 0
simple = lit(card.copy().find_edges(image.EDGE_SIMPLE, threshold=(100, 255)))
assert (20, 25) in simple and (30, 15) in simple and (30, 25) not in simple and (19, 25) not in simple
raises(ValueError, card.to_rgb565(copy=True).find_edges, image.EDGE_CANNY)
raises(ValueError, card.find_edges, image.EDGE_CANNY, threshold=(1, 2, 3))
raises(TypeError, card.find_edges)

for fmt in (image.BINARY, image.GRAYSCALE, image.RGB565):
    room = image.Image(20, 20, fmt).draw_rectangle((5, 5, 8, 8), -1)
    inside = box(6, 6, 6, 6)
    walls = box(5, 5, 8, 8) - inside
    assert lit(room.copy().flood_fill((8, 8), 0.05, 0.05)) == inside | walls
    assert lit(room.copy().flood_fill((8, 8), color=1, invert=True)) == box(0, 0, 20, 20) - inside
    assert lit(room.copy().flood_fill((8, 8), clear_background=True)) == inside
    assert lit(room.copy().flood_fill((99, 8))) == walls
    assert len(lit(room.copy().flood_fill((8, 8), 1.0, 1.0))) == 400
    half = image.Image(20, 20, image.BINARY).draw_rectangle((0, 0, 9, 20), 1, fill=True)
    assert lit(room.copy().flood_fill((8, 8), mask=half)) == box(6, 6, 3, 6) | walls
slope = image.Image(100, 1, image.GRAYSCALE)
for x in range(100):
    slope[x] = x * 2
assert sum(1 for v in slope.copy().flood_fill((0, 0), seed_threshold=1.0, floating_threshold=0.01)[0:100] if v == 255) == 100
assert sum(1 for v in slope.copy().flood_fill((0, 0), seed_threshold=0.1, floating_threshold=0.01)[0:100] if v == 255) == 13
raises(OSError, slope.flood_fill, (0, 0), seed_threshold=2)
raises(ValueError, slope.flood_fill, (0, 0, 0))

s = card.get_similarity(card)
assert s.mean > 0.999 and s.stdev < 0.01 and s.min > 0.999 and s.max <= 1.001 and len(s) == 4
other = card.get_similarity(card.copy().invert())
assert other.mean < 0.3 and other.min < -0.5
d = card.get_similarity(card.copy().invert(), dssim=True)
assert abs(d.mean - (1 - other.mean) / 2) < 0.001 and abs(d.max - (1 - other.min) / 2) < 0.001
patch = card.copy(roi=(20, 15, 16, 16))
assert card.get_similarity(patch, 20, 15).mean > 0.999 > card.get_similarity(patch, 12, 10).mean
assert card.get_similarity(patch, 500, 0).mean == 0.0
raises(TypeError, card.get_similarity, 5)
raises(ValueError, card.get_similarity, patch, alpha=300)
card.save("/flash/card.png")
assert card.get_similarity("/flash/card.png").min > 0.999

for name in ("stereo_disparity", "find_hog", "selective_search"):
    raises(OSError, getattr(card, name))
print("OK")
