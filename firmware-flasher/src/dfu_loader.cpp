// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/dfu_loader.h"

#include <algorithm>

#include "protocol/loader/dfu_host.h"

namespace omv::flasher {

namespace {

using protocol::loader::DfuTarget;

/// Longest for a flash chip of some 32 MiB to be erased as a whole, more than once.
constexpr protocol::Duration kChipErase = 900 * protocol::kSecond;

}  // namespace

DfuLoader::DfuLoader(std::unique_ptr<Pipe> pipe, const DfuTarget& target, WaitFor wait)
    : m_runner(LoaderKind::OpenMvDfu, std::move(pipe), std::move(wait))
    , m_target(target)
{
}

Result<std::unique_ptr<LoaderSession>> DfuLoader::open(std::unique_ptr<Pipe> pipe,
                                                       const DfuTarget& target, WaitFor wait)
{
    std::unique_ptr<DfuLoader> loader(new DfuLoader(std::move(pipe), target, std::move(wait)));
    protocol::loader::DfuHold hold(target);
    if (const Status done = loader->m_runner.run(hold, {}, "Cannot talk to the board's bootloader");
        !done)
        return Unexpected{done.error()};
    return std::unique_ptr<LoaderSession>(std::move(loader));
}

DfuTarget DfuLoader::targetOf(const Partition& partition) const
{
    DfuTarget target = m_target;
    target.alternate = static_cast<std::uint16_t>(partition.alternate.value_or(0));
    target.room = partition.region.bytes;
    return target;
}

Result<bool> DfuLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                              const Watch& watch)
{
    protocol::loader::DfuVerify machine(targetOf(partition), bytes);
    return m_runner.same(machine, watch, "Cannot read " + partition.name);
}

Status DfuLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                        const Watch& watch)
{
    protocol::loader::DfuDownload machine(targetOf(partition), bytes);
    return m_runner.run(machine, watch, "Cannot write " + partition.name);
}

Status DfuLoader::read(const Partition& partition, std::span<std::uint8_t> into, const Watch& watch)
{
    protocol::loader::DfuUpload machine(targetOf(partition), into);
    return m_runner.run(machine, watch, "Cannot read " + partition.name);
}

// What the bootloader has for erasing is writing: the firmware finds no file system in zeros.
Status DfuLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    const std::vector<std::uint8_t> zeros(bytes);
    protocol::loader::DfuDownload machine(targetOf(partition), zeros);
    return m_runner.run(machine, watch, "Cannot erase " + partition.name);
}

// It answers nothing while it erases: a whole chip takes up to some minutes.
Status DfuLoader::rescueStorage(const StorageRescue& rescue, const Partition& partition,
                                const Watch& watch)
{
    std::vector<std::uint8_t> block(partition.region.bytes);
    std::copy(rescue.key.begin(), rescue.key.end(), block.begin());
    DfuTarget target = targetOf(partition);
    target.patience = kChipErase;
    protocol::loader::DfuDownload machine(target, block);
    return m_runner.run(machine, watch, "Cannot bring the flash chip back");
}

Status DfuLoader::leave()
{
    protocol::loader::DfuLeave machine(m_target);
    return m_runner.run(machine, {}, "Cannot leave the bootloader");
}

}  // namespace omv::flasher
