// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blit.h"

namespace omv::firmware {

/// Numbers of the framesize constants that something depends on.
enum FrameSizeNumber : int {
    kFrameSizeNone = 0,
    kFrameSizeCustom = 1,
    kFrameSizeQqcif = 2,
    kFrameSizeQqsif = 5,
    kFrameSizeQqqqvga = 8,
    kFrameSizeQvga = 11,
    kFrameSizeVga = 12,
    kFrameSizeHqqqvga = 14,
    kFrameSizeHqqvga = 15,
    kFrameSizeB320x320 = 23,
    kFrameSizeHd = 34,
};
constexpr int kFrameSizeCount = 40;

/// What the constant stands for unless a sensor has its own table; 0x0 for
/// numbers that are no named size. Source: firmware 5.0, common/omv_csi.h.
Size namedFrameSize(int number);

}  // namespace omv::firmware
