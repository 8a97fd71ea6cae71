// SPDX-License-Identifier: MIT
// The memory strings of DfuSe: what is understood is memory without overlap, is understood again
// when it is written out, and is never more than what a longer string says.
#include "tests/fuzz/fuzz.h"

#include "protocol/loader/memory_string.h"

#include <algorithm>
#include <string>
#include <vector>

// Input: the string.

using namespace omv::protocol::loader;
using omv::fuzz::require;

namespace {

constexpr std::uint64_t kAddressSpace = std::uint64_t{1} << 32;

char typeOf(const MemoryRun& run)
{
    return static_cast<char>('`' + (run.readable ? 1 : 0) + (run.erasable ? 2 : 0) +
                             (run.writable ? 4 : 0));
}

std::string written(const MemoryMap& map)
{
    std::string text = "@" + std::string(map.name().begin(), map.name().end());
    for (const MemoryRun& run : map.runs()) {
        char part[64];
        std::snprintf(part, sizeof part, "/0x%X/%u*%uB%c", run.address, run.pageCount, run.pageSize,
                      typeOf(run));
        text += part;
    }
    return text;
}

void checkRun(const MemoryMap& map, const MemoryRun& run)
{
    require(run.pageSize > 0 && run.pageCount > 0, "no empty pages");
    require(run.end() <= kAddressSpace, "memory ends within the addresses");
    require(typeOf(run) >= 'a' && typeOf(run) <= 'g', "memory has a type");
    const auto first = map.pageAt(run.address);
    const auto last = map.pageAt(run.end() - 1);
    require(first && first->address == run.address && first->size == run.pageSize,
            "the first page is found");
    require(last && last->end() == run.end(), "the last page is found");
    const std::uint64_t reach = map.reach(run.address, &MemoryRun::writable);
    require(run.writable ? reach >= run.end() : reach == run.address,
            "what can be written reaches");
    for (const MemoryRun& other : map.runs())
        require(&other == &run || other.address >= run.end() || run.address >= other.end(),
                "memory does not overlap");
}

void checkPrefix(const std::vector<char>& text, std::size_t size, const MemoryMap& whole)
{
    const auto part = MemoryMap::parse(std::span(text).first(size));
    if (!part)
        return;
    require(part->runs().size() <= whole.runs().size(), "a part has no more than the whole");
    // "Device Feature" is the one name that changes a type, and it may be cut.
    if (!std::equal(part->name().begin(), part->name().end(), whole.name().begin(),
                    whole.name().end()))
        return;
    require(std::equal(part->runs().begin(), part->runs().end(), whole.runs().begin()),
            "a part has nothing else than the whole");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Of exactly its size, so that reading past it is noticed.
    const std::vector<char> text(data, data + size);
    const auto map = MemoryMap::parse(text);
    if (!map)
        return 0;
    require(!map->runs().empty() && map->runs().size() <= MemoryMap::kMaxRuns, "runs are bounded");
    require(map->name().size() <= MemoryMap::kMaxName, "names are bounded");
    for (const MemoryRun& run : map->runs())
        checkRun(*map, run);
    checkPrefix(text, size / 2, *map);
    if (size > 0)
        checkPrefix(text, size - 1, *map);
    const std::string again = written(*map);
    const auto same = MemoryMap::parse(again);
    require(same && same->complete(), "what was understood is understood again");
    require(std::equal(map->runs().begin(), map->runs().end(), same->runs().begin(),
                       same->runs().end()),
            "with the same memory");
    return 0;
}
