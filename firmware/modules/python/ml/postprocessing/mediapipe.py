# SPDX-License-Identifier: MIT
"""MediaPipe's models: faces, palms and their landmarks."""

from ml.postprocessing.movenet import MoveNet
from ml.utils import _only, _output, _Reader, _size, _window, dequantize, sigmoid
from ulab import numpy as np


def _anchors(grids):
    """Middles of cells, as parts of the picture: (cells a side, boxes a cell)."""
    out = np.zeros((sum(side * side * boxes for side, boxes in grids), 2))
    i = 0
    for side, boxes in grids:
        for cell in range(side * side):
            out[i : i + boxes, 0] = (cell % side + 0.5) / side
            out[i : i + boxes, 1] = (cell // side + 0.5) / side
            i += boxes
    return out


def _flat(model, outputs, index):
    out = dequantize(model, outputs[index], index)
    return out.reshape((out.size,))


def _points(model, outputs):
    """Of landmarks: x, y, z of each."""
    _output(model, 0, "(1, points * 3)", lambda s: _size(s) % 3 == 0)
    return _flat(model, outputs, 0)


def _number(model, outputs, index):
    _output(model, index, "(1, 1)", lambda s: _size(s) == 1)
    return _flat(model, outputs, index)[0]


class _Blaze:
    """Boxes and points by their distance from anchors. Large grids come first."""

    _GRIDS = ()

    def __init__(self, threshold=0.6, anchors=None, nms_threshold=0.1, nms_sigma=0.1):
        self.threshold = threshold
        self.anchors = _anchors(self._GRIDS) if anchors is None else anchors
        self.nms_threshold = nms_threshold
        self.nms_sigma = nms_sigma

    def _pairs(self, model):
        """(scores, boxes) of each grid: a score for each box."""
        sizes = {i: (_size(shape), shape[-1]) for i, shape in enumerate(model.output_shape)}
        # Middle, size, points: two numbers each.
        boxes = [i for i in sizes if sizes[i][1] >= 4 and sizes[i][1] % 2 == 0]
        pairs = []
        for i in sizes:
            rows = sizes[i][0]
            match = [b for b in boxes if sizes[b][0] == rows * sizes[b][1]]
            if sizes[i][1] == 1 and match:
                pairs.append((rows, i, match[0]))
        count = len(self.anchors)
        if sum(pair[0] for pair in pairs) != count:
            text = "Expected outputs of the shapes (1, boxes, 1) and (1, boxes, 4 + 2 * points)"
            text += " for %d boxes, the model has %s"
            raise ValueError(text % (count, str(model.output_shape)))
        return sorted(pairs, reverse=True)

    def __call__(self, model, inputs, outputs):
        nms = _window(model, inputs)
        first = 0
        for rows, scores, boxes in self._pairs(model):
            self._add(nms, model, outputs, scores, boxes, self.anchors[first : first + rows])
            first += rows
        return _only(nms.get_bounding_boxes(self.nms_threshold, self.nms_sigma))

    def _add(self, nms, model, outputs, scores, boxes, anchors):
        w, h = nms.window_w, nms.window_h
        values = sigmoid(_flat(model, outputs, scores))
        depth = model.output_shape[boxes][-1]
        table = dequantize(model, outputs[boxes], boxes).reshape((len(values), depth))
        for i in np.nonzero(values > self.threshold)[0]:
            row = table[i]
            ax, ay = anchors[i, 0] * w, anchors[i, 1] * h
            x, y, half_w, half_h = row[0] + ax, row[1] + ay, row[2] / 2, row[3] / 2
            points = np.zeros(((depth - 4) // 2, 2))
            points[:, 0] = row[4::2] + ax
            points[:, 1] = row[5::2] + ay
            nms.add_bounding_box(
                x - half_w, y - half_h, x + half_w, y + half_h, values[i], 0, keypoints=points
            )


class BlazeFace(_Blaze):
    _GRIDS = ((16, 2), (8, 6))


class BlazePalm(_Blaze):
    _GRIDS = ((24, 2), (12, 6))


class _Landmarks(_Reader):
    def _found(self, model, inputs, points, score, label):
        if not score >= self.threshold:
            return ()
        nms = _window(model, inputs)
        table = points.reshape((points.size // 3, 3))
        low, high = np.min(table, axis=0), np.max(table, axis=0)
        nms.add_bounding_box(low[0], low[1], high[0], high[1], score, label, keypoints=table)
        return nms.get_bounding_boxes(self.nms_threshold, self.nms_sigma) or ()


class FaceLandmarks(_Landmarks):
    """Outputs: x, y, z of each point, in pixels; how sure, as a logit."""

    def __call__(self, model, inputs, outputs):
        score = sigmoid(_number(model, outputs, 1))
        return _only(self._found(model, inputs, _points(model, outputs), score, 0))


class HandLandmarks(_Landmarks):
    """Outputs: x, y, z of each point, in pixels; how sure; how much a right hand.

    A list for left hands, then one for right hands."""

    def __call__(self, model, inputs, outputs):
        score = _number(model, outputs, 1)
        label = 1 if _number(model, outputs, 2) > 0.5 else 0
        return self._found(model, inputs, _points(model, outputs), score, label)
