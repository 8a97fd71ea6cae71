// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>

#include <optional>
#include <string>
#include <string_view>

namespace omv {

/// "37c5:16e3", four hexadecimal digits each, in either case.
std::optional<UsbId> parseUsbId(std::string_view text);
std::string toString(UsbId id);

}  // namespace omv
