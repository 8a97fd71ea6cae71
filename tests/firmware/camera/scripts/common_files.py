# Pictures to files and back, by format and extension; names that this board does not have.
import image
import os

assert not hasattr(image, "PALETTE_DEPTH") and not hasattr(image.Image(1, 1, image.GRAYSCALE), "to_depth")
raises(ValueError, image.Image(2, 2, image.GRAYSCALE).to_rgb565, copy=True, color_palette=2)


def scene(fmt):
    img = image.Image(37, 23, fmt)
    img.draw_rectangle((4, 3, 12, 9), (200, 40, 90), fill=True)
    img.draw_circle((26, 12, 7), (30, 220, 60), fill=True)
    return img.draw_line((0, 22, 36, 0), (255, 255, 255))


color, gray, bits = scene(image.RGB565), scene(image.GRAYSCALE), scene(image.BINARY)


def raw(path):
    img = image.Image(path)
    return img.to_rgb565(copy=True) if img.format() in (image.PNG, image.JPEG) and fmt == image.RGB565 else (
        img.to_grayscale(copy=True) if img.format() in (image.PNG, image.JPEG) else img)


for img in (color, gray):
    fmt = img.format()
    for name in ("t.bmp", "t.BMP", "t.png", "t.ppm" if fmt == image.RGB565 else "t.pgm"):
        assert img.save("/flash/" + name) is img
        again = raw("/flash/" + name)
        assert again.format() == fmt and bytes(again) == bytes(img), (name, fmt)
    for name in ("t.jpg", "t.jpeg", "t.JPG"):
        img.save("/flash/" + name, quality=95)
        assert image.Image("/flash/" + name).format() == image.JPEG
        assert img.get_similarity(raw("/flash/" + name)).mean > 0.9
    # Only JPEG and PNG convert.
    raises(OSError, img.save, "/flash/t.raw")
    raises(OSError, img.save, "/flash/t.pgm" if fmt == image.RGB565 else "/flash/t.ppm")
    for name in ("part.bmp", "part.ppm" if fmt == image.RGB565 else "part.pgm"):
        img.save("/flash/" + name, roi=(4, 3, 12, 9))
        part = image.Image("/flash/" + name)
        assert (part.width(), part.height()) == (12, 9) and bytes(part) == bytes(img.copy(roi=(4, 3, 12, 9)))
    # A worse file is smaller.
    img.save("/flash/good.jpg", quality=90).save("/flash/bad.jpg", quality=10)
    assert os.stat("/flash/bad.jpg")[6] < os.stat("/flash/good.jpg")[6]

bits.save("/flash/bits.bmp")
assert bytes(image.Image("/flash/bits.bmp").to_bitmap(copy=True)) == bytes(bits)
bits.save("/flash/bits.png")
assert bytes(image.Image("/flash/bits.png").to_bitmap(copy=True)) == bytes(bits)

# Compressed pictures are written as they are, or decoded.
packed = color.to_jpeg(copy=True, quality=80)
packed.save("/flash/packed")
with open("/flash/packed.jpg", "rb") as f:
    assert f.read() == bytes(packed)
packed.save("/flash/unpacked.png")
assert image.Image("/flash/unpacked.png").to_rgb565(copy=True).get_similarity(color).mean > 0.8
raises(OSError, packed.save, "/flash/unpacked.bmp")
raises(OSError, bits.save, "/flash/bits.ppm")
packed = color.to_png(copy=True)
packed.save("/flash/packed")
assert bytes(image.Image("/flash/packed.png")) == bytes(packed)
assert bytes(image.Image("/flash/packed.png").to_rgb565(copy=True)) == bytes(color)
color.save("/flash/none")
assert bytes(image.Image("/flash/none.bmp")) == bytes(color)
bayer = image.Image(6, 4, image.BAYER)
bayer.set_pixel((1, 1), 77)
bayer.save("/flash/sensor")
with open("/flash/sensor.raw", "rb") as f:
    data = f.read()
assert data == bytes(bayer) == bytes(image.Image(6, 4, image.BAYER, buffer=data))
raises(OSError, image.Image, "/flash/sensor.raw")
raises(OSError, bayer.save, "/flash/sensor.bmp")
raises(OSError, color.save, "/no-such-folder/x.bmp")
raises(OSError, color.save, "/flash/x.bmp", roi=(50, 50, 2, 2))
raises(OSError, color.save, "/flash/x.jpg", quality=101)
with open("/flash/broken.png", "wb") as f:
    f.write(b"\x89PNG\r\n\x1a\nnothing")
raises(OSError, image.Image, "/flash/broken.png")
raises(OSError, color.draw_image, "/flash/broken.png")
assert color.copy().clear().draw_image("/flash/none.bmp").get_similarity(color).min > 0.99
print("OK")
