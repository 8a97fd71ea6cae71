// SPDX-License-Identifier: MIT
#include "libopenmv/src/usb_id_text.h"

#include <fmt/format.h>

#include "libopenmv/src/json_reader.h"

namespace omv {

std::optional<UsbId> parseUsbId(std::string_view text)
{
    if (text.size() != 9 || text[4] != ':') {
        return {};
    }
    const auto vendor = parseHex(text.substr(0, 4));
    const auto product = parseHex(text.substr(5));
    if (!vendor || !product) {
        return {};
    }
    return UsbId{static_cast<std::uint16_t>(*vendor), static_cast<std::uint16_t>(*product)};
}

std::string toString(UsbId id)
{
    return fmt::format("{:04x}:{:04x}", id.vendor, id.product);
}

}  // namespace omv
