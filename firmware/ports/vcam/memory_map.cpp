// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/memory_map.h"

#include <limits>
#include <string>

namespace omv::vcam {

bool isMapped(std::istream& maps, std::uintptr_t address, std::size_t size, bool writing)
{
    if (size > std::numeric_limits<std::uintptr_t>::max() - address)
        return false;
    const std::uintptr_t end = address + size;
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    char dash = 0;
    std::string may;
    // One stretch a line, the lowest first: 55d0c000-55d0e000 r-xp ...
    while (address < end && maps >> std::hex >> from >> dash >> to >> may) {
        maps.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
        if (to <= address)
            continue;
        if (from > address || may.size() < 2 || may[0] != 'r' || (writing && may[1] != 'w'))
            return false;
        address = to;
    }
    return address >= end;
}

}  // namespace omv::vcam
