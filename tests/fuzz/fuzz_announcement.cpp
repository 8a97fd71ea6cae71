// SPDX-License-Identifier: MIT
#include <openmv/discovery.h>

#include "tests/fuzz/fuzz.h"

using omv::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    const auto info = omv::parseAnnouncement(text);
    if (!info) {
        require(!info.error().why.empty(), "an error says why");
        require(!omv::explain(info.error().id).empty(), "an error id is in the catalog");
        return 0;
    }
    // What was understood can be said again in the same way.
    const auto again = omv::parseAnnouncement(omv::formatAnnouncement(*info));
    require(again && *again == *info, "an announcement survives being written and read");
    require(info->pid > 0 && !info->port.empty(), "process and port are there");
    return 0;
}
