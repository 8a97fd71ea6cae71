// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>
#include <cstdint>
#include <vector>

namespace omv::firmware {

struct Quadrangle {
    Rect box;
    /// Clockwise; beginning with the one nearest to the top left.
    std::array<Point, 4> corners{};
    std::int64_t magnitude = 0;  ///< sum of the edge strengths along its sides
};

/// The box around corners; its far sides run through the outermost ones.
Rect boxAround(const std::array<Point, 4>& corners);

/// Quadrangles darker or brighter than what is around them, by the AprilTag detector's
/// search for quads. `roi` inside the picture; without size: the whole. The largest
/// come first; those weaker than `threshold` and those that overlap a larger one are dropped.
std::vector<Quadrangle> findRects(const Canvas& picture, const Rect& roi, std::int64_t threshold);

}  // namespace omv::firmware
