// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/dfu_loader.h"

#include "firmware-flasher/src/fault_error.h"
#include "protocol/loader/dfu_host.h"

namespace omv::flasher {

namespace {

using protocol::loader::DfuTarget;
using protocol::loader::Fault;
using protocol::loader::FaultKind;

Status statusOf(const Fault& fault, const std::string& what)
{
    if (!fault)
        return Done{};
    return Unexpected{errorOf(fault, LoaderKind::OpenMvDfu, what)};
}

}  // namespace

DfuLoader::DfuLoader(std::unique_ptr<Pipe> pipe, const DfuTarget& target, WaitFor wait)
    : m_pipe(std::move(pipe))
    , m_target(target)
    , m_wait(std::move(wait))
{
}

Result<std::unique_ptr<LoaderSession>> DfuLoader::open(std::unique_ptr<Pipe> pipe,
                                                       const DfuTarget& target, WaitFor wait)
{
    std::unique_ptr<DfuLoader> loader(new DfuLoader(std::move(pipe), target, std::move(wait)));
    protocol::loader::DfuHold hold(target);
    if (const Fault fault = loader->run(hold, {}))
        return Unexpected{
            errorOf(fault, LoaderKind::OpenMvDfu, "Cannot talk to the board's bootloader")};
    return std::unique_ptr<LoaderSession>(std::move(loader));
}

DfuTarget DfuLoader::targetOf(const Partition& partition) const
{
    DfuTarget target = m_target;
    target.alternate = static_cast<std::uint16_t>(partition.alternate.value_or(0));
    target.room = partition.region.bytes;
    return target;
}

Fault DfuLoader::run(loader::Machine& machine, const Watch& watch)
{
    RunOptions options;
    options.cancel = watch.cancel;
    options.wait = m_wait;
    if (watch.progress)
        options.progress = [&](const loader::Progress& at) { watch.progress(at.done, at.total); };
    return flasher::run(machine, *m_pipe, options);
}

Result<bool> DfuLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                              const Watch& watch)
{
    protocol::loader::DfuVerify machine(targetOf(partition), bytes);
    const Fault fault = run(machine, watch);
    if (fault.kind == FaultKind::Mismatch)
        return false;
    if (fault)
        return Unexpected{errorOf(fault, LoaderKind::OpenMvDfu, "Cannot read " + partition.name)};
    return true;
}

Status DfuLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                        const Watch& watch)
{
    protocol::loader::DfuDownload machine(targetOf(partition), bytes);
    return statusOf(run(machine, watch), "Cannot write " + partition.name);
}

// What the bootloader has for erasing is writing: the firmware finds no file system in zeros.
Status DfuLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    const std::vector<std::uint8_t> zeros(bytes);
    protocol::loader::DfuDownload machine(targetOf(partition), zeros);
    return statusOf(run(machine, watch), "Cannot erase " + partition.name);
}

Status DfuLoader::leave()
{
    protocol::loader::DfuLeave machine(m_target);
    return statusOf(run(machine, {}), "Cannot leave the bootloader");
}

}  // namespace omv::flasher
