# SPDX-License-Identifier: MIT
"""Results of MediaPipe networks: faces, hands, bodies."""

class BlazeFace:
    """Faces: (box, score, points)."""

    def __init__(self, threshold: float = 0.6, anchors: list | None = None, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...

class BlazePalm:
    """Palms: (box, score, points)."""

    def __init__(self, threshold: float = 0.6, anchors: list | None = None, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...

class HandLandmarks:
    """Joints of a hand."""

    def __init__(self, threshold: float = 0.6, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...

class FaceLandmarks:
    """Points of a face."""

    def __init__(self, threshold: float = 0.6, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...

class MoveNet:
    """Joints of a body."""

    def __init__(self, threshold: float = 0.6, nms_threshold: float = 0.1, nms_sigma: float = 0.1) -> None: ...
