// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/abort.h"
#include "firmware/camera/canvas.h"
#include "firmware/camera/find_strides.h"

#include <opencv2/core/mat.hpp>

// What the finders of lines, circles and rectangles share: how the brightness changes at
// a pixel, in the numbers that the scripts' thresholds are made for.

namespace omv::firmware {

/// The Sobel sums at a pixel; they grow towards what is left of it and above it.
struct Gradient {
    int x = 0;
    int y = 0;

    /// Half of the sum of both, 0..1020.
    int strength() const;
    /// Whole degrees, 0..359; straight down and straight up are both 90.
    int degrees() const;
};

/// `gray`: 8-bit. Pixels at the border have none.
Gradient gradientAt(const cv::Mat& gray, int x, int y);
/// Sum of the strengths of all pixels on the way from `from` to `to`.
std::int64_t strengthAlong(const cv::Mat& gray, const Point& from, const Point& to);
/// The pixels on that way.
int stepsBetween(const Point& from, const Point& to);

/// Calls `visit(x, y, gradient)` for those pixels of `roi` that have a gradient; the
/// coordinates are those of the roi. `gray` is the roi's part of the picture.
template<typename Visit>
void forEachGradient(const cv::Mat& gray, const Rect& roi, const Strides& strides, Visit visit)
{
    for (int y = 1; y < gray.rows - 1; y += strides.y) {
        checkAbort();
        for (int x = 1 + (y + roi.y) % strides.x; x < gray.cols - 1; x += strides.x)
            visit(x, y, gradientAt(gray, x, y));
    }
}

}  // namespace omv::firmware
