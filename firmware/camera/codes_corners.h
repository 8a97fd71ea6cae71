// SPDX-License-Identifier: MIT
#pragma once

#include <opencv2/core/mat.hpp>

namespace omv::firmware {

/// Whether a gray picture may show a QR code whose modules are less than six pixels wide: three
/// places or more look like the squares in its corners. Takes less time than to read codes.
bool showsQrCorners(const cv::Mat& gray);

}  // namespace omv::firmware
