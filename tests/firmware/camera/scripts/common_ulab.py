# ulab: arrays, arithmetic, functions.
import gc
import math
from ulab import numpy as np
from ulab import utils, scipy


def near(array, values, tolerance=1e-4):
    array = array if isinstance(array, (tuple, list)) else array.flatten().tolist()
    assert len(array) == len(values), (array, values)
    for a, b in zip(array, values):
        assert abs(a - b) <= tolerance, (array, values)


# Making
a = np.array([1, 2, 3, 4])
assert str(a) == "array([1.0, 2.0, 3.0, 4.0], dtype=float32)"
assert (a.shape, a.size, a.ndim, a.itemsize, a.dtype) == ((4,), 4, 1, 4, ord("f"))
b = np.array([range(5), range(20, 25), [44, 55, 66, 77, 88]], dtype=np.uint8)
assert str(b) == (
    "array([[0, 1, 2, 3, 4],\n       [20, 21, 22, 23, 24],\n       [44, 55, 66, 77, 88]], dtype=uint8)"
)
assert str(np.array(range(200))) == "array([0.0, 1.0, 2.0, ..., 197.0, 198.0, 199.0], dtype=float32)"
assert str(np.zeros((2, 1, 2), dtype=np.int8)) == "array([[[0, 0]],\n\n       [[0, 0]]], dtype=int8)"
raises(ValueError, np.array, [range(5), range(10)])
raises(TypeError, np.array, [1, None])
assert np.array(b).dtype == np.float and np.asarray(b) is b
assert str(np.arange(10)) == "array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], dtype=int16)"
assert np.arange(2, 10, 3).tolist() == [2, 5, 8]
assert np.arange(0, 1, 0.25).tolist() == [0.0, 0.25, 0.5, 0.75]
assert np.linspace(0, 10, num=5).tolist() == [0.0, 2.5, 5.0, 7.5, 10.0]
assert np.linspace(0, 10, num=5, endpoint=False)[4] == 8
near(np.logspace(0, 2, num=3), [1, 10, 100])
assert np.eye(3, M=4, k=-1, dtype=np.int16).tolist() == [[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]]
assert np.diag(np.array([1, 2])).tolist() == [[1, 0], [0, 2]]
assert np.full((2, 2), 3, dtype=np.uint8).tolist() == [[3, 3], [3, 3]]
assert np.ones(3).tolist() == [1.0, 1.0, 1.0]
joined = np.concatenate((b, b), axis=1)
assert joined.shape == (3, 10) and joined[2, 9] == 88
raises(ValueError, np.concatenate, (a, b))
assert np.frombuffer(bytearray([1, 0, 2, 0]), dtype=np.uint16).tolist() == [1, 2]
shared = bytearray(4)
np.frombuffer(shared, dtype=np.uint8)[1] = 7
assert shared[1] == 7
raises(ValueError, np.frombuffer, bytearray(3), dtype=np.uint16)
# Bytes, too, are shared as on a board, and kept while an array looks at them
fixed = bytes([1, 2])
np.frombuffer(fixed, dtype=np.uint8)[0] = 9
assert fixed == bytes([9, 2])
kept = np.frombuffer(bytes([7] * 1000), dtype=np.uint8)
gc.collect()
rubbish = [bytes([i] * 1000) for i in range(50)]
assert kept.tolist() == [7] * 1000
# but not what may be in read-only memory
constant = memoryview(b"\x01\x02")
np.frombuffer(constant, dtype=np.uint8)[0] = 9
assert constant[0] == 1

# Indexing: views
assert b[1, 2] == 22 and b[-1][0] == 44 and b[1].tolist() == [20, 21, 22, 23, 24]
assert b[:, 1].tolist() == [1, 21, 55] and b[::-1, ::2].tolist()[0] == [44, 66, 88]
view = b[1:, 3:]
view[0] = 9
assert b[1].tolist() == [20, 21, 22, 9, 9]
b[:, 0] = np.array([5, 6, 7])
b[0, 1:3] = [8, 9]
assert b[0].tolist() == [5, 8, 9, 3, 4] and b[2, 0] == 7
assert a[a > 2].tolist() == [3.0, 4.0]
c = a.copy()
c[c < 3] = 0
assert c.tolist() == [0, 0, 3, 4] and a[0] == 1
raises(IndexError, lambda: a[4])
raises(IndexError, lambda: a[0, 0])
assert [x for x in a] == [1.0, 2.0, 3.0, 4.0] and [r.shape for r in b] == [(5,)] * 3
assert b.T.shape == (5, 3) and b.T[4, 0] == 4 and b.transpose().reshape((3, 5)).shape == (3, 5)
assert b.reshape((5, -1)).shape == (5, 3) and len(b) == 3
raises(ValueError, b.reshape, (4, 4))
assert np.array([[1, 2], [3, 4]]).flatten(order="F").tolist() == [1.0, 3.0, 2.0, 4.0]
raw = np.array([1, 2], dtype=np.uint16)
raw.tobytes()[1] = 1
assert raw[0] == 257 and raw.byteswap()[1] == 512 and bytes(raw) == b"\x01\x01\x02\x00"
assert memoryview(raw)[0] == 257
part = memoryview(np.ones(500, dtype=np.uint8)[100:])  # of an array that nobody has any more
gc.collect()
rubbish = [bytearray(b"\xaa" * 16) for i in range(200)]
assert len(part) == 400 and set(part) == {1}

# Arithmetic and types
u8, i8 = np.array([200, 100], dtype=np.uint8), np.array([1, -1], dtype=np.int8)
u16, i16 = np.array([1, 2], dtype=np.uint16), np.array([1, 2], dtype=np.int16)
assert (u8 + u8).tolist() == [144, 200] and (u8 + i8).dtype == np.int16
assert (u8 + u16).dtype == np.uint16 and (u16 + i16).dtype == np.float
assert (u8 * 2).dtype == np.uint8 and (u8 + 300).dtype == np.uint16 and (u8 - 1.0).dtype == np.float
assert (3 * a - 1).tolist() == [2, 5, 8, 11] and (a / 2)[0] == 0.5 and (u8 // 3).tolist() == [66, 33]
assert (a ** 2).tolist() == [1, 4, 9, 16] and (2 ** a)[3] == 16 and (1 - a)[1] == -1
assert str(a > 2) == "array([False, False, True, True], dtype=bool)"
assert (a == 2).tolist() == [False, True, False, False] and (a != a).tolist() == [False] * 4
assert (u8 & 6).tolist() == [0, 4] and (~u8).tolist() == [55, 155] and (-u8)[0] == 56
assert abs(i8).tolist() == [1, 1]
grid = np.array([[1], [2]]) + np.array([10, 20, 30])
assert grid.tolist() == [[11, 21, 31], [12, 22, 32]]
raises(ValueError, lambda: a + np.ones(3))
raises(TypeError, lambda: a + "x")
c = a
c += 1
c *= 2
assert a.tolist() == [4, 6, 8, 10]
raises(TypeError, u8.__iadd__ if hasattr(u8, "__iadd__") else lambda: exec("u8 += 0.5", {"u8": u8}))

# Reductions
m = np.array([[1, 2, 3], [4, 5, 9]])
assert np.sum(m) == 24 and np.mean(m) == 4 and np.min(m) == 1 and np.max(m) == 9
assert np.sum(m, axis=0).tolist() == [5, 7, 12] and np.mean(m, axis=1).tolist() == [2, 6]
assert np.max(m, axis=1, keepdims=True).tolist() == [[3], [9]]
near([np.std(m), np.std(m, ddof=1)], [math.sqrt(40 / 6), math.sqrt(8)])
assert np.argmax(m) == 5 and np.argmin(m, axis=1).tolist() == [0, 0]
assert np.median(m) == 3.5 and np.median(m, axis=0).tolist() == [2.5, 3.5, 6]
assert np.all(m > 0) and not np.any(m > 9) and np.any(m > 4, axis=0).tolist() == [False, True, True]
assert np.sum([1, 2, 3]) == 6 and np.sum(u8) == 300
raises(ValueError, np.sum, m, axis=2)
raises(ValueError, np.max, np.array([]))

# Sorting, picking
s = np.array([[3, 1, 2], [9, 7, 8]], dtype=np.uint8)
assert np.sort(s).tolist() == [[1, 2, 3], [7, 8, 9]] and np.sort(s, axis=None)[5] == 9
assert np.argsort(s, axis=1).tolist() == [[1, 2, 0], [1, 2, 0]] and np.argsort(s).dtype == np.uint16
s.sort(axis=1)
assert s[0].tolist() == [1, 2, 3]
assert np.sort(np.array([np.nan, 1, -1]))[1] == 1
assert np.where(np.array([1, 0, 1]), 5, np.array([1, 2, 3])).tolist() == [5, 2, 5]
assert np.clip(np.array(range(9), dtype=np.uint8), 3, 7).tolist() == [3, 3, 3, 3, 4, 5, 6, 7, 7]
assert np.minimum(a, 7).tolist() == [4, 6, 7, 7] and np.maximum(3, 4) == 4
assert np.nonzero(np.array([[0, 1], [2, 0]]))[1].tolist() == [1, 0]
assert np.take(a, [0, -1]).tolist() == [4, 10] and np.delete(a, 1).tolist() == [4, 8, 10]
assert np.compress([1, 0, 0, 1], a).tolist() == [4, 10]
assert np.roll(a, 1).tolist() == [10, 4, 6, 8] and np.flip(a).tolist() == [10, 8, 6, 4]
assert np.flip(m, axis=1)[0].tolist() == [3, 2, 1] and np.diff(a).tolist() == [2, 2, 2]
assert np.diff(np.array([0, 1, 2, 10, 4], dtype=np.uint8)).tolist() == [1, 1, 8, 250]

# Linear algebra, polynomials, transforms
assert np.dot(m, m.T).tolist() == [[14, 41], [41, 122]] and np.dot(a, a) == 216
assert np.cross(np.array([1, 0, 0]), np.array([0, 1, 0])).tolist() == [0, 0, 1]
q = np.array([[4, 2], [2, 3]])
near(np.dot(np.linalg.inv(q), q), [1, 0, 0, 1])
near([np.linalg.det(q), np.linalg.norm(np.array([3, 4])), np.trace(q)], [8, 5, 7])
near(np.linalg.cholesky(q), [2, 0, 1, math.sqrt(2)])
near(np.sort(np.linalg.eig(q)[0]), [1.438447, 5.561553])
Q, R = np.linalg.qr(q)
near(np.dot(Q, R), [4, 2, 2, 3])
raises(ValueError, np.linalg.inv, np.ones((2, 2)))
raises(ValueError, np.linalg.inv, m)
near(np.polyfit(np.array([0, 1, 2, 3]), np.array([1, 2, 5, 10]), 2), [1, 0, 1], 1e-3)
assert np.polyval([1, 0, 1], np.array([2, 3])).tolist() == [5, 10]
assert np.convolve(np.array([1, 2, 3]), np.array([1, 10])).tolist() == [1, 12, 23, 30]
near(np.interp(np.array([0.5, 1.5, 9]), [0, 1, 2], [0, 10, 20]), [5, 15, 20])
assert np.trapz(np.array([0, 1, 2])) == 2
wave = np.array([math.sin(2 * math.pi * 3 * i / 16) for i in range(16)])
re, im = np.fft.fft(wave)
near([re[3], im[3], im[13]], [0, -8, 8], 1e-3)
near(np.fft.ifft(re, im)[0], wave.tolist())
power = utils.spectrogram(wave)
assert np.argmax(power[:8]) == 3 and abs(power[3] - 8) < 1e-3
out = np.zeros(16)
assert utils.spectrogram(wave, out=out, scratchpad=np.zeros(32), log=True) is out
near([out[3]], [math.log(8)], 1e-3)
raises(ValueError, utils.spectrogram, np.zeros(12))
near(np.exp([0, 1]), [1, math.e])
near([np.sqrt(2), np.log10(1000)], [1.414214, 3])
near(np.arctan2(np.array([1, -1]), 1), [0.785398, -0.785398])
assert np.around(np.array([1.26, 33.33]), decimals=1).tolist() == np.array([1.3, 33.3]).tolist()
square = np.vectorize(lambda x: x * x, otypes=np.uint8)
assert square([1, 2, 3]).tolist() == [1, 4, 9] and np.vectorize(lambda x: x + 1)(2).tolist() == [3.0]
assert np.isfinite(np.array([1, np.inf])).tolist() == [True, False]
assert utils.from_int16_buffer(b"\xff\xff\x01\x00").tolist() == [-1, 1]
assert utils.from_uint16_buffer(b"\xff\xff\x01\x00", byteswap=True).tolist() == [65535, 256]
assert utils.from_int32_buffer(b"\x00\x00\x00\xff\x01\x00\x00\x00", offset=4).tolist() == [1]
assert utils.from_uint32_buffer(b"\x00\x00\x01\x00", out=np.zeros(1))[0] == 65536
near([scipy.special.erf(0.5)], [0.5204999])
near([scipy.optimize.bisect(lambda x: x * x - 2, 0, 5)], [1.414214], 1e-5)
near([scipy.optimize.newton(lambda x: x * x - 2, 1)], [1.414214], 1e-5)
raises(ValueError, scipy.optimize.bisect, lambda x: x * x + 1, 0, 1)
sos = [[0.5, 0.5, 0, 1, 0, 0], [1, 0, 0, 1, -0.5, 0]]
near(scipy.signal.sosfilt(sos, [4, 4, 0]), [2, 5, 4.5])
half, state = scipy.signal.sosfilt(sos, [4], zi=np.zeros((2, 2)))
near(scipy.signal.sosfilt(sos, [4, 0], zi=state)[0], [5, 4.5])
np.set_printoptions(threshold=3, edgeitems=1)
assert str(a) == "array([4.0, ..., 10.0], dtype=float32)" and np.get_printoptions()["threshold"] == 3
np.set_printoptions(threshold=10, edgeitems=3)

# Images
import image

gray = image.Image(3, 2, image.GRAYSCALE)
gray.set_pixel((2, 1), 200)
pixels = gray.to_ndarray("B")
assert pixels.shape == (2, 3) and pixels[1, 2] == 200 and pixels.dtype == np.uint8
assert gray.to_ndarray("b")[1, 2] == 72 and gray.to_ndarray("b")[0, 0] == -128
assert gray.to_ndarray("f")[1, 2] == 200.0
room = bytearray(6)
gray.to_ndarray("B", buffer=room)
assert room[5] == 200
color = image.Image(2, 2, image.RGB565)
color.set_pixel((1, 0), (255, 0, 255))
assert color.to_ndarray("B")[0, 1].tolist() == [255, 0, 255]
raises(ValueError, gray.to_ndarray, "H")
raises(ValueError, image.Image(8, 8, image.BINARY).to_ndarray, "B")
back = image.Image(gray.to_ndarray("f") + 300 * np.eye(2, M=3))
assert back.format() == image.GRAYSCALE and [r for r in back] == [[255, 0, 0], [0, 255, 200]]
again = image.Image(color.to_ndarray("f"))
assert again.format() == image.RGB565 and bytes(again) == bytes(color)
raises(ValueError, image.Image, pixels)
raises(ValueError, image.Image, np.zeros((2, 2, 2)))
print("OK")
