// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/pixel_view.h"

namespace omv::ui {

/// How sharp a picture is: the variance of its Laplacian (left + right + above + below
/// - 4 * middle) over gray 0..255, of all pixels that have four neighbours. The same number
/// as OpenCV's Laplacian(gray).var() but for the border. Grows with sharpness; to be compared
/// between pictures of the same scene and size only. 0 below 3x3.
/// Pure, any thread.
double focusMeasure(const PixelView& pixels);

}  // namespace omv::ui
