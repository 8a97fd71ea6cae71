// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

// Morphology as the firmware does it, in place on Binary, Grayscale and Rgb565: a pixel is
// set when it is not 0, whatever its value. Squares of (2 * ksize + 1) pixels; beyond the
// edges the nearest pixel is repeated. `mask` (see maskPasses()) may be null.

namespace omv::firmware {

/// Clears pixels of which more than `threshold` neighbours are not set; the others keep
/// their value.
void erode(const Canvas& picture, int ksize, int threshold, const Canvas* mask);
/// Makes pixels white that have more than `threshold` set ones in their square.
void dilate(const Canvas& picture, int ksize, int threshold, const Canvas* mask);
/// erode(), then dilate().
void opening(const Canvas& picture, int ksize, int threshold, const Canvas* mask);
/// dilate(), then erode().
void closing(const Canvas& picture, int ksize, int threshold, const Canvas* mask);
/// Difference of the picture and what opening() makes of it.
void topHat(const Canvas& picture, int ksize, int threshold, const Canvas* mask);
/// Difference of the picture and what closing() makes of it.
void blackHat(const Canvas& picture, int ksize, int threshold, const Canvas* mask);

}  // namespace omv::firmware
