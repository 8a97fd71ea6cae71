// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/find_strides.h"

#include <cstdint>
#include <vector>

namespace omv::firmware {

struct Circle {
    int x = 0;
    int y = 0;
    int r = 0;
    std::int64_t magnitude = 0;  ///< the sum of the gradients of its edge
};

/// The defaults are those of the script's find_circles().
struct CircleOptions {
    Rect roi{};  ///< without size: the whole picture
    Strides strides{};
    std::int64_t threshold = 2000;  ///< weaker circles are dropped, before merging
    int xMargin = 10;  ///< circles nearer than this in x, y and r merge
    int yMargin = 10;
    int rMargin = 10;
    int rMin = 2;  ///< the least radius looked for, at least 2
    int rMax = 0;  ///< radii below this; 0: half of the roi's smaller side
    int rStep = 2;  ///< >= 1
};

/// Circles that lie in the roi as a whole, by the Hough transform.
std::vector<Circle> findCircles(const Canvas& picture, const CircleOptions& options);

}  // namespace omv::firmware
