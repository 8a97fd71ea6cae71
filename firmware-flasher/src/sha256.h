// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace omv::flasher {

/// 64 hexadecimal digits, in lower case.
std::string sha256(std::span<const std::uint8_t> bytes);

}  // namespace omv::flasher
