# What Image has on boards with a distance sensor; options of drawing one picture into another.
import image
import sensor

assert image.PALETTE_DEPTH == 2 and hasattr(image.Image(1, 1, image.GRAYSCALE), "to_depth")
ramp = image.Image(256, 1, image.GRAYSCALE)
for x in range(256):
    ramp[x] = x
near, middle, far = [ramp.to_depth(copy=True).get_pixel((x, 0)) for x in (0, 128, 255)]
assert near[0] > 100 and near[2] == 0 and middle[1] == 255 and far[2] > 100 and far[0] == 0
assert bytes(ramp.to_rgb565(copy=True, color_palette=image.PALETTE_DEPTH)) == bytes(ramp.to_depth(copy=True))
wide = image.Image(4, 4, image.RGB565)
assert wide.to_grayscale().to_depth() is wide and wide.format() == image.RGB565

white = image.Image(2, 2, image.GRAYSCALE).invert()
gray = image.Image(2, 2, image.GRAYSCALE).add(100)
assert gray.copy().draw_image(white, alpha=128).get_pixel((0, 0)) == 178
assert gray.copy().draw_image(white, alpha=128, hint=image.BLACK_BACKGROUND).get_pixel((0, 0)) == 128
# Operations fade their operand to black.
assert gray.copy().add(100, alpha=128).get_pixel((0, 0)) == 150
assert gray.copy().max(255, alpha=128).get_pixel((0, 0)) == 128
assert gray.copy().sub(white, alpha=0).get_pixel((0, 0)) == 100
raises(ValueError, gray.binary, [(0, 50)], to_bitmap=True, zero=True)
raises(ValueError, gray.binary, [(0, 50)], to_bitmap=True, mask=white)
assert gray.copy().binary([(50, 150)], mask=white).get_pixel((0, 0)) == 255
raises(TypeError, gray.mask_circle, (1, 2))

# Pictures in the frame buffer
fb = image.Image(40, 30, image.RGB565, copy_to_fb=True)
assert str(sensor.get_fb()) == str(fb)
fb.draw_circle((20, 15, 8), color=(255, 0, 0), fill=True)
assert sensor.get_fb().get_pixel((20, 15)) == (255, 0, 0)
assert fb.get_pixel((20, 15)) == (255, 0, 0)
fb.save("/flash/fb.jpg", quality=90)
small = fb.copy(x_scale=0.5, copy_to_fb=True)
assert (small.width(), small.height()) == (20, 15) and small.get_pixel((10, 7)) == (255, 0, 0)
# There is one frame buffer: the next picture takes the place of the last.
loaded = image.Image("/flash/fb.jpg", copy_to_fb=True)
assert loaded.format() == image.JPEG and loaded.to_rgb565(copy=True).get_similarity(image.Image("/flash/fb.jpg").to_rgb565(copy=True)).min > 0.99
# It has all the memory of the frame buffer to grow.
grown = image.Image(40, 30, image.GRAYSCALE, copy_to_fb=True).to_rgb565()
assert grown.size() == 2400 and sensor.get_fb().size() == 2400
assert str(sensor.get_fb().crop(x_scale=2)) == str(sensor.get_fb()) and sensor.get_fb().width() == 80
raises(OSError, grown.crop, x_scale=1000, y_scale=1000)
raises(OSError, image.Image, 30000, 30000, image.RGB565, copy_to_fb=True)
print("OK")
