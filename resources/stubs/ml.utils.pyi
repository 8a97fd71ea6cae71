# SPDX-License-Identifier: MIT
"""Helpers for the results of networks."""

from typing import Any
from image import Image

class NMS:
    """Keeps the best of boxes that overlap."""

    def __init__(self, window_w: int, window_h: int, roi: tuple) -> None: ...
    def add_bounding_box(self, xmin: float, ymin: float, xmax: float, ymax: float, score: float, label_index: int, keypoints: Any = None) -> None:
        """Adds a box."""
    def get_bounding_boxes(self, threshold: float = 0.1, sigma: float = 0.1) -> list:
        """Gives the boxes that are left, class by class."""

def logit(x: Any) -> Any:
    """Gives log(x / (1 - x))."""
def sigmoid(x: Any) -> Any:
    """Gives 1 / (1 + exp(-x))."""
def threshold(scores: Any, threshold: float, scale: float, find_max: bool = False, find_max_axis: int = 1) -> Any:
    """Gives the indexes of scores above a threshold."""
def quantize(model: Any, value: Any, index: int = 0) -> Any:
    """Turns numbers into an input's own."""
def dequantize(model: Any, value: Any, index: int = 0) -> Any:
    """Turns an output's own numbers into real ones."""
def draw_predictions(image: Image, boxes: Any, labels: Any, colors: Any, scores: Any = None, format: str = "pascal_voc", font_width: int = 8, font_height: int = 10, text_color: tuple = (255, 255, 255)) -> None:
    """Draws boxes with labels."""
def draw_keypoints(image: Image, keypoints: Any, radius: int = 4, color: tuple = (255, 0, 0), thickness: int = 1, fill: bool = False) -> None:
    """Draws points."""
def draw_skeleton(image: Image, keypoints: Any, lines: Any, kp_radius: int = 4, kp_color: tuple = (255, 0, 0), kp_thickness: int = 1, kp_fill: bool = False, line_color: tuple = (0, 255, 0), line_thickness: int = 1) -> None:
    """Draws points and the lines between them."""
