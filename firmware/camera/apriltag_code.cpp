// SPDX-License-Identifier: MIT
#include "firmware/camera/apriltag_code.h"

namespace omv::firmware {

namespace {

// 36 data bits, rows from the top, the highest bit first; 1 = white.
constexpr std::uint64_t kCodes[kTagCount] = {
    0xd5d628584, 0xd97f18b49, 0xdd280910e, 0xe479e9c98, 0xebcbca822,
    0xf31dab3ac, 0x056a5d085, 0x10652e1d4, 0x22b1dfead, 0x265ad0472,
};

}  // namespace

bool isTagCellWhite(unsigned id, unsigned column, unsigned row)
{
    const auto within = [&](unsigned margin) {
        return column >= margin && row >= margin && column < kTagCells - margin &&
            row < kTagCells - margin;
    };
    if (!within(1))
        return true;
    if (!within(2))
        return false;
    const unsigned bit = (row - 2) * 6 + (column - 2);
    return (kCodes[id] >> (35 - bit)) & 1;
}

}  // namespace omv::firmware
