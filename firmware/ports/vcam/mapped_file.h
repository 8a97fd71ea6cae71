// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace omv::vcam {

/// Gives a file that is to be mapped its size, `before` bytes until now: what is added holds
/// `fill`, and the disk has room for all of it, as a mapping that finds the disk full ends the
/// process. False, with errno, when that cannot be; the file has its old size then.
bool fitFile(int file, std::size_t before, std::size_t size, std::uint8_t fill);

/// Removes a file and keeps errno.
void dropFile(const std::string& path);

}  // namespace omv::vcam
