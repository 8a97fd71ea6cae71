// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/kboot_loader.h"

#include "protocol/loader/kboot_host.h"

namespace omv::flasher {

namespace {

namespace kboot = protocol::loader::kboot;

std::uint32_t addressOf(const Partition& partition)
{
    return static_cast<std::uint32_t>(partition.region.address);
}

}  // namespace

KbootLoader::KbootLoader(std::unique_ptr<Pipe> pipe, WaitFor wait)
    : m_runner(LoaderKind::Kboot, std::move(pipe), std::move(wait))
{
}

Result<std::unique_ptr<LoaderSession>> KbootLoader::open(std::unique_ptr<Pipe> pipe, WaitFor wait)
{
    std::unique_ptr<KbootLoader> loader(new KbootLoader(std::move(pipe), std::move(wait)));
    const std::string what = "Cannot talk to the board's loader";
    kboot::GetProperty version({}, kboot::property::kCurrentVersion, kboot::kExpectedVersion);
    if (const Status done = loader->m_runner.run(version, {}, what); !done)
        return Unexpected{done.error()};
    kboot::GetProperty size({}, kboot::property::kMaxPacketSize);
    if (const Status done = loader->m_runner.run(size, {}, what); !done)
        return Unexpected{done.error()};
    loader->m_packetSize = size.value();
    return std::unique_ptr<LoaderSession>(std::move(loader));
}

Result<bool> KbootLoader::holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                                const Watch& watch)
{
    kboot::VerifyMemory machine({0, m_packetSize}, addressOf(partition), bytes);
    return m_runner.same(machine, watch, "Cannot read " + partition.name);
}

Status KbootLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                          const Watch& watch)
{
    const std::string what = "Cannot write " + partition.name;
    kboot::EraseRegion erase({0, m_packetSize}, addressOf(partition),
                             static_cast<std::uint32_t>(bytes.size()));
    // What takes its time is the writing: progress is its.
    if (const Status done = m_runner.run(erase, {watch.cancel, {}}, what); !done)
        return done;
    kboot::WriteMemory write({0, m_packetSize}, addressOf(partition), bytes);
    return m_runner.run(write, watch, what);
}

Status KbootLoader::erase(const Partition& partition, std::uint64_t bytes, const Watch& watch)
{
    kboot::EraseRegion machine({0, m_packetSize}, addressOf(partition),
                               static_cast<std::uint32_t>(bytes));
    return m_runner.run(machine, watch, "Cannot erase " + partition.name);
}

Status KbootLoader::leave()
{
    kboot::Reset machine({0, m_packetSize});
    return m_runner.run(machine, {}, "Cannot leave the loader");
}

}  // namespace omv::flasher
