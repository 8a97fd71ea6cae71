# SPDX-License-Identifier: MIT
"""Results of Ultralytics networks."""

class YoloV5:
    """Boxes of a YOLO v5 network."""

    def __init__(self, threshold: float = 0.6, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...

class YoloV8:
    """Boxes of a YOLO v8 network."""

    def __init__(self, threshold: float = 0.6, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...
