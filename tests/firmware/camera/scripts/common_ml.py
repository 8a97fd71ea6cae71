# ml.Model on small models made by tflite_writer.py, whose answers are known.
import image, math, ml
from ulab import numpy as np


def raises(error, words, call, *args, **kw):
    try:
        call(*args, **kw)
    except error as raised:
        assert words in str(raised), raised
        return
    except Exception as other:
        raise AssertionError("%r instead of %r" % (other, error))
    raise AssertionError("nothing raised, expected %r" % error)


def near(array, values, tolerance=1e-4):
    array = array.flatten().tolist()
    assert len(array) == len(values), (array, values)
    for a, b in zip(array, values):
        assert abs(a - b) <= tolerance, (array, values)


def load(tensors, operators, inputs, outputs, custom=None, **kw):
    with open("/flash/m.tflite", "wb") as file:
        file.write(model(tensors, operators, inputs, outputs, custom))
    return ml.Model("/flash/m.tflite", **kw)


def run(code, given, shape, expected, options={}, constants=(), before=(), tolerance=1e-4):
    """One float operator: constants before and behind the tensor that is given."""
    tensors = list(before) + [Tensor(list(given.shape))] + list(constants) + [Tensor(shape)]
    last = len(tensors) - 1
    m = load(tensors, [(code, list(range(last)), [last], options)], [len(before)], [last])
    out = m.predict([given])[0]
    assert out.shape == tuple(shape), out.shape
    near(out, expected, tolerance)


def ints(*values):
    return Tensor([len(values)], I32, values)


x = np.array(range(1, 10)).reshape((1, 3, 3, 1))
pair = np.array([1, 2, 3, 4]).reshape((1, 2, 2, 1))
row = np.array([[1, -2, 3]])

# Facts about a model
weights = Tensor([2, 3], F32, [1, 0, 0, 1, 1, 1])
m = load(
    [Tensor([1, 3]), weights, Tensor([2], F32, [0.5, -5]), Tensor([1, 2])],
    [(9, [0, 1, 2], [3], {0: ("b", 1)})],
    [0],
    [3],
)
assert m.input_shape == ((1, 3),) and m.output_shape == ((1, 2),) and m.labels is None
assert m.input_dtype == ("f",) and m.output_scale == (1.0,) and m.output_zero_point == (0,)
assert m.len > 200 and m.ram == 20 and m.operators == ["FULLY_CONNECTED"] and m.postprocess is None
assert "output_shape: ((1, 2),)" in str(m)
near(m.predict([row])[0], [1.5, 0])
raises(ValueError, "list", m.predict, row)
raises(ValueError, "shape", m.predict, [row.T])
raises(ValueError, "as many", m.predict, [row, row])
raises(ValueError, "input type", m.predict, [7])
raises(ValueError, "input type", m.predict, [bytes(12)])


def fill(buffer, shape, dtype):
    assert (shape, dtype) == ((1, 3), ord("f"))
    np.frombuffer(buffer, dtype=np.float)[2] = 7


near(m.predict([fill])[0], [0.5, 2])
assert m.predict([row], callback=lambda model, inputs, outputs: (model is m, inputs[0] is row)) == (True, True)
assert load([weights], [], [], [0], postprocess=lambda m, i, o: o[0].tolist()).predict([]) == [[1, 0, 0], [1, 1, 1]]
with open("/flash/m.txt", "w") as file:
    file.write("cat\ndog\n")
assert ml.Model("/flash/m.tflite").labels == ["cat", "dog"]
assert ml.Model("/flash/m.tflite", load_to_fb=True).labels == ["cat", "dog"]

# Windows: 3x3 of ones counts what is around; strides, padding, dilation
ones = Tensor([1, 3, 3, 1], F32, [1] * 9)
run(3, x, [1, 3, 3, 1], [12, 21, 16, 27, 45, 33, 24, 39, 28], {1: ("i", 1), 2: ("i", 1)}, [ones])
run(3, x, [1, 1, 1, 1], [46], {0: ("b", 1), 1: ("i", 1), 2: ("i", 1)}, [ones, Tensor([1], F32, [1])])
run(3, x, [1, 2, 2, 1], [12, 16, 24, 28], {1: ("i", 2), 2: ("i", 2)}, [ones])
corners = {0: ("b", 1), 1: ("i", 1), 2: ("i", 1), 4: ("i", 2), 5: ("i", 2)}
run(3, x, [1, 1, 1, 1], [20], corners, [Tensor([1, 2, 2, 1], F32, [1] * 4)])
two = np.array(range(8)).reshape((1, 2, 2, 2))
taps = Tensor([1, 2, 2, 2], F32, [1, 10] * 4)
run(4, two, [1, 1, 1, 2], [12, 160], {0: ("b", 1), 1: ("i", 1), 2: ("i", 1), 3: ("i", 1)}, [taps])
run(67, pair, [1, 4, 4, 1], [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4],
    {0: ("b", 1), 1: ("i", 2), 2: ("i", 2)}, before=[ints(1, 4, 4, 1), Tensor([1, 2, 2, 1], F32, [1] * 4)])
pool = {0: ("b", 1), 1: ("i", 1), 2: ("i", 1), 3: ("i", 2), 4: ("i", 2)}
run(1, x, [1, 2, 2, 1], [3, 4, 6, 7], pool)
run(17, x, [1, 2, 2, 1], [5, 6, 8, 9], pool)

# Single values, pairs, rows
run(0, row, [1, 3], [11, 0, 6], {0: ("b", 1)}, [Tensor([3], F32, [10, 2, 3])])
run(18, pair, [1, 2, 2, 1], [2, 4, 6, 8], {}, [Tensor([1], F32, [2])])
run(41, row, [1, 3], [0, -3, 2], {}, [Tensor([1], F32, [1])])
run(42, row, [1, 3], [0.5, -1, 1.5], {}, [Tensor([1], F32, [2])])
run(55, row, [1, 3], [1, 0, 3], {}, [Tensor([1], F32, [0])])
run(54, row, [1, 3], [1, -0.5, 3], {}, [Tensor([3], F32, [1, 0.25, 1])])
run(19, row, [1, 3], [1, 0, 3])
run(21, row * 4, [1, 3], [4, 0, 6])
run(98, row, [1, 3], [1, -1, 3], {0: ("f", 0.5)})
run(14, row, [1, 3], [0.731059, 0.119203, 0.952574])
run(28, row, [1, 3], [0.761594, -0.964028, 0.995055])
run(117, row, [1, 3], [0.666667, -0.333333, 3])
e = [math.exp(v) for v in (1, -2, 3)]
run(25, row, [1, 3], [v / sum(e) for v in e], {0: ("f", 1.0)})
run(40, x, [1, 1], [5], {}, [ints(1, 2)])
run(74, x, [1, 3, 1], [12, 15, 18], {}, [ints(1)])
run(82, x, [1, 1, 1, 1], [9], {0: ("B", 1)}, [ints(1, 2)])
m = load([Tensor([1, 3]), ints(-1), Tensor([1], I32), Tensor([1])], [(56, [0, 1], [2], {}), (53, [2], [3], {})], [0], [3])
near(m.predict([row])[0], [2])

# Choices: a bool between, by the condition's value, row or along the first axis
def choose(code, condition, shape, expected):
    tensors = [Tensor([1, 3]), Tensor([1], F32, [0]), Tensor([1, 3], 6), Tensor([1, 3], F32, [7, 8, 9]), Tensor([1, 3])]
    m = load(tensors, [(condition, [0, 1], [2], {}), (code, [2, 0, 3], [4], {})], [0], [4])
    near(m.predict([row])[0], expected)


for code in (64, 123):
    choose(code, 61, [1, 3], [1, 8, 3])
    choose(code, 58, [1, 3], [7, -2, 9])
for code, expected in ((62, [1, 1, 0]), (63, [0, 1, 1]), (71, [0, 1, 0]), (72, [1, 0, 1])):
    tensors = [Tensor([1, 3]), Tensor([1], F32, [1]), Tensor([1, 3], 6), Tensor([1, 3])]
    m = load(tensors, [(code, [0, 1], [2], {}), (53, [2], [3], {})], [0], [3])
    near(m.predict([np.array([[2, 1, 0]])])[0], expected)
logic = {84: [1, 1, 0], 86: [1, 0, 0]}
for code in logic:
    tensors = [Tensor([1, 3]), Tensor([1, 3], F32, [1, 0, 0]), Tensor([1, 3], 6), Tensor([1, 3], 6), Tensor([1, 3], 6)]
    calls = [(53, [0], [2], {}), (53, [1], [3], {}), (code, [2, 3], [4], {}), (87, [4], [2 + 3], {}), (53, [5], [6], {})]
    m = load(tensors + [Tensor([1, 3], 6), Tensor([1, 3])], calls, [0], [6])
    near(m.predict([np.array([[1, 1, 0]])])[0], [1 - v for v in logic[code]])
# of each row, as the older operator takes it; the newer one repeats it as arrays are repeated
for code, expected in ((64, [1, 2, -1, -1]), (123, [1, -1, 3, -1])):
    tensors = [Tensor([2, 2]), Tensor([2], F32, [1, 0]), Tensor([2], 6), Tensor([1], F32, [-1]), Tensor([2, 2])]
    m = load(tensors, [(53, [1], [2], {}), (code, [2, 0, 3], [4], {})], [0], [4])
    near(m.predict([np.array([[1, 2], [3, 4]])])[0], expected)

# What remembers; the numbers are PyTorch's, of nn.LSTM and of a convolution over time
gates = [[1.0, 1.0, -0.625, -0.5], [-0.5, -0.375, -0.5, 0.625], [0.625, 0.875, -0.875, 0.25], [-0.75, -0.625, -0.875, 0.0]]
again = [[0.5, -0.5, -0.625, 0.5], [0.625, 0.125, -0.5, 0.75], [0.25, -0.125, 0.0, 1.0], [-0.125, 0.75, 0.5, 0.875]]
bias = [[-0.75, 0.75], [0.75, 1.0], [-1.0, 0.75], [0.625, 0.25]]
for major in (0, 1):
    shape = [3, 1, 2] if major else [1, 3, 2]
    tensors = [Tensor(shape)] + [Tensor([2, 2], F32, values) for values in gates + again]
    tensors += [Tensor([2], F32, values) for values in bias]
    tensors += [Tensor([1, 2], variable=True), Tensor([1, 2], variable=True), Tensor(shape)]
    places = list(range(9)) + [-1] * 3 + [9, 10, 11, 12] + [-1] * 2 + [13, 14] + [-1] * 4
    m = load(tensors, [(44, places, [15], {0: ("b", 4), 3: ("b", major)})], [0], [15])
    times = np.array([0.5, -1.0, -0.375, -0.875, -0.5, 0.5]).reshape(tuple(shape))
    near(m.predict([times])[0], [-0.141985, 0.020317, -0.20984, 0.341799, -0.259787, 0.596245], 1e-5)
    near(m.predict([times])[0], [-0.30532, 0.47284, -0.319233, 0.655608, -0.315103, 0.736197], 1e-5)
places[9] = 13
raises(RuntimeError, "LSTM", load(tensors, [(44, places, [15], {})], [0], [15]).predict, [times])
features = Tensor([4, 2], F32, [0.75, -0.875, -0.25, 0.0, -0.25, 0.875, -0.75, -0.125])
weights = Tensor([4, 3], F32, [0.0, -0.625, 0.25, -0.125, -0.25, 0.25, -0.25, -0.875, -0.875, -0.75, 0.5, 0.75])
tensors = [Tensor([1, 2]), features, weights, Tensor([2], F32, [-0.5, -0.625]), Tensor([1, 12], variable=True), Tensor([1, 2])]
m = load(tensors, [(27, [0, 1, 2, 3, 4], [5], {0: ("i", 2)})], [0], [5])
for given, expected in (
    ([0.375, 0.125], [-0.480469, -0.861328]),
    ([-0.125, 0.5], [-0.708984, -1.173828]),
    ([0.0, 0.375], [-0.246094, -1.123047]),
    ([-0.875, -0.25], [-0.353516, -0.560547]),
    ([0.25, 0.375], [-0.332031, -0.736328]),
):
    near(m.predict([np.array([given])])[0], expected, 1e-5)
tensors[4] = Tensor([1, 12])
raises(RuntimeError, "SVDF", load(tensors, [(27, [0, 1, 2, 3, 4], [5], {0: ("i", 2)})], [0], [5]).predict, [np.zeros((1, 2))])

# Places
run(22, x, [3, 3], list(range(1, 10)), {}, [ints(3, 3)])
run(2, row, [1, 5], [1, -2, 3, 8, 9], {0: ("i", -1)}, [Tensor([1, 2], F32, [8, 9])])
run(34, pair, [1, 3, 4, 1], [0] * 5 + [1, 2, 0, 0, 3, 4, 0], {}, [Tensor([4, 2], I32, [0, 0, 1, 0, 1, 1, 0, 0])])
run(65, x, [1, 2, 1, 1], [5, 8], {}, [ints(0, 1, 1, 0), ints(1, 2, 1, 1)])
run(45, x, [3], [3, 6, 9], {4: ("i", 13), 0: ("i", 2), 1: ("i", 2)}, [ints(0, 0, -1, 0), ints(1, 3, 3, 1), ints(1, 1, 1, 1)])
run(39, np.array([[1, 2, 3], [4, 5, 6]]), [3, 2], [1, 4, 2, 5, 3, 6], {}, [ints(1, 0)])
run(23, pair, [1, 2, 3, 1], [1, 1.5, 2, 3, 3.5, 4], {2: ("B", 1)}, [ints(2, 3)])
run(23, pair, [1, 1, 4, 1], [1, 1.5, 2, 2], {}, [ints(1, 4)])
run(23, pair, [1, 2, 4, 1], [1, 1.25, 1.75, 2, 3, 3.25, 3.75, 4], {3: ("B", 1)}, [ints(2, 4)])
run(97, pair, [1, 4, 4, 1], [1, 1, 2, 2] * 2 + [3, 3, 4, 4] * 2, {}, [ints(4, 4)])
run(83, row, [1, 2, 3], [1, -2, 3, 7, 8, 9], {0: ("i", 2), 1: ("i", 1)}, [Tensor([1, 3], F32, [7, 8, 9])])
run(36, x, [1, 2, 3, 1], [7, 8, 9, 1, 2, 3], {0: ("i", 1)}, [ints(2, 0)])
run(26, pair, [1, 1, 1, 4], [1, 2, 3, 4], {0: ("i", 2)})
run(5, np.array([1, 2, 3, 4]).reshape((1, 1, 1, 4)), [1, 2, 2, 1], [1, 2, 3, 4], {0: ("i", 2)})
m = load([ints(1), Tensor([1, 4]), Tensor([1, 2]), Tensor([1, 2])], [(49, [0, 1], [2, 3], {})], [1], [2, 3])
assert [o.tolist() for o in m.predict([np.array([[1, 2, 3, 4]])])] == [[[1, 2]], [[3, 4]]]

# int8 with a scale for each channel; what is beyond the range is cut off
quantized = load(
    [
        Tensor([1, 2, 2, 1], I8, None, 0.5, -1),
        Tensor([2, 1, 1, 1], I8, [4, 100], [0.25, 0.5], 0, 0),
        Tensor([2], I32, [8, -4], [0.125, 0.25], 0, 0),
        Tensor([1, 2, 2, 2], I8, None, 2.0, 3),
    ],
    [(3, [0, 1, 2], [3], {1: ("i", 1), 2: ("i", 1)})],
    [0],
    [3],
)
assert quantized.input_dtype == ("b",) and quantized.output_scale == (2.0,)
assert quantized.input_scale == (0.5,) and quantized.input_zero_point == (-1,)


def raw(buffer, shape, dtype):
    assert dtype == ord("b")
    np.frombuffer(buffer, dtype=np.int8)[:] = np.array([-1, 3, 7, 127], dtype=np.int8)  # 0, 2, 4, 64


out = quantized.predict([raw], callback=lambda m, i, o: o[0])
assert out.dtype == np.int8
assert out.flatten().tolist() == [4, 2, 5, 53, 6, 103, 36, 127]  # 1 -1, 3 99, 5 199, 65 3199
near(quantized.predict([raw])[0], [2, -2, 4, 100, 6, 200, 66, 248])
# Arrays of any type hold values, of which as on the board the steps are cut off, not rounded
for kind in (np.float, np.uint8, np.int8, np.int16):
    values = np.array([0, 2, 4, 64], dtype=kind).reshape((1, 2, 2, 1))
    assert quantized.predict([values])[0].tolist() == quantized.predict([raw])[0].tolist()
steps = load([Tensor([3], I8, None, 0.5, -1), Tensor([3], I8, None, 0.5, -1)], [(22, [0], [1], {})], [0], [1])
near(steps.predict([np.array([1.9, -0.3, 100])])[0], [1.5, 0, 64])
assert steps.predict([np.zeros(3)])[0].dtype == np.float

# The boards know no other numbers at the ends of a model than these
long = load([Tensor([1, 2], 16), Tensor([2], 16)], [(22, [0], [1], {})], [0], [1])
assert long.input_dtype == ("H",)
assert long.predict([np.array([[7, 60000]])], callback=lambda m, i, o: (o[0].dtype, o[0].tolist())) == (np.uint16, [7, 60000])
words = [Tensor([1, 3]), Tensor([], I32, [-1]), Tensor([1], I32), Tensor([1])]
raises(ValueError, "output data type int32", load, words, [(56, [0, 1], [2], {})], [0], [2])
raises(ValueError, "input data type int32", load, words, [(53, [2], [3], {})], [2], [3])

# Pictures
gray = image.Image(2, 2, image.GRAYSCALE)
gray[0], gray[3] = 255, 128
same = [Tensor([1, 2, 2, 1], I8, None, 1 / 255, -128), Tensor([1, 2, 2, 1], I8, None, 1 / 255, -128)]
m = load(same, [(22, [0], [1], {})], [0], [1])
near(m.predict([gray])[0], [1, 0, 0, 128 / 255])
m = load([Tensor([1, 2, 2, 3]), Tensor([12])], [(22, [0], [1], {})], [0], [1])
red = image.Image(4, 2, image.RGB565)
red.draw_rectangle((0, 0, 4, 2), color=(255, 0, 0), fill=True)
near(m.predict([red])[0], [1, 0, 0] * 4)
prepare = ml.preprocessing.Normalization(scale=(-1, 1), mean=(0.5, 0, 0), stdev=(2, 1, 1))
near(m.predict([prepare(red)])[0], [0.25, -1, -1] * 4)
red.draw_rectangle((0, 0, 2, 2), color=(0, 0, 255), fill=True)
near(m.predict([ml.preprocessing.Normalization(roi=(0, 0, 2, 2))(red)])[0], [0, 0, 1] * 4)
far = ml.preprocessing.Normalization(roi=(-2, -9, 4, 19))(red)
assert far.roi == (0, 0, 2, 2)
near(m.predict([far])[0], [0, 0, 1] * 4)
raises(ValueError, "outside", ml.preprocessing.Normalization(roi=(4, 0, 2, 2)), red)
raises(ValueError, "image", prepare, 3)

# What cannot run says why
vela = load([Tensor([1]), Tensor([1])], [(32, [0], [1], {})], [0], [1], "ethos-u")
assert vela.operators == ["ethos-u"]
raises(RuntimeError, "Ethos-U", vela.predict, [np.zeros(1)])
raises(RuntimeError, "FancyOp", load([Tensor([1]), Tensor([1])], [(32, [0], [1], {})], [0], [1], "FancyOp").predict, [np.zeros(1)])
raises(RuntimeError, "BUILTIN_120", load([Tensor([1]), Tensor([1])], [(120, [0], [1], {})], [0], [1]).predict, [np.zeros(1)])
raises(RuntimeError, "RESHAPE", load([Tensor([2]), Tensor([3])], [(22, [0], [1], {})], [0], [1]).predict, [np.zeros(2)])
raises(OSError, "", ml.Model, "/flash/none.tflite")
for damage in (b"", b"12345678", b"\x10\0\0\0TFL3" + bytes(40)):
    with open("/flash/bad.tflite", "wb") as file:
        file.write(damage)
    raises(ValueError, "TensorFlow Lite", ml.Model, "/flash/bad.tflite")
raises(OSError, "[Errno 2] ENOENT: /rom/none.tflite", ml.Model, "/rom/none.tflite")
print("OK")
