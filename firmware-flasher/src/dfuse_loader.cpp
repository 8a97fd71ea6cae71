// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/dfuse_loader.h"

#include "firmware-flasher/src/fault_error.h"
#include "libopenmv/src/error_catalog.h"
#include "protocol/loader/dfuse_host.h"

namespace omv::flasher {

namespace {

using protocol::loader::DfuTarget;
using protocol::loader::Fault;
using protocol::loader::FaultKind;
using protocol::loader::MemoryMap;

Status statusOf(const Fault& fault, const std::string& what)
{
    if (!fault)
        return Done{};
    return Unexpected{errorOf(fault, LoaderKind::DfuSe, what)};
}

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
    : m_pipe(std::move(pipe))
    , m_target(target)
    , m_maps(std::move(maps))
    , m_start(start)
    , m_wait(std::move(wait))
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

Fault DfuseLoader::run(loader::Machine& machine, const Watch& watch)
{
    RunOptions options;
    options.cancel = watch.cancel;
    options.wait = m_wait;
    if (watch.progress)
        options.progress = [&](const loader::Progress& at) { watch.progress(at.done, at.total); };
    return flasher::run(machine, *m_pipe, options);
}

Result<bool> DfuseLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                                const Watch& watch)
{
    protocol::loader::DfuseVerify machine(targetOf(partition), addressOf(partition), bytes);
    const Fault fault = run(machine, watch);
    if (fault.kind == FaultKind::Mismatch)
        return false;
    if (fault)
        return Unexpected{errorOf(fault, LoaderKind::DfuSe, "Cannot read " + partition.name)};
    return true;
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
    if (const Fault fault = run(erase, firstHalf(watch)))
        return statusOf(fault, what);
    protocol::loader::DfuseWrite write(target, **map, addressOf(partition), bytes);
    return statusOf(run(write, secondHalf(watch)), what);
}

Status DfuseLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    const auto map = mapOf(partition);
    if (!map)
        return Unexpected{map.error()};
    protocol::loader::DfuseErase machine(targetOf(partition), **map, addressOf(partition),
                                         static_cast<std::uint32_t>(bytes));
    return statusOf(run(machine, watch), "Cannot erase " + partition.name);
}

Status DfuseLoader::leave()
{
    protocol::loader::DfuseLeave machine(m_target, m_start);
    return statusOf(run(machine, {}), "Cannot leave the loader");
}

}  // namespace omv::flasher
