// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>

namespace omv::protocol {

/// A point on the caller's monotonic clock, in microseconds. The protocol code
/// reads no clock: every function that depends on time is told the time.
using Time = std::int64_t;

/// A length of time in microseconds.
using Duration = std::int64_t;

inline constexpr Duration kMillisecond = 1000;
inline constexpr Duration kSecond = 1000 * kMillisecond;

/// "No deadline": compares later than every point in time.
inline constexpr Time kNever = std::numeric_limits<Time>::max();

}  // namespace omv::protocol
