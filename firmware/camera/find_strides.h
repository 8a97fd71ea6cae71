// SPDX-License-Identifier: MIT
#pragma once

namespace omv::firmware {

/// Which pixels a finder looks at: every xStride-th of every yStride-th row, shifted from
/// row to row. Both >= 1.
struct Strides {
    int x = 2;
    int y = 1;
};

}  // namespace omv::firmware
