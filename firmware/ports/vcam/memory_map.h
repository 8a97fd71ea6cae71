// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>

namespace omv::vcam {

/// Whether all of these bytes are in memory that may be read, or written. `maps`: what
/// /proc/self/maps says.
bool isMapped(std::istream& maps, std::uintptr_t address, std::size_t size, bool writing);

}  // namespace omv::vcam
