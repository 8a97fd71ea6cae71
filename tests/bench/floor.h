// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

// What nothing can do with less: the same bytes moved by the bare system.

namespace omv::bench {

/// Processor seconds that one copy of `bytes` within memory takes.
double copyFloor(std::size_t bytes, int rounds);

/// Processor seconds (user and system) that a loop of poll() and read() takes for
/// `bytes` that another process writes into a TCP connection on the loopback, in
/// pieces of `piece` bytes, whenever it is asked by one byte; negative when that failed.
double readFloor(std::size_t bytes, std::size_t piece, int rounds);

}  // namespace omv::bench
