# SPDX-License-Identifier: MIT
"""YOLO models whose cells tell boxes by anchors."""

from ml.utils import _output, _window, dequantize, sigmoid
from ulab import numpy as np

# Width and height as parts of the picture.
_ANCHORS = (
    (0.076023, 0.258508),
    (0.163031, 0.413531),
    (0.234769, 0.702585),
    (0.427054, 0.715892),
    (0.748154, 0.857092),
)


class YoloV2:
    """anchors: width and height in cells."""

    def __init__(self, threshold=0.6, anchors=None, nms_threshold=0.1, nms_sigma=0.1):
        self.threshold = threshold
        self.anchors = anchors
        self.nms_threshold = nms_threshold
        self.nms_sigma = nms_sigma

    def _scores(self, objects, classes):
        raised = np.exp(classes - np.max(classes, axis=1, keepdims=True))
        return objects * raised / np.sum(raised, axis=1, keepdims=True)

    def __call__(self, model, inputs, outputs):
        nms = _window(model, inputs)
        count = len(_ANCHORS if self.anchors is None else self.anchors)
        if not count:
            raise ValueError("Expected anchors")
        _, rows, columns, depth = _output(
            model,
            0,
            "(1, h, w, %d anchors * (5 + classes))" % count,
            lambda s: len(s) == 4 and s[0] == 1 and s[3] % count == 0 and s[3] // count > 5,
        )
        anchors = self.anchors
        if anchors is None:
            anchors = [(w * columns, h * rows) for w, h in _ANCHORS]
        fields = depth // count
        table = dequantize(model, outputs[0], 0).reshape((rows * columns * count, fields))
        scores = self._scores(sigmoid(table[:, 4:5]), table[:, 5:])
        found = np.nonzero(np.max(scores, axis=1) > self.threshold)[0]
        cell_w, cell_h = nms.window_w / columns, nms.window_h / rows
        for i in found:
            cell, anchor = divmod(i, count)
            place = sigmoid(table[i, :2])
            size = np.exp(table[i, 2:4])
            x = (cell % columns + place[0]) * cell_w
            y = (cell // columns + place[1]) * cell_h
            w = anchors[anchor][0] * size[0] * cell_w / 2
            h = anchors[anchor][1] * size[1] * cell_h / 2
            label = np.argmax(scores[i])
            nms.add_bounding_box(x - w, y - h, x + w, y + h, scores[i, label], label)
        return nms.get_bounding_boxes(self.nms_threshold, self.nms_sigma) or ()


class YoloLC(YoloV2):
    """Its classes do not exclude each other."""

    def _scores(self, objects, classes):
        return objects * sigmoid(classes)
