# Thresholds, statistics, blobs.
import image


def lit(img):
    return {(x, y) for y in range(img.height()) for x in range(img.width()) if img.get_pixel((x, y))}


def fresh(w, h):
    return image.Image(w, h, image.GRAYSCALE)


img = image.Image(80, 60, image.RGB565)
img.draw_rectangle((10, 12, 20, 8), color=(255, 0, 0), fill=True)
img.draw_circle((60, 40, 9), color=(0, 255, 0), fill=True)
red = image.rgb_to_lab((255, 0, 0))
green = image.rgb_to_lab((0, 255, 0))


def around(lab, d=5):
    return tuple(v + s * d for v in lab for s in (-1, 1))


blobs = img.find_blobs([around(red), around(green)])
assert len(blobs) == 2 and type(blobs) is list
b = blobs[0]
assert (b.x, b.y, b.w, b.h) == b.rect == b[:4] == (10, 12, 20, 8)
assert b.pixels == b[6] == 160 and b.area == 160 and b.density == 1.0 and b.code == 1 and b.count == 1
assert isinstance(b.rotation, float) and b.rotation < 0.01
assert (b.cx, b.cy) == (round(b.cxf - 0.01), round(b.cyf - 0.01)) or abs(b.cx - b.cxf) <= 0.51
assert len(b) == 23 and len(b.corners) == 4 and len(b.min_corners) == 4 and b.x_hist_bins == []
assert set(b.corners) == {(10, 12), (29, 12), (29, 19), (10, 19)}
x, y, w, h = b[:4]
assert abs(b.elongation + b.roundness - 1) < 1e-5
g = blobs[1]
assert g.code == 2 and (g.cx, g.cy) == (60, 40) and g.roundness > 0.95
raises(TypeError, lambda: g.cx())
assert str(b).startswith("(x=10, y=12, w=20, h=8, cx=")

# Results go into what takes tuples.
assert lit(fresh(80, 60).draw_rectangle(b)) == lit(fresh(80, 60).draw_rectangle((10, 12, 20, 8)))
assert lit(fresh(80, 60).draw_rectangle(b.rect, fill=True)) == {(x, y) for x in range(10, 30) for y in range(12, 20)}
assert lit(fresh(80, 60).draw_edges(b.corners)) == lit(fresh(80, 60).draw_edges(list(b.corners)))
assert lit(fresh(80, 60).draw_detection(b, size=2)) == lit(fresh(80, 60).draw_detection(b[:6], size=2))
assert lit(fresh(80, 60).draw_cross((b.cx, b.cy))) and img.find_blobs([around(red)], roi=b.rect)[0].rect == b.rect
raises(ValueError, img.find_blobs, [around(red)], roi=b)

assert img.find_blobs([around(red)], pixels_threshold=161) == []
assert img.find_blobs([around(red)], area_threshold=161) == []
assert img.find_blobs([around(red)], roi=(40, 0, 40, 60)) == []
assert img.find_blobs([around(red)], roi=(0, 0, 15, 60))[0].rect == (10, 12, 5, 8)
assert len(img.find_blobs([around(red), around(green)], merge=True, margin=60)) == 1
merged = img.find_blobs([around(red), around(green)], merge=True, margin=60)[0]
assert merged.code == 3 and merged.count == 2
assert len(img.find_blobs([around(red), around(green)], merge=True, margin=60, merge_cb=lambda a, b: False)) == 2
seen = []
assert img.find_blobs([around(red)], threshold_cb=lambda b: seen.append(b.pixels)) == [] and seen == [160]
assert len(img.find_blobs([around(red)], threshold_cb=lambda b: True)) == 1
raises(ZeroDivisionError, img.find_blobs, [around(red)], threshold_cb=lambda b: 1 // 0)
assert len(img.find_blobs([around(red)], x_hist_bins_max=5)[0].x_hist_bins) == 5
raises(OSError, img.find_blobs, [around(red)], x_stride=0)
raises(TypeError, img.find_blobs)
raises(TypeError, img.find_blobs, [around(red)], False)
raises(TypeError, img.find_blobs, [around(red)], nonsense=1)
raises(ValueError, img.to_jpeg(copy=True).find_blobs, [(0, 1)])

gray = image.Image(40, 30, image.GRAYSCALE)
gray.draw_rectangle((5, 5, 10, 10), color=200, fill=True)
assert [b.rect for b in gray.find_blobs([(150, 255)])] == [(5, 5, 10, 10)]
assert [b.rect for b in gray.find_blobs([(255, 150)])] == [(5, 5, 10, 10)]
assert gray.find_blobs([(150, 255)], invert=True)[0].pixels == 1100

s = gray.get_statistics()
assert gray.statistics().mean == s.mean and gray.get_stats().max == s.max  # other names
assert (s.min, s.max, s.mode, s.median) == (0, 200, 0, 0) and s.mean == s.l_mean == s[0]
assert len(s) == 32 and s.a_mean == 0
h = gray.get_histogram()
bins = h.bins()
assert len(bins) == 256 and abs(sum(bins) - 1) < 1e-3 and abs(bins[200] - 100 / 1200) < 1e-4
assert h[0] == bins and h.get_percentile(0.99).value == 200
assert 0 <= h.get_threshold().value < 200 and h.get_statistics().max == 200
assert len(gray.get_histogram(bins=8).bins()) == 8
assert str(gray.get_histogram(bins=2)).startswith('{"bins":[')
raises(OSError, gray.get_histogram, bins=1)
raises(AttributeError, lambda: h.nonsense)
hh = img.get_histogram()
assert (len(hh.l_bins()), len(hh.a_bins()), len(hh.b_bins())) == (101, 256, 256)
assert gray.get_statistics(difference=gray.copy()).max == 0
assert gray.get_statistics(roi=(5, 5, 10, 10)).min == 200

bw = gray.binary([(150, 255)], copy=True)
assert bw.get_pixel((6, 6)) == 255 and bw.get_pixel((0, 0)) == 0 and gray.get_pixel((6, 6)) == 200
assert gray.binary([(150, 255)], to_bitmap=True, copy=True).format() == image.BINARY
assert gray.binary([(150, 255)], zero=True, copy=True).get_pixel((6, 6)) == 0
assert gray.binary([(150, 255)], invert=True, copy=True).get_pixel((6, 6)) == 0
out = gray.binary([(150, 255)])
assert gray.get_pixel((6, 6)) == 255 and out.get_pixel((6, 6)) == 255
print("OK")
