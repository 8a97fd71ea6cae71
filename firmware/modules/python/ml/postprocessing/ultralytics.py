# SPDX-License-Identifier: MIT
"""YOLOv5 and YOLOv8: a list of boxes, as parts of the picture."""

from ml.utils import _output, _Reader, _size, _window, dequantize
from ulab import numpy as np


class _Yolo(_Reader):
    def __call__(self, model, inputs, outputs):
        nms = _window(model, inputs)
        shape = _output(model, 0, self._SHAPE, self._fits)[-2:]
        table = dequantize(model, outputs[0], 0).reshape(shape)
        boxes, scores = self._parts(table)
        for i in np.nonzero(np.max(scores, axis=1) > self.threshold)[0]:
            x, y, w, h = boxes[i]
            label = np.argmax(scores[i])
            nms.add_bounding_box(
                (x - w / 2) * nms.window_w,
                (y - h / 2) * nms.window_h,
                (x + w / 2) * nms.window_w,
                (y + h / 2) * nms.window_h,
                scores[i, label],
                label,
            )
        return nms.get_bounding_boxes(self.nms_threshold, self.nms_sigma) or ()


class YoloV5(_Yolo):
    """A row a box: middle, size, objectness, classes."""

    _SHAPE = "(1, boxes, 5 + classes)"

    def _fits(self, shape):
        return len(shape) > 1 and _size(shape[:-2]) == 1 and shape[-1] > 5

    def _parts(self, table):
        return table[:, :4], table[:, 5:] * table[:, 4:5]


class YoloV8(_Yolo):
    """A column a box: middle, size, classes."""

    _SHAPE = "(1, 4 + classes, boxes)"

    def _fits(self, shape):
        return len(shape) > 1 and _size(shape[:-2]) == 1 and shape[-2] > 4

    def _parts(self, table):
        return table[:4].T, table[4:].T
