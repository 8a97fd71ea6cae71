// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

namespace omv::firmware {

/// Canny's edges of a Grayscale picture, in place: white lines one pixel wide on black. The
/// picture is blurred (3 x 3, its outermost pixels not); a pixel is an edge when its
/// gradient is at least `low` and its own or a neighbour's at least `high`, and no smaller
/// than those across the edge. The border of `roi` is black; outside of it stays the blurred
/// picture.
void cannyEdges(const Canvas& picture, const Rect& roi, int low, int high);

/// White where the difference of a pixel to its eight neighbours is from `low` to `high`
/// and at least two of its neighbours are such as well.
void simpleEdges(const Canvas& picture, int low, int high);

}  // namespace omv::firmware
