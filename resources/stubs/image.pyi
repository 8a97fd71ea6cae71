# SPDX-License-Identifier: MIT
"""Pictures: draw, convert, filter, measure, find things, load and save."""

from typing import Any, Callable, Iterator

Roi = tuple[int, int, int, int]
Color = int | tuple[int, int, int] | None
Thresholds = list[tuple[int, ...]]
Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]

class Blob(tuple):
    """A patch of pixels that fit the thresholds; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    cx: int  # Middle of mass, x.
    cy: int  # Middle of mass, y.
    pixels: int  # How many pixels belong to it.
    rotation: float  # Direction in radians.
    code: int  # One bit for each threshold that it fits.
    count: int  # How many blobs were merged into it.
    perimeter: int  # Pixels on its border.
    roundness: float  # 0 for a line to 1 for a disc.
    x_hist_bins: list[int]  # Pixels per column, when asked for.
    y_hist_bins: list[int]  # Pixels per row, when asked for.
    corners: Corners  # Its outermost points.
    min_corners: Corners  # Corners of the smallest turned box.
    cxf: float  # Middle of mass, x, in parts of a pixel.
    cyf: float  # Middle of mass, y, in parts of a pixel.
    elongation: float  # 1 - roundness.
    area: int  # Of the box.
    density: float  # Share of the box that is filled.
    compactness: float  # Area against border, 1 for a disc.
    rect: Roi  # The box (x, y, w, h).

class Line(tuple):
    """A straight line; a named tuple."""

    x1: int  # First end, x.
    y1: int  # First end, y.
    x2: int  # Second end, x.
    y2: int  # Second end, y.
    length: int  # In pixels.
    magnitude: int  # How strong it is.
    theta: int  # Direction in degrees.
    rho: int  # Distance from the corner in pixels.

class Circle(tuple):
    """A circle; a named tuple."""

    x: int  # Centre, x.
    y: int  # Centre, y.
    r: int  # Radius.
    magnitude: int  # How strong it is.

class Rect(tuple):
    """A rectangle that was found; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    magnitude: int  # How strong it is.
    corners: Corners  # Its corners.

class QRCode(tuple):
    """A QR code; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    payload: str  # What it says.
    version: int  # 1 to 40.
    ecc_level: int  # Error correction, 0 to 3.
    mask: int  # 0 to 7.
    data_type: int  # How the text is coded.
    eci: int  # Character set.
    corners: Corners  # Its corners.
    is_numeric: bool  # Only digits.
    is_alphanumeric: bool  # Digits and capitals.
    is_binary: bool  # Bytes.
    is_kanji: bool  # Japanese.
    rect: Roi  # The box (x, y, w, h).

class AprilTag(tuple):
    """An AprilTag with its pose; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    cx: int  # Middle, x.
    cy: int  # Middle, y.
    id: int  # Number within the family.
    family: int  # One of image.TAG*.
    name: str  # Name of the family.
    cxf: float  # Middle, x, in parts of a pixel.
    cyf: float  # Middle, y, in parts of a pixel.
    rotation: float  # In the picture, in radians.
    decision_margin: float  # How sure it is.
    hamming: int  # Bits that were mended.
    goodness: float  # Quality of the picture of it.
    x_translation: float  # To the right, in tag sizes.
    y_translation: float  # Down, in tag sizes.
    z_translation: float  # Away, in tag sizes.
    x_rotation: float  # About x, in radians.
    y_rotation: float  # About y, in radians.
    z_rotation: float  # About z, in radians.
    corners: Corners  # Its corners.
    area: int  # Of the box.
    rect: Roi  # The box (x, y, w, h).

class DataMatrix(tuple):
    """A data matrix; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    payload: str  # What it says.
    rotation: float  # In radians.
    rows: int  # Rows of the code.
    columns: int  # Columns of the code.
    capacity: int  # Characters that fit.
    padding: int  # Characters unused.
    corners: Corners  # Its corners.
    rect: Roi  # The box (x, y, w, h).

class BarCode(tuple):
    """A barcode; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    payload: str  # What it says.
    type: int  # One of image.EAN13, CODE128 and so on.
    rotation: float  # In radians.
    quality: int  # How many scans agreed.
    corners: Corners  # Its corners.
    rect: Roi  # The box (x, y, w, h).

class Displacement(tuple):
    """How two pictures are shifted against each other; a named tuple."""

    x_translation: float  # To the right, in pixels.
    y_translation: float  # Down, in pixels.
    rotation: float  # In radians.
    scale: float  # 1 is the same size.
    response: float  # How sure it is, 0 to 1.

class Similarity(tuple):
    """How alike two pictures are; a named tuple."""

    mean: float  # 1 is equal.
    stdev: float  # Spread over the picture.
    min: float  # Of the least alike part.
    max: float  # Of the most alike part.

class Statistics(tuple):
    """Numbers about a picture or histogram; a named tuple."""

    mean: int  # Of the gray value or L: mean.
    median: int  # Of the gray value or L: median.
    mode: int  # Of the gray value or L: most frequent value.
    stdev: int  # Of the gray value or L: standard deviation.
    min: int  # Of the gray value or L: least.
    max: int  # Of the gray value or L: greatest.
    lq: int  # Of the gray value or L: lower quartile.
    uq: int  # Of the gray value or L: upper quartile.
    l_mean: int  # Of L: mean.
    l_median: int  # Of L: median.
    l_mode: int  # Of L: most frequent value.
    l_stdev: int  # Of L: standard deviation.
    l_min: int  # Of L: least.
    l_max: int  # Of L: greatest.
    l_lq: int  # Of L: lower quartile.
    l_uq: int  # Of L: upper quartile.
    a_mean: int  # Of A: mean.
    a_median: int  # Of A: median.
    a_mode: int  # Of A: most frequent value.
    a_stdev: int  # Of A: standard deviation.
    a_min: int  # Of A: least.
    a_max: int  # Of A: greatest.
    a_lq: int  # Of A: lower quartile.
    a_uq: int  # Of A: upper quartile.
    b_mean: int  # Of B: mean.
    b_median: int  # Of B: median.
    b_mode: int  # Of B: most frequent value.
    b_stdev: int  # Of B: standard deviation.
    b_min: int  # Of B: least.
    b_max: int  # Of B: greatest.
    b_lq: int  # Of B: lower quartile.
    b_uq: int  # Of B: upper quartile.

class Percentile(tuple):
    """Values at a share of a histogram; a named tuple."""

    value: int  # Gray value or L.
    l_value: int  # L.
    a_value: int  # A.
    b_value: int  # B.

class Threshold(tuple):
    """Values that part a histogram best; a named tuple."""

    value: int  # Gray value or L.
    l_value: int  # L.
    a_value: int  # A.
    b_value: int  # B.

class kptmatch(tuple):
    """How key points of two pictures agree; a named tuple."""

    x: int  # Left edge.
    y: int  # Top edge.
    w: int  # Width.
    h: int  # Height.
    cx: int  # Middle, x.
    cy: int  # Middle, y.
    count: int  # How many points agree.
    theta: int  # Rotation in degrees.
    match: list[tuple[int, int]]  # Pairs of indexes.
    rect: Roi  # The box (x, y, w, h).

class Histogram:
    """How often each value occurs, as shares of 1."""

    def bins(self) -> list[float]:
        """Gives the bins of the gray channel."""
    def l_bins(self) -> list[float]:
        """Gives the bins of L."""
    def a_bins(self) -> list[float]:
        """Gives the bins of A."""
    def b_bins(self) -> list[float]:
        """Gives the bins of B."""
    def get_percentile(self, percentile: float) -> Percentile:
        """Gives the values below which that share (0 to 1) of the pixels lies."""
    def get_threshold(self) -> Threshold:
        """Gives the values that part the picture best (Otsu)."""
    def get_statistics(self) -> Statistics:
        """Gives mean, median, quartiles and so on."""
    def get_stats(self) -> Statistics:
        """Gives mean, median, quartiles and so on."""
    def statistics(self) -> Statistics:
        """Gives mean, median, quartiles and so on."""

class Image:
    """A picture. Most methods change it in place and give it back, so that calls chain."""

    def __init__(self, arg: Any, height: int = ..., pixformat: int = ..., *, buffer: Any = None, copy_to_fb: bool = False) -> None:
        """Loads a file, makes an empty picture (width, height, pixformat), or takes an ndarray."""
    def width(self) -> int:
        """Gives the width in pixels."""
    def height(self) -> int:
        """Gives the height in pixels."""
    def size(self) -> int:
        """Gives the size in bytes."""
    def format(self) -> int:
        """Gives the pixel format, one of image.RGB565 and so on."""
    def bytearray(self) -> bytearray:
        """Gives the pixels, shared with the picture."""
    def to_ndarray(self, dtype: str, *, buffer: Any = None) -> Any:
        """Gives the pixels as an array of 'b', 'B' or 'f'."""
    def get_pixel(self, point: tuple[int, int], *, rgbtuple: bool | None = None) -> Any:
        """Gives the value at (x, y); None outside."""
    def set_pixel(self, point: tuple[int, int], color: Color = None) -> Image:
        """Sets the value at (x, y)."""
    def save(self, path: str, *, roi: Roi | None = None, quality: int = 50) -> Image:
        """Writes a file; the extension (jpg, png, bmp, ppm, raw) chooses the format."""
    def flush(self) -> None:
        """Sends this picture to the preview."""
    def clear(self, *, mask: Image | None = None) -> Image:
        """Sets all pixels to zero."""
    def to_bitmap(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Converts to BINARY."""
    def to_grayscale(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Converts to GRAYSCALE."""
    def to_rgb565(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Converts to RGB565."""
    def to_rainbow(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = PALETTE_RAINBOW, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Converts gray values to rainbow colours."""
    def to_ironbow(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = PALETTE_IRONBOW, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Converts gray values to iron colours."""
    def to_depth(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = PALETTE_DEPTH, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Converts gray values to depth colours."""
    def to_jpeg(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Compresses to JPEG."""
    def compress(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Compresses to JPEG."""
    def to_png(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Compresses to PNG."""
    def copy(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = True, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Makes a copy, scaled or cut on the way if asked."""
    def crop(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Cuts and scales in place."""
    def scale(self, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, copy: bool = False, copy_to_fb: bool = False, quality: int = 90, subsampling: int = 0) -> Image:
        """Cuts and scales in place."""
    def draw_line(self, line: tuple[int, int, int, int], color: Color = None, thickness: int = 1) -> Image:
        """Draws a line from (x0, y0) to (x1, y1)."""
    def draw_rectangle(self, rect: Roi, color: Color = None, thickness: int = 1, fill: bool = False) -> Image:
        """Draws a box (x, y, w, h); any result that begins so will do."""
    def draw_circle(self, circle: tuple[int, int, int], color: Color = None, thickness: int = 1, fill: bool = False) -> Image:
        """Draws a circle (x, y, radius)."""
    def draw_ellipse(self, ellipse: tuple[int, int, int, int, int], color: Color = None, thickness: int = 1, fill: bool = False) -> Image:
        """Draws an ellipse (cx, cy, rx, ry, degrees)."""
    def draw_string(self, point: tuple[int, int], text: str, color: Color = None, scale: float = 1.0, x_spacing: int = 0, y_spacing: int = 0, mono_space: bool = True, char_rotation: int = 0, char_hmirror: bool = False, char_vflip: bool = False, string_rotation: int = 0, string_hmirror: bool = False, string_vflip: bool = False) -> Image:
        """Writes text at (x, y) in a font of 8 x 10 pixels."""
    def draw_cross(self, point: tuple[int, int], color: Color = None, size: int = 5, thickness: int = 1) -> Image:
        """Draws a cross at (x, y)."""
    def draw_detection(self, detection: tuple, color1: Color = None, color2: Color = None, size: int = 5, thickness: int = 1, fill: bool = False, label: str | None = None, label_offset: tuple[int, int] = (0, -10)) -> Image:
        """Draws box, cross and label of a result such as a Blob or AprilTag."""
    def draw_arrow(self, line: tuple[int, int, int, int], color: Color = None, size: int = 10, thickness: int = 1) -> Image:
        """Draws an arrow from (x0, y0) to (x1, y1)."""
    def draw_edges(self, corners: Corners, color: Color = None, size: int = 0, thickness: int = 1, fill: bool = False) -> Image:
        """Draws the four edges between corners."""
    def draw_keypoints(self, keypoints: Any, color: Color = None, size: int = 10, thickness: int = 1, fill: bool = False) -> Image:
        """Draws key points, or a list of (x, y, angle)."""
    def draw_event_histogram(self, events: Any, *, clear: bool = True, brightness: int = 128, contrast: int = 16) -> Image:
        """Draws the events of an event camera."""
    def mask_rectangle(self, rect: Roi = ...) -> Image:
        """Clears what is outside of a box."""
    def mask_circle(self, circle: tuple[int, int, int] = ...) -> Image:
        """Clears what is outside of a circle."""
    def mask_ellipse(self, ellipse: tuple[int, int, int, int, int] = ...) -> Image:
        """Clears what is outside of an ellipse."""
    def flood_fill(self, point: tuple[int, int], seed_threshold: float = 0.05, floating_threshold: float = 0.05, color: Color = None, invert: bool = False, clear_background: bool = False, mask: Image | None = None) -> Image:
        """Fills the patch of like pixels around (x, y)."""
    def draw_image(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Draws another picture over this one."""
    def assign(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Sets the pixels to those of another picture or a colour."""
    def replace(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Sets the pixels to those of another picture or a colour."""
    def set(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Sets the pixels to those of another picture or a colour."""
    def blend(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Mixes another picture in, by alpha."""
    def b_and(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Combines the bits: and."""
    def b_nand(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Combines the bits: not and."""
    def b_or(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Combines the bits: or."""
    def b_nor(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Combines the bits: not or."""
    def b_xor(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Combines the bits: exclusive or."""
    def b_xnor(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Combines the bits: not exclusive or."""
    def add(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Adds another picture."""
    def sub(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Takes another picture away."""
    def rsub(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Takes this picture away from another one."""
    def min(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Keeps the lesser of both values."""
    def max(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Keeps the greater of both values."""
    def difference(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, transform: Any = None, mask: Image | None = None) -> Image:
        """Keeps the absolute difference of both."""
    def binary(self, thresholds: Thresholds, *, invert: bool = False, zero: bool = False, mask: Image | None = None, to_bitmap: bool = False, copy: bool = False) -> Image:
        """Makes pixels within the thresholds white and the others black."""
    def invert(self) -> Image:
        """Turns dark into bright."""
    def negate(self) -> Image:
        """Turns dark into bright."""
    def erode(self, ksize: int, *, threshold: int = 0, mask: Image | None = None) -> Image:
        """Takes pixels off the borders of patches."""
    def dilate(self, ksize: int, *, threshold: int = 0, mask: Image | None = None) -> Image:
        """Adds pixels to the borders of patches."""
    def open(self, ksize: int, *, threshold: int = 0, mask: Image | None = None) -> Image:
        """Erodes, then dilates: removes specks."""
    def close(self, ksize: int, *, threshold: int = 0, mask: Image | None = None) -> Image:
        """Dilates, then erodes: closes holes."""
    def top_hat(self, ksize: int, *, threshold: int = 0, mask: Image | None = None) -> Image:
        """Keeps what open() would remove."""
    def black_hat(self, ksize: int, *, threshold: int = 0, mask: Image | None = None) -> Image:
        """Keeps what close() would fill."""
    def awb(self, *, max: bool = False) -> Image:
        """Balances white once, by the mean or the maximum."""
    def ccm(self, matrix: Any) -> Image:
        """Multiplies colours by a matrix."""
    def gamma(self, *, gamma: float = 1.0, contrast: float = 1.0, brightness: float = 0.0) -> Image:
        """Changes gamma, contrast and brightness."""
    def gamma_corr(self, *, gamma: float = 1.0, contrast: float = 1.0, brightness: float = 0.0) -> Image:
        """Changes gamma, contrast and brightness."""
    def histeq(self, *, adaptive: bool = False, clip_limit: float = -1.0, mask: Image | None = None) -> Image:
        """Spreads the values so that all occur equally often."""
    def mean(self, ksize: int, *, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Blurs by the mean of the surroundings."""
    def median(self, ksize: int, *, percentile: float = 0.5, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Takes the median of the surroundings: removes specks, keeps edges."""
    def mode(self, ksize: int, *, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Takes the most frequent value of the surroundings."""
    def midpoint(self, ksize: int, *, bias: float = 0.5, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Takes the middle between least and greatest of the surroundings."""
    def morph(self, ksize: int, kernel: list, *, mul: float = 1.0, add: float = 0.0, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Applies a kernel of your own."""
    def gaussian(self, ksize: int, *, unsharp: bool = False, mul: float = 1.0, add: float = 0.0, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Blurs smoothly, or sharpens with unsharp=True."""
    def gaussian_blur(self, ksize: int, *, unsharp: bool = False, mul: float = 1.0, add: float = 0.0, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Blurs smoothly, or sharpens with unsharp=True."""
    def blur(self, ksize: int, *, unsharp: bool = False, mul: float = 1.0, add: float = 0.0, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Blurs smoothly, or sharpens with unsharp=True."""
    def laplacian(self, ksize: int, *, sharpen: bool = False, mul: float = 1.0, add: float = 0.0, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Shows edges, or sharpens with sharpen=True."""
    def bilateral(self, ksize: int, *, color_sigma: float = 0.1, space_sigma: float = 1.0, threshold: bool = False, offset: int = 0, invert: bool = False, mask: Image | None = None) -> Image:
        """Blurs surfaces and keeps edges."""
    def linpolar(self, *, x: int = ..., y: int = ..., reverse: bool = False) -> Image:
        """Turns the picture into polar coordinates."""
    def logpolar(self, *, x: int = ..., y: int = ..., reverse: bool = False) -> Image:
        """Turns the picture into log-polar coordinates."""
    def lens_corr(self, strength: float = 1.8, *, zoom: float = 1.0, x_corr: float = 0.0, y_corr: float = 0.0) -> Image:
        """Straightens what the lens bends."""
    def rotation_corr(self, *, x_rotation: float = 0.0, y_rotation: float = 0.0, z_rotation: float = 0.0, x_translation: float = 0.0, y_translation: float = 0.0, zoom: float = 1.0, fov: float = 60.0, corners: Corners | None = None) -> Image:
        """Turns, moves and zooms in space (degrees), or maps four corners to the picture."""
    def stereo_disparity(self, *, reversed: bool = False, max_disparity: int = 64, threshold: int = 64) -> Image:
        """Computes depth from two pictures side by side; not built into current boards."""
    def find_edges(self, type: int, *, roi: Roi | None = None, threshold: tuple[int, int] = (100, 200)) -> Image:
        """Keeps only edges of a gray picture (image.EDGE_CANNY or EDGE_SIMPLE)."""
    def find_hog(self, *, roi: Roi | None = None, size: int = 8) -> Image:
        """Draws directions of edges; not built into current boards."""
    def get_similarity(self, image: Any, x: int = 0, y: int = 0, *, x_scale: float | None = None, y_scale: float | None = None, roi: Roi | None = None, rgb_channel: int = -1, alpha: int = 255, color_palette: Any = None, alpha_palette: Any = None, hint: int = 0, dssim: bool = False) -> Similarity:
        """Compares two pictures."""
    def get_histogram(self, *, thresholds: Thresholds | None = None, invert: bool = False, roi: Roi | None = None, bins: int = -1, l_bins: int = -1, a_bins: int = -1, b_bins: int = -1, difference: Image | None = None) -> Histogram:
        """Counts how often each value occurs."""
    def get_hist(self, *, thresholds: Thresholds | None = None, invert: bool = False, roi: Roi | None = None, bins: int = -1, l_bins: int = -1, a_bins: int = -1, b_bins: int = -1, difference: Image | None = None) -> Histogram:
        """Counts how often each value occurs."""
    def histogram(self, *, thresholds: Thresholds | None = None, invert: bool = False, roi: Roi | None = None, bins: int = -1, l_bins: int = -1, a_bins: int = -1, b_bins: int = -1, difference: Image | None = None) -> Histogram:
        """Counts how often each value occurs."""
    def get_statistics(self, *, thresholds: Thresholds | None = None, invert: bool = False, roi: Roi | None = None, bins: int = -1, l_bins: int = -1, a_bins: int = -1, b_bins: int = -1, difference: Image | None = None) -> Statistics:
        """Gives mean, median, quartiles and so on."""
    def get_stats(self, *, thresholds: Thresholds | None = None, invert: bool = False, roi: Roi | None = None, bins: int = -1, l_bins: int = -1, a_bins: int = -1, b_bins: int = -1, difference: Image | None = None) -> Statistics:
        """Gives mean, median, quartiles and so on."""
    def statistics(self, *, thresholds: Thresholds | None = None, invert: bool = False, roi: Roi | None = None, bins: int = -1, l_bins: int = -1, a_bins: int = -1, b_bins: int = -1, difference: Image | None = None) -> Statistics:
        """Gives mean, median, quartiles and so on."""
    def get_regression(self, thresholds: Thresholds, *, invert: bool = False, roi: Roi | None = None, x_stride: int = 2, y_stride: int = 1, area_threshold: int = 10, pixels_threshold: int = 10, target_size: tuple[int, int] = (80, 60)) -> Line | None:
        """Puts one line through all pixels within the thresholds."""
    def find_blobs(self, thresholds: Thresholds, *, invert: bool = False, roi: Roi | None = None, x_stride: int = 2, y_stride: int = 1, area_threshold: int = 10, pixels_threshold: int = 10, merge: bool = False, margin: int = 0, threshold_cb: Callable[[Blob], bool] | None = None, merge_cb: Callable[[Blob, Blob], bool] | None = None, x_hist_bins_max: int = 0, y_hist_bins_max: int = 0) -> list[Blob]:
        """Finds patches of colour. Thresholds are (lo, hi) of gray or (l_lo, l_hi, a_lo, a_hi, b_lo, b_hi) of LAB."""
    def find_lines(self, *, roi: Roi | None = None, x_stride: int = 2, y_stride: int = 1, threshold: int = 1000, theta_margin: int = 25, rho_margin: int = 25) -> list[Line]:
        """Finds straight lines by the Hough transform; a smaller threshold finds more."""
    def find_line_segments(self, *, roi: Roi | None = None, merge_distance: int = 0, max_theta_diff: int = 15, threshold: int = 50) -> list[Line]:
        """Finds straight lines with their ends."""
    def find_circles(self, *, roi: Roi | None = None, x_stride: int = 2, y_stride: int = 1, threshold: int = 2000, x_margin: int = 10, y_margin: int = 10, r_margin: int = 10, r_min: int = 2, r_max: int = ..., r_step: int = 2) -> list[Circle]:
        """Finds circles by the Hough transform."""
    def find_rects(self, *, roi: Roi | None = None, threshold: int = 1000) -> list[Rect]:
        """Finds rectangles, also tilted ones."""
    def find_qrcodes(self, *, roi: Roi | None = None) -> list[QRCode]:
        """Finds and reads QR codes."""
    def find_apriltags(self, *, roi: Roi | None = None, families: int = TAG36H11, fx: float = ..., fy: float = ..., cx: float = ..., cy: float = ...) -> list[AprilTag]:
        """Finds AprilTags and where they stand in space."""
    def find_datamatrices(self, *, roi: Roi | None = None, effort: int = 200) -> list[DataMatrix]:
        """Finds and reads data matrices."""
    def find_barcodes(self, *, roi: Roi | None = None) -> list[BarCode]:
        """Finds and reads barcodes."""
    def find_displacement(self, template: Image, *, roi: Roi | None = None, template_roi: Roi | None = None, logpolar: bool = False, fix_rotation_scale: bool = False) -> Displacement:
        """Tells how far two pictures are shifted."""
    def find_template(self, template: Image, threshold: float, *, roi: Roi | None = None, step: int = 2, search: int = 0) -> Roi | None:
        """Finds a small gray picture in this one."""
    def find_features(self, cascade: HaarCascade, *, threshold: float = 0.5, scale: float = 1.5, roi: Roi | None = None) -> list[Roi]:
        """Finds what a Haar cascade describes, such as faces."""
    def find_eye(self, *, roi: Roi) -> tuple[int, int]:
        """Finds the pupil within an eye's box."""
    def find_lbp(self, *, roi: Roi) -> Any:
        """Describes a face so that it can be compared."""
    def find_keypoints(self, *, roi: Roi | None = None, threshold: int = 20, normalized: bool = False, scale_factor: float = 1.5, max_keypoints: int = 100, corner_detector: int = 1) -> Any:
        """Describes striking points so that an object can be found again."""
    def selective_search(self, *, threshold: int = 500, size: int = 20, a1: float = 1.0, a2: float = 1.0, a3: float = 1.0) -> list[Roi]:
        """Proposes boxes that may hold things; not built into current boards."""
    def __len__(self) -> int: ...
    def __getitem__(self, index: Any) -> Any: ...
    def __setitem__(self, index: Any, value: Any) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...

class HaarCascade:
    """A description of what find_features() looks for."""

    def __init__(self, path: str, *, stages: int = -1) -> None:
        """Loads it, for example /rom/haarcascade_frontalface.cascade."""

class ImageIO:
    """A film: pictures in a file or in memory, with their times."""

    def __init__(self, arg: Any, mode: Any) -> None:
        """Opens (path, 'r' or 'w'), or memory for ((w, h, pixformat), count) pictures."""
    def type(self) -> int:
        """Tells whether it is a FILE_STREAM or MEMORY_STREAM."""
    def is_closed(self) -> bool:
        """Tells whether it is closed."""
    def count(self) -> int:
        """Gives how many pictures it holds."""
    def offset(self) -> int:
        """Gives the number of the next picture."""
    def version(self) -> int | None:
        """Gives the version of the file format."""
    def buffer_size(self) -> int | None:
        """Gives the size of a picture in memory."""
    def size(self) -> int:
        """Gives the size in bytes."""
    def write(self, img: Image) -> ImageIO:
        """Appends a picture."""
    def read(self, copy_to_fb: bool = True, *, loop: bool = True, pause: bool = True) -> Image | None:
        """Gives the next picture, at the pace of the recording."""
    def seek(self, n: int) -> ImageIO:
        """Goes to a picture."""
    def sync(self) -> ImageIO:
        """Writes what is pending."""
    def close(self) -> None:
        """Ends it."""
    FILE_STREAM: int  # Kind: a file.
    MEMORY_STREAM: int  # Kind: memory.

def load_descriptor(path: str) -> Any:
    """Loads key points or a face description from a file."""
def save_descriptor(descriptor: Any, path: str) -> None:
    """Saves key points or a face description."""
def match_descriptor(descriptor1: Any, descriptor2: Any, *, threshold: int = 85, filter_outliers: bool = False) -> Any:
    """Compares two descriptions: a kptmatch for key points, a distance for faces."""
def get_solidity(blob: Blob) -> float:
    """Tells how well a blob fills its smallest turned box."""
def get_convexity(blob: Blob) -> float:
    """Tells how convex a blob is."""
def get_major_axis_line(blob: Blob) -> tuple[int, int, int, int]:
    """Gives the long axis of a blob as (x1, y1, x2, y2)."""
def get_minor_axis_line(blob: Blob) -> tuple[int, int, int, int]:
    """Gives the short axis of a blob as (x1, y1, x2, y2)."""
def get_enclosing_circle(blob: Blob) -> tuple[int, int, int]:
    """Gives the circle (x, y, r) around a blob."""
def get_enclosed_ellipse(blob: Blob) -> tuple[int, int, int, int, int]:
    """Gives the ellipse (cx, cy, a, b, degrees) within a blob's box."""
def binary_to_grayscale(binary: int) -> int:
    """Converts one colour from binary to grayscale."""
def binary_to_rgb(binary: int) -> tuple[int, int, int]:
    """Converts one colour from binary to RGB."""
def binary_to_lab(binary: int) -> tuple[int, int, int]:
    """Converts one colour from binary to LAB."""
def binary_to_yuv(binary: int) -> tuple[int, int, int]:
    """Converts one colour from binary to YUV."""
def grayscale_to_binary(grayscale: int) -> int:
    """Converts one colour from grayscale to binary."""
def grayscale_to_rgb(grayscale: int) -> tuple[int, int, int]:
    """Converts one colour from grayscale to RGB."""
def grayscale_to_lab(grayscale: int) -> tuple[int, int, int]:
    """Converts one colour from grayscale to LAB."""
def grayscale_to_yuv(grayscale: int) -> tuple[int, int, int]:
    """Converts one colour from grayscale to YUV."""
def rgb_to_binary(rgb: tuple[int, int, int]) -> int:
    """Converts one colour from RGB to binary."""
def rgb_to_grayscale(rgb: tuple[int, int, int]) -> int:
    """Converts one colour from RGB to grayscale."""
def rgb_to_lab(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    """Converts one colour from RGB to LAB."""
def rgb_to_yuv(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    """Converts one colour from RGB to YUV."""
def lab_to_binary(lab: tuple[int, int, int]) -> int:
    """Converts one colour from LAB to binary."""
def lab_to_grayscale(lab: tuple[int, int, int]) -> int:
    """Converts one colour from LAB to grayscale."""
def lab_to_rgb(lab: tuple[int, int, int]) -> tuple[int, int, int]:
    """Converts one colour from LAB to RGB."""
def lab_to_yuv(lab: tuple[int, int, int]) -> tuple[int, int, int]:
    """Converts one colour from LAB to YUV."""
def yuv_to_binary(yuv: tuple[int, int, int]) -> int:
    """Converts one colour from YUV to binary."""
def yuv_to_grayscale(yuv: tuple[int, int, int]) -> int:
    """Converts one colour from YUV to grayscale."""
def yuv_to_rgb(yuv: tuple[int, int, int]) -> tuple[int, int, int]:
    """Converts one colour from YUV to RGB."""
def yuv_to_lab(yuv: tuple[int, int, int]) -> tuple[int, int, int]:
    """Converts one colour from YUV to LAB."""

BINARY: int  # Pixel format: one bit a pixel.
GRAYSCALE: int  # Pixel format: eight bits a pixel.
RGB565: int  # Pixel format: colour, 16 bits a pixel.
BAYER: int  # Pixel format: raw colour mosaic, eight bits a pixel.
YUV422: int  # Pixel format: luma and shared chroma, 16 bits a pixel.
JPEG: int  # Pixel format: compressed, lossy.
PNG: int  # Pixel format: compressed, lossless.
PALETTE_RAINBOW: int  # Colours for gray values: rainbow.
PALETTE_IRONBOW: int  # Colours for gray values: glowing iron.
PALETTE_DEPTH: int  # Colours for depth; on boards with a distance sensor.
PALETTE_EVT_DARK: int  # Colours for events on dark.
PALETTE_EVT_LIGHT: int  # Colours for events on light.
AREA: int  # Hint: scale down by the mean of areas.
BILINEAR: int  # Hint: scale smoothly.
BICUBIC: int  # Hint: scale more smoothly.
HMIRROR: int  # Hint: mirror left to right.
VFLIP: int  # Hint: turn upside down.
TRANSPOSE: int  # Hint: swap x and y.
CENTER: int  # Hint: put it into the middle.
EXTRACT_RGB_CHANNEL_FIRST: int  # Hint: take the channel before scaling.
APPLY_COLOR_PALETTE_FIRST: int  # Hint: colour before scaling.
SCALE_ASPECT_KEEP: int  # Hint: fit in, keep the shape.
SCALE_ASPECT_EXPAND: int  # Hint: fill, keep the shape.
SCALE_ASPECT_IGNORE: int  # Hint: fill, stretch.
BLACK_BACKGROUND: int  # Hint: the background is black, which is faster.
ROTATE_90: int  # Hint: turn by 90 degrees.
ROTATE_180: int  # Hint: turn by 180 degrees.
ROTATE_270: int  # Hint: turn by 270 degrees.
JPEG_SUBSAMPLING_AUTO: int  # Colour resolution of JPEG: by quality.
JPEG_SUBSAMPLING_444: int  # Colour resolution of JPEG: full.
JPEG_SUBSAMPLING_422: int  # Colour resolution of JPEG: half.
JPEG_SUBSAMPLING_420: int  # Colour resolution of JPEG: quarter.
SEARCH_EX: int  # find_template: look everywhere.
SEARCH_DS: int  # find_template: faster diamond search.
EDGE_CANNY: int  # find_edges: Canny.
EDGE_SIMPLE: int  # find_edges: high-pass and threshold.
CORNER_FAST: int  # find_keypoints: FAST corners.
CORNER_AGAST: int  # find_keypoints: AGAST corners.
TAG16H5: int  # AprilTag family 16H5.
TAG25H9: int  # AprilTag family 25H9.
TAG36H10: int  # AprilTag family 36H10.
TAG36H11: int  # AprilTag family 36H11.
TAGCIRCLE21H7: int  # AprilTag family CIRCLE21H7.
TAGCIRCLE49H12: int  # AprilTag family CIRCLE49H12.
TAGCUSTOM48H12: int  # AprilTag family CUSTOM48H12.
TAGSTANDARD41H12: int  # AprilTag family STANDARD41H12.
TAGSTANDARD52H13: int  # AprilTag family STANDARD52H13.
EAN2: int  # Barcode type EAN2.
EAN5: int  # Barcode type EAN5.
EAN8: int  # Barcode type EAN8.
UPCE: int  # Barcode type UPCE.
ISBN10: int  # Barcode type ISBN10.
UPCA: int  # Barcode type UPCA.
EAN13: int  # Barcode type EAN13.
ISBN13: int  # Barcode type ISBN13.
I25: int  # Barcode type I25.
DATABAR: int  # Barcode type DATABAR.
DATABAR_EXP: int  # Barcode type DATABAR EXP.
CODABAR: int  # Barcode type CODABAR.
CODE39: int  # Barcode type CODE39.
PDF417: int  # Barcode type PDF417.
CODE93: int  # Barcode type CODE93.
CODE128: int  # Barcode type CODE128.
