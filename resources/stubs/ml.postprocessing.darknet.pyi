# SPDX-License-Identifier: MIT
"""Results of Darknet networks."""

class YoloV2:
    """Boxes of a YOLO v2 network."""

    def __init__(self, threshold: float = 0.6, anchors: list | None = None, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...

class YoloLC:
    """Boxes of a small YOLO network."""

    def __init__(self, threshold: float = 0.6, anchors: list | None = None, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...
