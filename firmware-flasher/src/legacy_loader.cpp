// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/legacy_loader.h"

#include "firmware-flasher/src/loader_session.h"

namespace omv::flasher {

namespace {

namespace legacy = protocol::loader::legacy_cdc;

constexpr const char* kReplaceIt = "Replace the camera's bootloader first: omv flash bootloader";

/// On cameras with a second flash chip the file system is there.
bool isFileSystem(const Partition& partition)
{
    return partition.name == "FILESYSTEM" || partition.name == "SPI_FLASH";
}

}  // namespace

LegacyLoader::LegacyLoader(std::unique_ptr<Pipe> pipe, const LegacySectors& sectors, Speed speed,
                           WaitFor wait)
    : m_runner(LoaderKind::LegacyCdc, std::move(pipe), std::move(wait))
{
    m_options.speed = speed;
    m_options.defaults = {sectors.fileSystem, sectors.firmware, sectors.last};
}

Result<std::unique_ptr<LoaderSession>> LegacyLoader::open(std::unique_ptr<Pipe> pipe,
                                                          const LegacySectors& sectors, Speed speed,
                                                          WaitFor wait)
{
    return std::unique_ptr<LoaderSession>(
        new LegacyLoader(std::move(pipe), sectors, speed, std::move(wait)));
}

Result<bool> LegacyLoader::holds(const Partition&, std::span<const std::uint8_t>, const Watch&)
{
    return loaderCannot("read memory");
}

Status LegacyLoader::write(const Partition& partition, std::span<const std::uint8_t> bytes,
                           const Watch& watch)
{
    const std::string what = "Cannot write " + partition.name;
    if (partition.name != "FIRMWARE")
        return loaderCannot("write " + partition.name, "This old bootloader takes firmware only",
                            kReplaceIt);
    if (const Status room = hasRoom(partition, bytes.size(), what); !room)
        return room;
    legacy::Flash fast(bytes, m_options);
    Status done = m_runner.run(fast, watch, what);
    const bool there = !done && fast.version() && done.error().code != Errc::Disconnected &&
        done.error().code != Errc::Cancelled;
    if (there) {
        legacy::FlashOptions careful = m_options;
        careful.mode = legacy::Mode::Safe;
        legacy::Flash safe(bytes, careful);
        done = m_runner.run(safe, watch, what);
    }
    m_written = m_written || done;
    return done;
}

Status LegacyLoader::erase(const Partition& partition, std::uint64_t, const Watch&)
{
    if (!isFileSystem(partition))
        return loaderCannot("erase " + partition.name,
                            "This old bootloader erases the file system only", kReplaceIt);
    if (m_written)
        return loaderCannot("erase " + partition.name,
                            "It started the firmware, which it was given without that",
                            "Write the firmware again, and have the file system emptied before");
    m_options.eraseFileSystem = true;
    return Done{};
}

Status LegacyLoader::leave()
{
    if (m_options.eraseFileSystem && !m_written)
        return loaderCannot("empty the file system alone",
                            "This old bootloader does it only when it writes firmware",
                            "Write firmware along with it");
    return Done{};
}

}  // namespace omv::flasher
