# SPDX-License-Identifier: MIT
"""Results of Edge Impulse networks."""

class Fomo:
    """Places of things by a FOMO network."""

    def __init__(self, threshold: float = 0.4, w_scale: float = 1.414214, h_scale: float = 1.414214, nms_threshold: float = 0.1, nms_sigma: float = 0.001) -> None: ...
