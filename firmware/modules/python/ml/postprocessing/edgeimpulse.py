# SPDX-License-Identifier: MIT
"""FOMO: for each cell, how likely each class is there; the first class is nothing."""

from ml.utils import _output, _window, dequantize
from ulab import numpy as np


class Fomo:
    def __init__(
        self, threshold=0.4, w_scale=1.414214, h_scale=1.414214, nms_threshold=0.1, nms_sigma=0.001
    ):
        self.threshold = threshold
        self.w_scale = w_scale
        self.h_scale = h_scale
        self.nms_threshold = nms_threshold
        self.nms_sigma = nms_sigma

    def __call__(self, model, inputs, outputs):
        nms = _window(model, inputs)
        _, rows, columns, classes = _output(
            model, 0, "(1, h, w, classes)", lambda s: len(s) == 4 and s[0] == 1
        )
        scores = dequantize(model, outputs[0], 0).reshape((rows * columns, classes))
        cell_w, cell_h = nms.window_w / columns, nms.window_h / rows
        w, h = cell_w * self.w_scale / 2, cell_h * self.h_scale / 2
        for label in range(1, classes):
            for i in np.nonzero(scores[:, label] > self.threshold)[0]:
                x, y = (i % columns + 0.5) * cell_w, (i // columns + 0.5) * cell_h
                nms.add_bounding_box(x - w, y - h, x + w, y + h, scores[i, label], label)
        return nms.get_bounding_boxes(self.nms_threshold, self.nms_sigma) or ()
