# SPDX-License-Identifier: MIT
"""Model: a TensorFlow Lite file."""

import image
import uml
from ml.preprocessing import Normalization
from ml.utils import dequantize
from ulab import numpy as np

_FACTS = ("shape", "dtype", "scale", "zero_point")
_ENOENT = const(2)
_SIZES = {"f": 4, "h": 2, "H": 2, "b": 1, "B": 1}


def _labels(path):
    end = path.rfind(".")
    try:
        with open((path if end < 0 else path[:end]) + ".txt") as file:
            return [line.rstrip("\r\n") for line in file]
    except OSError:
        return None


class Model:
    def __init__(self, path, load_to_fb=False, postprocess=None):
        try:
            self._core = uml.Model(path)
        except OSError as e:
            if e.errno != _ENOENT:
                raise
            raise OSError(_ENOENT, path)  # a board does not say which
        self.len = self._core.len
        self.ram = self._core.ram
        for side in ("input", "output"):
            for fact in _FACTS:
                name = side + "_" + fact
                setattr(self, name, getattr(self._core, name))
        self.operators = self._core.operators
        self.labels = _labels(path)
        self.postprocess = postprocess

    def __repr__(self):
        return str(self._core)

    def _raw(self, index, item):
        """An array of values, or the tensor's bytes."""
        if isinstance(item, np.ndarray):
            return item
        if not callable(item):
            raise ValueError("Unsupported input type")
        shape, dtype = self.input_shape[index], self.input_dtype[index]
        size = _SIZES[dtype]
        for part in shape:
            size *= part
        tensor = bytearray(size)
        item(tensor, shape, ord(dtype))
        return tensor

    def predict(self, inputs, *, callback=None):
        if not isinstance(inputs, list):
            raise ValueError("Expected a list of inputs")
        given = [Normalization()(i) if isinstance(i, image.Image) else i for i in inputs]
        if len(given) != len(self.input_shape):
            raise ValueError("Expected as many inputs as the model has")
        outputs = self._core.run([self._raw(n, item) for n, item in enumerate(given)])
        reader = callback or self.postprocess
        if reader:
            return reader(self, given, outputs)
        return [np.array(dequantize(self, out, n)) for n, out in enumerate(outputs)]
