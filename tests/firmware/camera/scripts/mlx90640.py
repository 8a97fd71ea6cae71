# The thermal array of a Pure Thermal or RT1062; what an AE3 has and they do not.
import fir
import image

assert fir.FIR_SHIELD == fir.FIR_MLX90621 == 1
assert (fir.FIR_MLX90640, fir.FIR_MLX90641, fir.FIR_AMG8833) == (2, 3, 4)
raises(ValueError, fir.init, fir.FIR_AMG8833)
fir.init()
assert (fir.type(), fir.width(), fir.height()) == (fir.FIR_MLX90640, 32, 24)
assert (fir.refresh(), fir.resolution()) == (32, 19)
fir.init(refresh=50, resolution=3)
assert (fir.refresh(), fir.resolution()) == (32, 16)
fir.init(refresh=64)
assert fir.refresh() == 64
ta, ir, least, most = fir.read_ir(transpose=True)
assert len(ir) == 768
img = image.Image(24, 32, image.GRAYSCALE)
fir.draw_ir(img, ir, color_palette=None)
assert img.get_statistics().min == 0 and img.get_statistics().max == 255
assert fir.snapshot(transpose=True).width() == 24
assert fir.snapshot(x_scale=2, roi=(0, 0, 10, 5)).height() == 10
for name in ("tof", "imu", "audio"):
    raises(ImportError, __import__, name)
raises(ValueError, fir.snapshot, color_palette=2)
print("OK")
