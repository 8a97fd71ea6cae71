// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

namespace omv::firmware {

struct FloodOptions {
    /// Shares of a channel's range (0..1) by which a pixel may differ from the first one, and
    /// from the one it is reached from.
    double seedThreshold = 0.05;
    double floatingThreshold = 0.05;
    std::uint32_t color = 0xFFFFFFFFu;  ///< raw
    bool invert = false;  ///< colours what was not reached
    bool clearBackground = false;  ///< blackens what is not coloured
    const Canvas* mask = nullptr;  ///< see maskPasses(): what the flood may enter and change
};
/// Colours what is connected with `from` by its four sides, in place. Binary, Grayscale and
/// Rgb565. A point outside changes nothing.
void floodFill(const Canvas& picture, Point from, const FloodOptions& options);

}  // namespace omv::firmware
