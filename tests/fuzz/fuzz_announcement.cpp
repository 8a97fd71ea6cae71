// SPDX-License-Identifier: MIT
#include <openmv/discovery.h>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    const auto info = omv::parseAnnouncement(text);
    if (!info) {
        if (info.error().why.empty() || omv::explain(info.error().id).empty()) {
            std::abort();
        }
        return 0;
    }
    // What was understood can be said again in the same way.
    const auto again = omv::parseAnnouncement(omv::formatAnnouncement(*info));
    if (!again || !(*again == *info) || info->pid <= 0 || info->port.empty()) {
        std::abort();
    }
    return 0;
}
