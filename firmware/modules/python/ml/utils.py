# SPDX-License-Identifier: MIT
"""What the readers of model outputs have in common, and drawing of what they found."""

import math
from ulab import numpy as np


def logit(x):
    return np.log(x / (1 - x))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def threshold(scores, threshold, scale, find_max=False, find_max_axis=1):
    """Where scores, as the tensor has them, are better; a negative scale turns their order."""
    better = np.max if scale >= 0 else np.min
    if find_max:
        scores = better(scores, axis=find_max_axis)
    return np.nonzero(scores > threshold if scale >= 0 else scores < threshold)[0]


def quantize(model, value, index=0):
    if model.output_dtype[index] == "f":
        return value
    return value / model.output_scale[index] + model.output_zero_point[index]


def dequantize(model, value, index=0):
    if model.output_dtype[index] == "f":
        return value
    return (value - float(model.output_zero_point[index])) * model.output_scale[index]


def _overlap(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / (a[2] * a[3] + b[2] * b[3] - w * h)


class _Box:
    def __init__(self, rect, score, label, keypoints):
        self.rect = rect
        self.score = score
        self.label = label
        self.keypoints = keypoints


class NMS:
    """Soft suppression: boxes lose score by how much a better one covers them."""

    def __init__(self, window_w, window_h, roi):
        if roi[2] < 1 or roi[3] < 1:
            raise ValueError("Invalid ROI dimensions!")
        self.window_w = window_w
        self.window_h = window_h
        self.roi = roi
        self._boxes = []

    def add_bounding_box(self, xmin, ymin, xmax, ymax, score, label_index, keypoints=None):
        if not 0 <= score <= 1:
            return
        x0 = min(max(xmin, 0), self.window_w)
        y0 = min(max(ymin, 0), self.window_h)
        w = int(min(max(xmax, 0), self.window_w) - x0)
        h = int(min(max(ymax, 0), self.window_h) - y0)
        if w > 0 and h > 0:
            self._boxes.append(_Box([int(x0), int(y0), w, h], score, label_index, keypoints))

    def _suppressed(self, limit, sigma):
        left = list(self._boxes)
        kept = []
        while left:
            best = max(left, key=lambda box: box.score)
            left.remove(best)
            kept.append(best)
            for box in left:
                cover = _overlap(best.rect, box.rect)
                if sigma > 0:
                    box.score *= math.exp(-cover * cover / sigma)
            left = [box for box in left if box.score >= limit and box.score > 0]
        return kept

    def get_bounding_boxes(self, threshold=0.1, sigma=0.1):
        kept = self._suppressed(threshold, sigma)
        if not kept:
            return []
        # The window is the middle of the region.
        x, y, w, h = self.roi
        scale = min(w / self.window_w, h / self.window_h)
        dx = x + (w - self.window_w * scale) / 2
        dy = y + (h - self.window_h * scale) / 2
        classes = [[] for _ in range(max(box.label for box in kept) + 1)]
        for box in kept:
            bx, by, bw, bh = box.rect
            rect = [int(bx * scale + dx), int(by * scale + dy), int(bw * scale), int(bh * scale)]
            if box.keypoints is None:
                classes[box.label].append((rect, box.score))
                continue
            points = box.keypoints.copy()
            points[:, 0] = points[:, 0] * scale + dx
            points[:, 1] = points[:, 1] * scale + dy
            classes[box.label].append((rect, box.score, points))
        return classes


def draw_predictions(
    image,
    boxes,
    labels,
    colors,
    scores=None,
    format="pascal_voc",
    font_width=8,
    font_height=10,
    text_color=(255, 255, 255),
):
    boxes = list(boxes)
    for name, given in (("labels", labels), ("colors", colors), ("scores", scores)):
        if given is not None and len(given) < len(boxes):
            raise ValueError("Expected %d %s, one for each box, not %d" % (len(boxes), name, len(given)))
    width, height = image.width(), image.height()
    for i, box in enumerate(boxes):
        color = colors[i]
        text = labels[i].upper()
        if scores is not None:
            text += " %d%%" % round(scores[i] * 100)
        if format == "point":
            x, y = int(box[0]), int(box[1])
            image.draw_circle((x, y, 4), color=color)
        else:
            x, y, w, h = box
            if format == "pascal_voc":
                # Corners, as parts of the picture.
                x, y = int(x * width), int(y * height)
                w, h = int(w * width) - x, int(h * height) - y
            image.draw_rectangle((int(x), int(y), int(w), int(h)), color=color)
        top = int(y) - font_height
        image.draw_rectangle((int(x), top, len(text) * font_width, font_height), color=color, fill=True)
        image.draw_string((int(x), top), text, color=text_color)


def draw_keypoints(image, keypoints, radius=4, color=(255, 0, 0), thickness=1, fill=False):
    for point in keypoints:
        x, y = int(point[0]), int(point[1])
        if radius > 0:
            image.draw_circle((x, y, radius), color=color, thickness=thickness, fill=fill)
        elif radius == 0:
            image.set_pixel((x, y), color)


def draw_skeleton(
    image,
    keypoints,
    lines,
    kp_radius=4,
    kp_color=(255, 0, 0),
    kp_thickness=1,
    kp_fill=False,
    line_color=(0, 255, 0),
    line_thickness=1,
):
    draw_keypoints(image, keypoints, kp_radius, kp_color, kp_thickness, kp_fill)
    for start, end in lines:
        a, b = keypoints[start], keypoints[end]
        points = (int(a[0]), int(a[1]), int(b[0]), int(b[1]))
        image.draw_line(points, color=line_color, thickness=line_thickness)


def _size(shape):
    size = 1
    for part in shape:
        size *= part
    return size


def _wrong(what, expected, shape):
    raise ValueError("Expected an %s of the shape %s, the model has %s" % (what, expected, tuple(shape)))


def _output(model, index, expected, fits):
    """The shape of an output; `expected` says in words what `fits` asks for."""
    shapes = model.output_shape
    if index >= len(shapes):
        text = "Expected an output %d of the shape %s, the model has %d outputs"
        raise ValueError(text % (index, expected, len(shapes)))
    if not fits(shapes[index]):
        _wrong("output %d" % index, expected, shapes[index])
    return shapes[index]


def _window(model, inputs):
    """NMS over the model's input picture."""
    shape = model.input_shape[0]
    if len(shape) != 4:
        _wrong("input 0", "(1, h, w, channels)", shape)
    _, h, w, _ = shape
    roi = getattr(inputs[0], "roi", None) or (0, 0, w, h)
    return NMS(w, h, roi)


class _Reader:
    """How sure a model has to be, and what NMS takes."""

    def __init__(self, threshold=0.6, nms_threshold=0.1, nms_sigma=0.1):
        self.threshold = threshold
        self.nms_threshold = nms_threshold
        self.nms_sigma = nms_sigma


def _only(classes):
    """The boxes of a model that knows one class."""
    return classes[0] if classes else ()
