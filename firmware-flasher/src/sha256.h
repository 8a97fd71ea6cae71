// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace omv::flasher {

/// 64 hexadecimal digits.
std::string sha256Of(std::span<const std::uint8_t> bytes);

}  // namespace omv::flasher
