// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/kboot_loader.h"

#include <array>

#include <fmt/format.h>

#include "firmware-flasher/src/loader_session.h"
#include "protocol/loader/kboot_host.h"

namespace omv::flasher {

namespace {

namespace kboot = protocol::loader::kboot;

/// Where an i.MX RT has the flash behind FlexSPI (i.MX RT1060 reference manual, memory map).
constexpr std::uint32_t kFlexSpiBase = 0x60000000;
constexpr std::uint32_t kOptionBytes = 4;

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

Status KbootLoader::read(const Partition& partition, std::span<std::uint8_t> into,
                         const Watch& watch)
{
    const std::string what = "Cannot read " + partition.name;
    if (const Status room = hasRoom(partition, into.size(), what); !room)
        return room;
    kboot::ReadMemory machine({0, m_packetSize}, addressOf(partition), into);
    return m_runner.run(machine, watch, what);
}

Status KbootLoader::configure(const FlashSetup& setup, const Watch& watch)
{
    if (setup.memory != kboot::memory::kFlexSpiNor)
        return loaderCannot(fmt::format("set up memory {}", setup.memory));
    const kboot::HidLink link{0, m_packetSize};
    kboot::FillMemory option(link, setup.address, kOptionBytes, setup.option);
    kboot::ConfigureMemory apply(link, setup.memory, setup.address);
    kboot::EraseRegion erase(link, kFlexSpiBase, kboot::kEraseBlock);
    kboot::FillMemory block(link, setup.address, kOptionBytes, setup.block);
    kboot::ConfigureMemory writeBlock(link, setup.memory, setup.address);
    const std::string what = "Cannot set up the flash chip";
    for (loader::Machine* each : std::array<loader::Machine*, 2>{&option, &apply}) {
        if (const Status done = m_runner.run(*each, {watch.cancel, {}}, what); !done)
            return done;
    }
    // Not to be cancelled any more: without the block the board starts into its ROM only.
    for (loader::Machine* each : std::array<loader::Machine*, 3>{&erase, &block, &writeBlock}) {
        if (const Status done = m_runner.run(*each, {}, what); !done)
            return done;
    }
    return Done{};
}

Result<bool> KbootLoader::fuseIsSet(const FuseRule& fuse)
{
    kboot::ReadOnce machine({0, m_packetSize}, fuse.index);
    if (const Status done = m_runner.run(machine, {}, "Cannot read the fuse " + fuse.name); !done)
        return Unexpected{done.error()};
    return (machine.value() & fuse.bits) == fuse.bits;
}

Status KbootLoader::burnFuse(const FuseRule& fuse)
{
    kboot::ProgramOnce machine({0, m_packetSize}, fuse.index, fuse.bits);
    return m_runner.run(machine, {}, "Cannot burn the fuse " + fuse.name);
}

Status KbootLoader::leave()
{
    kboot::Reset machine({0, m_packetSize});
    return m_runner.run(machine, {}, "Cannot leave the loader");
}

}  // namespace omv::flasher
