// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/filters.h"

#include <opencv2/core/mat.hpp>
#include <vector>

// A picture taken apart into channels of its own depth, as the firmware's filters see it:
// Binary one of 0..1, Grayscale one of 0..255, Rgb565 three of 0..31, 0..63, 0..31.

namespace omv::firmware {

struct Channels {
    std::vector<cv::Mat> planes{};  ///< CV_8U, copies
    std::vector<int> tops{};  ///< the largest value of each
};
/// Without planes for other formats.
Channels channelsOf(const Canvas& picture);
/// Raw pixel value at a point.
std::uint32_t rawValue(const Channels& channels, int x, int y);

/// Raw pixel value's brightness in the units that thresholds use: 0..1, or 0..255.
int brightness(PixelFormat format, std::uint32_t raw);

/// Writes a result of channelsOf(picture)'s form back.
void storeChannels(const Channels& result, const Canvas& picture, const FilterOptions& options);

}  // namespace omv::firmware
