// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <cstdint>
#include <span>
#include <string>

namespace omv {

/// Writes a file to a temporary name beside it and renames it, so that a reader never
/// sees half of it and an old file survives a failure. A symbolic link is followed.
/// Errors: System (E0406).
Status writeFile(const std::string& path, std::span<const std::uint8_t> content);

}  // namespace omv
