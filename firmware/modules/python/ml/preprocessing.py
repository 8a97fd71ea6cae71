# SPDX-License-Identifier: MIT
"""How a picture becomes a tensor."""

import image
from ulab import numpy as np


def _inside(roi, width, height):
    """What the picture has of the region; readers of outputs map boxes back to that."""
    if roi is None:
        return (0, 0, width, height)
    x, y = max(roi[0], 0), max(roi[1], 0)
    w, h = min(roi[0] + roi[2], width) - x, min(roi[1] + roi[3], height) - y
    if w < 1 or h < 1:
        raise ValueError("The ROI is outside of the image")
    return (x, y, w, h)


class Normalization:
    """scale: what the values 0 and 255 become. mean and stdev: of each channel, then."""

    def __init__(self, scale=(0.0, 1.0), mean=(0.0, 0.0, 0.0), stdev=(1.0, 1.0, 1.0), roi=None):
        self.scale = scale
        self.mean = mean
        self.stdev = stdev
        self.roi = roi
        self._image = None

    def __call__(self, *args):
        if len(args) == 1:
            return self._bound(args[0])
        if self._image is None or len(args) != 3:
            raise ValueError("Expected an image")
        return self._fill(*args)

    def _bound(self, picture):
        if not isinstance(picture, image.Image):
            raise ValueError("Expected an image")
        roi = _inside(self.roi, picture.width(), picture.height())
        bound = Normalization(self.scale, self.mean, self.stdev, roi)
        bound._image = picture
        return bound

    def _fill(self, buffer, shape, dtype):
        # The middle of the region, as large as the tensor's form allows.
        if len(shape) != 4 or shape[0] != 1 or shape[3] not in (1, 3):
            raise ValueError("Expected an input of the shape (1, h, w, 1) or (1, h, w, 3)")
        _, height, width, channels = shape
        form = image.RGB565 if channels == 3 else image.GRAYSCALE
        picture = image.Image(width, height, form)
        hint = image.BILINEAR | image.CENTER | image.SCALE_ASPECT_EXPAND | image.BLACK_BACKGROUND
        picture.draw_image(self._image, 0, 0, roi=self.roi, hint=hint)
        kind = dtype if isinstance(dtype, str) else chr(dtype)
        if kind in ("b", "B"):
            picture.to_ndarray(kind, buffer=buffer)
            return
        if kind != "f":
            raise ValueError("Unsupported input dtype")
        low, high = self.scale
        pixels = picture.to_ndarray("f", buffer=buffer).reshape((height * width, channels))
        pixels *= (high - low) / 255
        pixels += low
        if channels == 3:
            pixels -= np.array(self.mean)
            pixels /= np.array(self.stdev)
        else:
            pixels -= sum(self.mean) / len(self.mean)
            pixels /= sum(self.stdev) / len(self.stdev)
