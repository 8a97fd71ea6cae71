// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <opencv2/core/mat.hpp>

namespace omv::firmware {

/// What cv::imdecode() makes of a file in memory, in 8 bits: `flags` is IMREAD_COLOR,
/// IMREAD_ANYCOLOR or IMREAD_UNCHANGED. Empty when it is no picture. Nothing is written to stderr
/// of a PNG.
cv::Mat decodePicture(protocol::Bytes file, int flags);

}  // namespace omv::firmware
