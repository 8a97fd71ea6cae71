# SPDX-License-Identifier: MIT
"""A TensorFlow Lite graph, put together operator by operator."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/firmware/camera/scripts"))
import tflite_writer as w  # noqa: E402

ADD, CONCATENATION, CONV, DEQUANTIZE, DENSE, LOGISTIC, MUL, RELU, RESHAPE, SOFTMAX, TRANSPOSE, SUB, DIV, SLICE, LOG, SUM = (
    0, 2, 3, 6, 9, 14, 18, 19, 22, 25, 39, 41, 42, 65, 73, 74)  # fmt: skip
QUANTIZE = 114


class Graph:
    def __init__(self):
        self.tensors = []
        self.calls = []

    def tensor(self, shape, kind=w.F32, data=None, scale=None, zero=0):
        self.tensors.append(w.Tensor(shape, kind, data, scale, zero))
        return len(self.tensors) - 1

    def call(self, code, inputs, shape, options=None, **quantized):
        out = self.tensor(shape, **quantized)
        self.calls.append((code, inputs, [out], options or {}))
        return out

    def shape(self, index):
        return self.tensors[index].shape

    def constant(self, shape, values):
        """Floats, kept with 16 bits."""
        return self.call(DEQUANTIZE, [self.tensor(shape, w.F16, values)], shape)

    def ints(self, values):
        return self.tensor([len(values)], w.I32, values)

    def convolution(self, x, layer, stride, activation):
        count, side = layer["shape"][0], self.shape(x)[1] // stride
        inputs = [x, self.constant(layer["shape"], layer["kernel"]), self.constant([count], layer["bias"])]
        return self.call(CONV, inputs, [1, side, side, count],
                         {0: ("b", 0), 1: ("i", stride), 2: ("i", stride), 3: ("b", activation)})

    def part(self, x, begin, size):
        return self.call(SLICE, [x, self.ints(begin), self.ints(size)], size)

    def pair(self, code, a, b):
        return self.call(code, [a, b], self.shape(a))

    def written(self, given, wanted, description):
        return w.model(self.tensors, self.calls, [given], [wanted], description=description)
