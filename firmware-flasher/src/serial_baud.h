// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

namespace omv::flasher {

/// Bits a second that a serial port sends with now. Nothing: the system refuses, see errno.
std::optional<std::uint32_t> serialBaud(int descriptor);

/// Any number of bits a second, both ways, at once. False: system or driver refuse, see errno
/// (EINVAL: the port has no rate that is near enough).
bool setSerialBaud(int descriptor, std::uint32_t baud);

}  // namespace omv::flasher
