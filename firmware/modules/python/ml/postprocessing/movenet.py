# SPDX-License-Identifier: MIT
"""MoveNet: the joints of one person, as (y, x, how sure), parts of the picture."""

from ml.utils import _only, _output, _Reader, _window, dequantize
from ulab import numpy as np


class MoveNet(_Reader):
    def __call__(self, model, inputs, outputs):
        _output(model, 0, "(1, 1, joints, 3)", lambda s: s[-1] == 3)
        out = dequantize(model, outputs[0], 0)
        table = out.reshape((out.size // 3, 3))
        score = np.mean(table[:, 2])
        if not score >= self.threshold:
            return ()
        nms = _window(model, inputs)
        points = np.zeros(table.shape)
        points[:, 0] = table[:, 1] * nms.window_w
        points[:, 1] = table[:, 0] * nms.window_h
        points[:, 2] = table[:, 2]
        low, high = np.min(points, axis=0), np.max(points, axis=0)
        nms.add_bounding_box(low[0], low[1], high[0], high[1], score, 0, keypoints=points)
        return _only(nms.get_bounding_boxes(self.nms_threshold, self.nms_sigma))
