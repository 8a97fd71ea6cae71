# SPDX-License-Identifier: MIT
"""What happens to pictures before a network sees them."""

class Normalization:
    """Scales pixel values; call it with a picture."""

    def __init__(self, scale: tuple[float, float] = (0.0, 1.0), mean: tuple[float, float, float] = (0.0, 0.0, 0.0), stdev: tuple[float, float, float] = (1.0, 1.0, 1.0), roi: tuple | None = None) -> None: ...
