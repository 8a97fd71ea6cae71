// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <opencv2/core/mat.hpp>

// OpenCV's matrices of our pictures, with the firmware's own colour conversions.

namespace omv::firmware {

/// The part `roi` (inside of the picture) as 8-bit gray. A grayscale picture's pixels are
/// shared, not copied: what is written there is drawn. Binary becomes 0 and 255, colour its
/// luma. Empty for compressed pictures.
cv::Mat grayMatrix(const Canvas& picture, const Rect& roi);
cv::Mat grayMatrix(const Canvas& picture);

}  // namespace omv::firmware
