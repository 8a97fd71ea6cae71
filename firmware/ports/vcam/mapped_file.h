// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace omv::vcam {

/// Gives the regular file at `path` (empty: one without a name) that is to be mapped its size:
/// what is added holds `fill`, and the disk has room for all of it, as a mapping that finds the
/// disk full ends the process. Tells the size it had. Nothing, with errno, when that cannot be;
/// the file has its old size then, and one of no bytes is removed.
std::optional<std::size_t> fitFile(int file, const std::string& path, std::size_t size,
                                   std::uint8_t fill);

/// Removes a file and keeps errno.
void dropFile(const std::string& path);

}  // namespace omv::vcam
