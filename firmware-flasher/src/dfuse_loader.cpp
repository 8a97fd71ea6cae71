// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/dfuse_loader.h"

#include <algorithm>

#include <fmt/format.h>

#include "firmware-flasher/src/loader_session.h"
#include "libopenmv/src/error_catalog.h"
#include "protocol/loader/dfuse_host.h"

namespace omv::flasher {

namespace {

using protocol::loader::DfuTarget;
using protocol::loader::MemoryMap;

/// Erasing and writing are one thing for who waits.
Watch secondHalf(const Watch& watch)
{
    Watch half = watch;
    if (watch.progress)
        half.progress = [&watch](std::uint64_t done, std::uint64_t total) {
            watch.progress(total + done, 2 * total);
        };
    return half;
}

Watch firstHalf(const Watch& watch)
{
    Watch half = watch;
    if (watch.progress)
        half.progress = [&watch](std::uint64_t done, std::uint64_t total) {
            watch.progress(done, 2 * total);
        };
    return half;
}

}  // namespace

DfuseLoader::DfuseLoader(std::unique_ptr<Pipe> pipe, const DfuTarget& target, Maps maps,
                         std::uint32_t start, WaitFor wait)
    : m_runner(LoaderKind::DfuSe, std::move(pipe), std::move(wait))
    , m_target(target)
    , m_maps(std::move(maps))
    , m_start(start)
{
}

/// By its address: an alternate in the board's file may be that of the board's other loader, and
/// stand for other memory here.
Result<DfuseLoader::Place> DfuseLoader::placeOf(const Partition& partition) const
{
    const auto covers = [&](const MemoryMap& map) {
        return map.pageAt(partition.region.address).has_value();
    };
    auto found = m_maps.find(partition.alternate.value_or(0));
    if (found == m_maps.end() || !covers(found->second))
        found = std::find_if(m_maps.begin(), m_maps.end(),
                             [&](const auto& each) { return covers(each.second); });
    if (found == m_maps.end())
        return fail("OMV-E0729", "Cannot use the memory of " + partition.name,
                    fmt::format("The loader has no memory at {:#010x}", partition.region.address),
                    "Check that the right board is plugged in");
    Place place{m_target, &found->second};
    place.target.alternate = static_cast<std::uint16_t>(found->first);
    return place;
}

Result<bool> DfuseLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                                const Watch& watch)
{
    const auto place = placeOf(partition);
    if (!place)
        return Unexpected{place.error()};
    protocol::loader::DfuseVerify machine(place->target, addressOf(partition), bytes);
    return m_runner.same(machine, watch, "Cannot read " + partition.name);
}

Status DfuseLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                          const Watch& watch)
{
    const auto place = placeOf(partition);
    if (!place)
        return Unexpected{place.error()};
    const std::string what = "Cannot write " + partition.name;
    protocol::loader::DfuseErase erase(place->target, *place->map, addressOf(partition),
                                       static_cast<std::uint32_t>(bytes.size()));
    if (const Status done = m_runner.run(erase, firstHalf(watch), what); !done)
        return done;
    protocol::loader::DfuseWrite write(place->target, *place->map, addressOf(partition), bytes);
    return m_runner.run(write, secondHalf(watch), what);
}

Status DfuseLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    const auto place = placeOf(partition);
    if (!place)
        return Unexpected{place.error()};
    protocol::loader::DfuseErase machine(place->target, *place->map, addressOf(partition),
                                         static_cast<std::uint32_t>(bytes));
    return m_runner.run(machine, watch, "Cannot erase " + partition.name);
}

Status DfuseLoader::read(const Partition& partition, std::span<std::uint8_t> into,
                         const Watch& watch)
{
    const std::string what = "Cannot read " + partition.name;
    if (const Status room = hasRoom(partition, into.size(), what); !room)
        return room;
    const auto place = placeOf(partition);
    if (!place)
        return Unexpected{place.error()};
    protocol::loader::DfuseRead machine(place->target, addressOf(partition), into);
    return m_runner.run(machine, watch, what);
}

Status DfuseLoader::leave()
{
    protocol::loader::DfuseLeave machine(m_target, m_start);
    return m_runner.run(machine, {}, "Cannot leave the loader");
}

}  // namespace omv::flasher
