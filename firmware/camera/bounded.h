// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

namespace omv::firmware {

/// A number that came from outside, kept within what an int can be reckoned with: below the bound
/// are all that mean something, also the formats of pictures, and places far outside of every
/// picture; two of them can be added without an overflow.
constexpr int bounded(std::int64_t number)
{
    constexpr std::int64_t kMost = 1 << 28;
    return static_cast<int>(std::clamp(number, -kMost, kMost));
}

}  // namespace omv::firmware
