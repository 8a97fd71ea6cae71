# The other sensors of an AE3: tof, fir, imu, audio.
import audio
import csi
import fir
import image
import imu
import time
import tof


def near(a, b, limit):
    assert abs(a - b) <= limit, (a, b)


# Nothing new a moment after a frame: a computer that stood still between the two may have missed that moment.
def too_early(kind, read):
    for i in range(200):
        read()
        try:
            read(timeout=1)
        except kind:
            return True
    return False


# tof
for early in (tof.type, tof.width, tof.height, tof.refresh, tof.read_depth, tof.snapshot):
    raises(RuntimeError, early)
raises(RuntimeError, tof.init, 7)
tof.init()
assert (tof.type(), tof.width(), tof.height(), tof.refresh()) == (tof.TOF_VL53LX, 8, 8, 15)
began = time.ticks_ms()
for i in range(5):  # the first may have waited, and the second be due
    depth, least, most = tof.read_depth()
assert time.ticks_diff(time.ticks_ms(), began) > 180
assert len(depth) == 64 and min(depth) == least and max(depth) == most
assert all(isinstance(d, float) and 0 <= d <= 4000 and d == int(d) for d in depth)
assert too_early(RuntimeError, tof.read_depth)
raises(TypeError, tof.read_depth, 1)


def distance(a, b, at):
    return sum(abs(a[i] - b[at(i)]) for i in range(64))


# A frame that follows at once, mirrored or transposed, fits when it is turned back.
def fits(at, **how):
    for i in range(20):
        before = tof.read_depth()[0]
        turned = tof.read_depth(**how)[0]
        if distance(before, turned, at) < distance(before, turned, lambda i: i) * 0.7:
            return True
    return False


assert fits(lambda i: i ^ 7, hmirror=True)
assert fits(lambda i: i ^ 56, vflip=True)
assert fits(lambda i: (i % 8) * 8 + i // 8, transpose=True)
ramp = [float(i) for i in range(64)]
img = image.Image(16, 16, image.GRAYSCALE)
assert tof.draw_depth(img, ramp, x_scale=2, y_scale=2, color_palette=None, scale=(0, 63)) is None
assert img.get_pixel((0, 0)) == 0 and img.get_pixel((15, 15)) == 255
near(img.get_pixel((6, 8)), (4 * 8 + 3) * 255 / 63, 1)
tof.draw_depth(img, ramp, x=8, y=8, color_palette=None, scale=(0, 31.5))
assert img.get_pixel((15, 12)) == img.get_pixel((9, 15)) == 255
raises(ValueError, tof.draw_depth, img, [1.0] * 63)
raises(RuntimeError, tof.draw_depth, img, ramp, alpha=300)
shot = tof.snapshot(x_scale=4, y_scale=4)
assert (shot.width(), shot.height(), shot.format()) == (32, 32, image.RGB565)
gray = tof.snapshot(pixformat=image.GRAYSCALE, color_palette=None, hint=image.BILINEAR, x_scale=5, y_scale=3)
assert (gray.width(), gray.height(), gray.format()) == (40, 24, image.GRAYSCALE)
raises(ValueError, tof.snapshot, pixformat=image.BINARY)
assert tof.snapshot(copy_to_fb=True).width() == 8
assert image.PALETTE_DEPTH == 2
tof.reset()
raises(RuntimeError, tof.read_depth)

# fir: only the AMG8833 has a driver here
assert fir.FIR_AMG8833 == 1
raises(AttributeError, lambda: fir.FIR_MLX90640)
raises(AttributeError, lambda: fir.FIR_SHIELD)
raises(ValueError, fir.read_ir)
raises(ValueError, fir.init, 2)
fir.init(fir.FIR_AMG8833, refresh=64, resolution=19)
assert (fir.type(), fir.width(), fir.height(), fir.refresh(), fir.resolution()) == (1, 8, 8, 10, 12)
ta, ir, least, most = fir.read_ir()
near(ta, fir.read_ta(), 0.1)
assert len(ir) == 64 and (min(ir), max(ir)) == (least, most) and 10 < least <= most < 60
assert all(t * 4 == int(t * 4) for t in ir)
assert too_early(ValueError, fir.read_ir)
img = image.Image(8, 8, image.RGB565)
assert fir.draw_ir(img, ramp, scale=(0, 63)) is None
assert img.get_pixel((7, 7), rgbtuple=True)[0] > 240
raises(ValueError, fir.draw_ir, img, ramp, rgb_channel=3)
assert fir.snapshot(x_scale=2).size() == 16 * 16 * 2
fir.deinit()
raises(ValueError, fir.width)

# imu: it stands upright and still
x, y, z = imu.acceleration_mg()
near(x, 0, 12)
near(y, -1000, 12)
near(z, 0, 12)
assert all(abs(r) < 700 for r in imu.angular_rate_mdps())
near(imu.temperature_c(), 30, 1)
near((imu.roll() + 180) % 360, 180, 2)
near(imu.pitch(), 0, 2)
assert imu.__read_reg(0x0F) == 0x6A
assert imu.__read_reg(0x10) == 0x3C
imu.sleep(True)
assert imu.__read_reg(0x10) == 0x0C
last = imu.acceleration_mg()
time.sleep_ms(50)
assert imu.acceleration_mg() == last
imu.sleep(False)
assert imu.__write_reg(0x0A, 5) is None and imu.__read_reg(0x0A) == 5
imu.__write_reg(0x0F, 1)
raw = bytearray(2)
assert imu.__read_reg(0x2A, raw) is None
near((((raw[0] | raw[1] << 8) ^ 0x8000) - 0x8000) * 0.244, -1000, 12)

# audio
raises(RuntimeError, audio.start_streaming, None)
raises(ValueError, audio.init, frequency=44100)
raises(ValueError, audio.init, channels=2)
raises(ValueError, audio.init, samples=100)
raises(ValueError, audio.init, samples=1024)
for buffers in (1 << 40, 1 << 59, (1 << 62) - 1):
    raises(MemoryError, audio.init, samples=16, buffers=buffers)
audio.init(samples=256, frequency=16000, overflow=False)
raises(RuntimeError, audio.get_buffer)
seen = []


def heard(buf):
    assert isinstance(buf, bytearray)
    seen.append(len(buf))


started = time.ticks_us()
audio.start_streaming(heard)
raises(RuntimeError, audio.get_buffer)
while len(seen) < 18:
    time.sleep_ms(1)
audio.stop_streaming()
count = len(seen)
blocks = time.ticks_diff(time.ticks_us(), started) / 16000
assert count <= blocks + 1 and all(n == 512 for n in seen), (seen, blocks)
time.sleep_ms(50)
assert len(seen) == count
started = time.ticks_us()
audio.start_streaming(None)
block = audio.get_buffer()
assert block is None or time.ticks_diff(time.ticks_us(), started) >= 16000
loud = 0
for i in range(63):  # a second, of which 0.6 are voiced
    block = audio.get_buffer(timeout=10000)
    assert len(block) == 512
    for j in range(0, 512, 2):
        loud = max(loud, ((block[j] | block[j + 1] << 8) ^ 0x8000) - 0x8000)
assert 1000 < loud < 20000, loud
audio.stop_streaming()
audio.init(buffers=2, samples=16)
audio.start_streaming(None)
time.sleep_ms(50)
raises(RuntimeError, audio.get_buffer)
audio.init(buffers=2, samples=16, overflow=False)
audio.start_streaming(None)
time.sleep_ms(50)
assert len(audio.get_buffer()) == 32
print("OK")
