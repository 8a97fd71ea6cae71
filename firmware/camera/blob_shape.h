// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>

// The shape of a blob, as far as its smallest rectangle tells it.

namespace omv::firmware {

/// A blob's min_corners: clockwise, through the centres of the outermost pixels.
using MinCorners = std::array<Point, 4>;

/// Pixels divided by the area of the rectangle that reaches around the outermost pixels;
/// at most 1.
double solidity(int pixels, const MinCorners& corners);
/// The rectangle's way around divided by the blob's perimeter; at most 1.
double convexity(int perimeter, const MinCorners& corners);

struct AxisLine {
    Point from;
    Point to;
};
/// Between the middles of the rectangle's short sides.
AxisLine majorAxis(const MinCorners& corners);
/// Between the middles of its long sides.
AxisLine minorAxis(const MinCorners& corners);

struct EnclosingCircle {
    int x = 0;
    int y = 0;
    int r = 0;
};
/// Through the corner that is farthest from the middle.
EnclosingCircle enclosingCircle(const MinCorners& corners);

struct EnclosedEllipse {
    int x = 0;
    int y = 0;
    int a = 0;  ///< half axis in the direction of `degrees`
    int b = 0;
    int degrees = 0;  ///< clockwise as seen, 0..179
};
/// Touches the sides of the rectangle.
EnclosedEllipse enclosedEllipse(const MinCorners& corners);

}  // namespace omv::firmware
