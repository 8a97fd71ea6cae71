// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/kboot_loader.h"

#include "firmware-flasher/src/fault_error.h"
#include "protocol/loader/kboot_host.h"

namespace omv::flasher {

namespace {

namespace kboot = protocol::loader::kboot;
using protocol::loader::Fault;
using protocol::loader::FaultKind;

Status statusOf(const Fault& fault, const std::string& what)
{
    if (!fault)
        return Done{};
    return Unexpected{errorOf(fault, LoaderKind::Kboot, what)};
}

std::uint32_t addressOf(const Partition& partition)
{
    return static_cast<std::uint32_t>(partition.region.address);
}

}  // namespace

KbootLoader::KbootLoader(std::unique_ptr<Pipe> pipe, WaitFor wait)
    : m_pipe(std::move(pipe))
    , m_wait(std::move(wait))
{
}

Result<std::unique_ptr<LoaderSession>> KbootLoader::open(std::unique_ptr<Pipe> pipe, WaitFor wait)
{
    std::unique_ptr<KbootLoader> loader(new KbootLoader(std::move(pipe), std::move(wait)));
    const std::string what = "Cannot talk to the board's loader";
    kboot::GetProperty version({}, kboot::property::kCurrentVersion, kboot::kExpectedVersion);
    if (const Fault fault = loader->run(version, {}))
        return Unexpected{errorOf(fault, LoaderKind::Kboot, what)};
    kboot::GetProperty size({}, kboot::property::kMaxPacketSize);
    if (const Fault fault = loader->run(size, {}))
        return Unexpected{errorOf(fault, LoaderKind::Kboot, what)};
    loader->m_packetSize = size.value();
    return std::unique_ptr<LoaderSession>(std::move(loader));
}

Fault KbootLoader::run(loader::Machine& machine, const Watch& watch)
{
    RunOptions options;
    options.cancel = watch.cancel;
    options.wait = m_wait;
    if (watch.progress)
        options.progress = [&](const loader::Progress& at) { watch.progress(at.done, at.total); };
    return flasher::run(machine, *m_pipe, options);
}

Result<bool> KbootLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                                const Watch& watch)
{
    kboot::VerifyMemory machine({0, m_packetSize}, addressOf(partition), bytes);
    const Fault fault = run(machine, watch);
    if (fault.kind == FaultKind::Mismatch)
        return false;
    if (fault)
        return Unexpected{errorOf(fault, LoaderKind::Kboot, "Cannot read " + partition.name)};
    return true;
}

Status KbootLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                          const Watch& watch)
{
    const std::string what = "Cannot write " + partition.name;
    kboot::EraseRegion erase({0, m_packetSize}, addressOf(partition),
                             static_cast<std::uint32_t>(bytes.size()));
    // What takes its time is the writing: progress is its.
    if (const Fault fault = run(erase, {watch.cancel, {}}))
        return statusOf(fault, what);
    kboot::WriteMemory write({0, m_packetSize}, addressOf(partition), bytes);
    return statusOf(run(write, watch), what);
}

Status KbootLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    kboot::EraseRegion machine({0, m_packetSize}, addressOf(partition),
                               static_cast<std::uint32_t>(bytes));
    return statusOf(run(machine, watch), "Cannot erase " + partition.name);
}

Status KbootLoader::leave()
{
    kboot::Reset machine({0, m_packetSize});
    return statusOf(run(machine, {}), "Cannot leave the loader");
}

}  // namespace omv::flasher
