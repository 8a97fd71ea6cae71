# Images without a camera: making, indexing, pixels, conversions.
import image

gray = image.Image(4, 3, image.GRAYSCALE)
assert (gray.width(), gray.height(), gray.size()) == (4, 3, 12)
assert gray.format() == image.GRAYSCALE == 0x08020001
assert str(gray) == '{"w":4, "h":3, "type":"grayscale", "size":12}'
assert len(gray) == 3
gray.set_pixel((1, 2), 77).set_pixel((9, 9), 5)
assert gray.get_pixel((1, 2)) == 77 and gray.get_pixel((4, 0)) is None
assert gray[9] == 77 and gray[8:10] == [0, 77]
gray[0] = 9
gray[1:3] = [8, 7]
gray[3:4] = 6
assert [row for row in gray] == [[9, 8, 7, 6], [0, 0, 0, 0], [0, 77, 0, 0]]
assert bytes(gray)[:4] == b"\x09\x08\x07\x06"
gray.bytearray()[0] = 255
assert gray.get_pixel((0, 0)) == 255
assert gray.get_pixel((0, 0), rgbtuple=True) == (255, 255, 255)
raises(IndexError, lambda: gray[12])
raises(OSError, lambda: gray[0:4:2])

rgb = image.Image(4, 3, image.RGB565)
rgb.set_pixel((0, 0), (255, 0, 0))
assert rgb.get_pixel((0, 0)) == (255, 0, 0) and rgb.get_pixel((0, 0), rgbtuple=False) == 0xF800
rgb.set_pixel((1, 0), (300, -5, 300))
assert rgb[1] == (255, 0, 255)
rgb.set_pixel((2, 0))
assert rgb[2] == (255, 255, 255)
assert [row for row in rgb][0] == [0xF800, 0xF81F, 0xFFFF, 0]

bits = image.Image(33, 2, image.BINARY)
assert bits.size() == 16
bits.set_pixel((32, 1), 1)
assert bits.get_pixel((32, 1)) == 1 and bits[65] == 1
bits.invert()
assert bits.get_pixel((32, 1)) == 0 and bits.get_pixel((0, 0)) == 1

raises(OSError, image.Image, 0, 3, image.GRAYSCALE)
raises(OSError, image.Image, 3, 3, 12345)
raises(ValueError, image.Image, 3, 3, image.JPEG)
raises(ValueError, image.Image, 4, 4, image.GRAYSCALE, buffer=bytearray(15))
raises(TypeError, image.Image)
raises(TypeError, image.Image, [1, 2])
raises(TypeError, image.Image, 3, 3, image.GRAYSCALE, nonsense=1)
raises(MemoryError, image.Image, 20000, 20000, image.RGB565)
raises(OSError, image.Image, "/flash/no-such.bmp")
raises(AttributeError, lambda: gray.find_nothing)
raises(TypeError, gray.set_pixel, 1, 2, 3)
raises(ValueError, gray.set_pixel, (1, 2, 3), 3)
raises(TypeError, gray.get_pixel, 1)

shared = bytearray(12)
over = image.Image(4, 3, image.GRAYSCALE, buffer=shared)
over.set_pixel((0, 1), 200)
assert shared[4] == 200
shared[5] = 100
assert over.get_pixel((1, 1)) == 100

# In place a bigger picture needs room; copies do not.
raises(OSError, image.Image(4, 3, image.GRAYSCALE).to_rgb565)
big = image.Image(4, 3, image.RGB565)
big.set_pixel((1, 1), (0, 255, 0))
copy = big.to_grayscale(copy=True)
assert copy.format() == image.GRAYSCALE and big.format() == image.RGB565
assert copy.get_pixel((1, 1)) == image.rgb_to_grayscale((0, 255, 0))
same = big.to_grayscale()
assert same.format() == image.GRAYSCALE and big.size() == 12 and same is big
assert big.to_rgb565().format() == image.RGB565
assert big.copy(roi=(1, 1, 2, 2)).width() == 2
assert big.copy(x_scale=3).width() == 12 and big.copy(x_scale=3).height() == 9
assert big.copy(x_scale=2, y_scale=1).size() == 8 * 3 * 2
assert big.copy(hint=image.TRANSPOSE).width() == 3
raises(ValueError, big.copy, alpha=256)
raises(ValueError, big.copy, rgb_channel=3)
raises(ValueError, big.copy, quality=0)
raises(ValueError, big.copy, color_palette=9)
raises(TypeError, big.copy, transform=1)
raises(TypeError, big.copy, 1)
raises(OSError, big.copy, roi=(0, 0, 0, 1))
raises(OSError, big.copy, roi=(40, 0, 1, 1))
raises(ValueError, big.copy, roi=(0, 0, 1))
assert image.Image(2, 2, image.GRAYSCALE).to_rainbow(copy=True).format() == image.RGB565

picture = image.Image(32, 24, image.RGB565)
picture.draw_rectangle((0, 0, 32, 24), color=(40, 80, 160), fill=True)
packed = picture.to_png(copy=True)
assert packed.format() == image.PNG and len(packed) == packed.size() == len(bytes(packed))
raises(ValueError, packed.set_pixel, (0, 0), 1)
raises(ValueError, packed.get_pixel, (0, 0))
raises(ValueError, packed.draw_line, (0, 0, 1, 1))
back = packed.to_rgb565(copy=True)
assert bytes(back) == bytes(picture)
jpeg = picture.to_jpeg(quality=95, copy=True)
assert jpeg.format() == image.JPEG and (jpeg.width(), jpeg.height()) == (32, 24)
assert bytes(jpeg)[:2] == b"\xff\xd8"
r, g, b = jpeg.to_rgb565(copy=True).get_pixel((16, 12))
assert abs(r - 40) < 12 and abs(g - 80) < 12 and abs(b - 160) < 12
assert image.Image(32, 24, image.JPEG, buffer=bytes(jpeg)).size() == jpeg.size()
assert picture.compress().format() == image.JPEG and picture.format() == image.JPEG

for name in ("a.bmp", "a.ppm", "a.png"):
    back.save("/flash/" + name)
    loaded = image.Image("/flash/" + name)
    if loaded.format() == image.PNG:
        loaded = loaded.to_rgb565(copy=True)
    assert bytes(loaded) == bytes(back), name
back.save("/flash/b")
assert image.Image("/flash/b.bmp").width() == 32
back.save("/flash/c.jpg", quality=90)
assert image.Image("/flash/c.jpg").format() == image.JPEG
back.to_grayscale().save("/flash/d.pgm", roi=(1, 1, 5, 4))
assert image.Image("/flash/d.pgm").height() == 4
raises(OSError, back.save, "/flash/e.raw")
raises(OSError, back.save, "/flash/x.tiff")
raises(OSError, back.save, "/flash/x.jpg", quality=0)

assert image.rgb_to_lab((255, 255, 255))[0] == 100
assert image.rgb_to_grayscale((255, 0, 0)) == 75
assert image.grayscale_to_rgb(255) == (255, 255, 255)
assert image.binary_to_grayscale(1) == 255 and image.grayscale_to_binary(127) == 0
assert image.rgb_to_yuv((0, 0, 255)) == (29, 127, -20)
raises(ValueError, image.rgb_to_lab, (1, 2))
raises(TypeError, image.rgb_to_lab, 1, 2, 3)
print("OK")
