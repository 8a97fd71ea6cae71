// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/dfuse_loader.h"

#include "libopenmv/src/error_catalog.h"
#include "protocol/loader/dfuse_host.h"

namespace omv::flasher {

namespace {

using protocol::loader::DfuTarget;
using protocol::loader::MemoryMap;

std::uint32_t addressOf(const Partition& partition)
{
    return static_cast<std::uint32_t>(partition.region.address);
}

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

DfuTarget DfuseLoader::targetOf(const Partition& partition) const
{
    DfuTarget target = m_target;
    target.alternate = static_cast<std::uint16_t>(partition.alternate.value_or(0));
    return target;
}

Result<const MemoryMap*> DfuseLoader::mapOf(const Partition& partition) const
{
    const auto map = m_maps.find(partition.alternate.value_or(0));
    if (map != m_maps.end())
        return &map->second;
    return fail("OMV-E0729", "Cannot use the memory of " + partition.name,
                "The loader does not say what memory it has there",
                "Check that the right board is plugged in");
}

Result<bool> DfuseLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                                const Watch& watch)
{
    protocol::loader::DfuseVerify machine(targetOf(partition), addressOf(partition), bytes);
    return m_runner.same(machine, watch, "Cannot read " + partition.name);
}

Status DfuseLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                          const Watch& watch)
{
    const auto map = mapOf(partition);
    if (!map)
        return Unexpected{map.error()};
    const std::string what = "Cannot write " + partition.name;
    const DfuTarget target = targetOf(partition);
    protocol::loader::DfuseErase erase(target, **map, addressOf(partition),
                                       static_cast<std::uint32_t>(bytes.size()));
    if (const Status done = m_runner.run(erase, firstHalf(watch), what); !done)
        return done;
    protocol::loader::DfuseWrite write(target, **map, addressOf(partition), bytes);
    return m_runner.run(write, secondHalf(watch), what);
}

Status DfuseLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    const auto map = mapOf(partition);
    if (!map)
        return Unexpected{map.error()};
    protocol::loader::DfuseErase machine(targetOf(partition), **map, addressOf(partition),
                                         static_cast<std::uint32_t>(bytes));
    return m_runner.run(machine, watch, "Cannot erase " + partition.name);
}

Status DfuseLoader::leave()
{
    protocol::loader::DfuseLeave machine(m_target, m_start);
    return m_runner.run(machine, {}, "Cannot leave the loader");
}

}  // namespace omv::flasher
