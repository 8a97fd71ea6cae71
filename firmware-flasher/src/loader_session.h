// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

namespace omv::flasher {

/// What a session says of what its loader has no means for: Unsupported (OMV-E0732).
/// `what`: "read memory".
Unexpected loaderCannot(const std::string& what, std::string why = {},
                        std::string fix = "Use another way into the board");

/// Of loaders that go by address: whether the partition has room for `bytes` bytes. Errors:
/// Incompatible (OMV-E0702).
Status hasRoom(const Partition& partition, std::uint64_t bytes, const std::string& what);

/// Loaders go by 32 bits.
std::uint32_t addressOf(const Partition& partition);

}  // namespace omv::flasher
