// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/backup.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "firmware-flasher/src/image_formats.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/write_file.h"

namespace omv::flasher {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = 4096;
constexpr std::size_t kRound = 16;  // what every flash takes

/// Of a ROMFS only what it has is of interest: reading all of 24 MB takes a minute.
Result<std::vector<std::uint8_t>> readAll(LoaderSession& session, const Partition& partition,
                                          std::uint64_t size, const Watch& watch)
{
    std::vector<std::uint8_t> bytes(std::min<std::uint64_t>(kHead, size));
    if (const Status read = session.read(partition, bytes, {watch.cancel, {}}); !read)
        return Unexpected{read.error()};
    if (const auto romfs = romfsLength(bytes))
        size = std::min(*romfs, size);
    bytes.resize(size);
    if (size > kHead) {
        if (const Status read = session.read(partition, bytes, watch); !read)
            return Unexpected{read.error()};
    }
    return bytes;
}

void cutErased(std::vector<std::uint8_t>& bytes)
{
    const auto last =
        std::find_if(bytes.rbegin(), bytes.rend(), [](std::uint8_t byte) { return byte != 0xFF; });
    const auto used = static_cast<std::size_t>(bytes.rend() - last);
    bytes.resize(std::min(bytes.size(), (used + kRound - 1) / kRound * kRound));
}

Status makeRoom(const std::string& folder, std::uint64_t bytes)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return fail("OMV-E0743", "Cannot back up to " + folder, failed.message(),
                    "Name a folder that you may write to");
    const fs::space_info space = fs::space(folder, failed);
    if (!failed && space.available < bytes)
        return fail("OMV-E0743", "Cannot back up to " + folder,
                    fmt::format("{} bytes are free, up to {} are needed", space.available, bytes),
                    "Name a folder on another disk. Nothing was written to the board");
    return Done{};
}

}  // namespace

Result<bool> Backup::take(LoaderSession& session, const Partition& partition, std::uint64_t size,
                          const std::string& file, const Watch& watch)
{
    if (const Status room = makeRoom(m_folder, size); !room)
        return Unexpected{room.error()};
    auto bytes = readAll(session, partition, size, watch);
    if (!bytes)
        return Unexpected{bytes.error()};
    // Less than all of a partition was asked for: that is what its file always has.
    const bool exact = size < partition.region.bytes && !partition.wholeChip;
    if (!romfsLength(*bytes) && !exact)
        cutErased(*bytes);
    if (bytes->empty())
        return false;
    if (const Status written = writeFile((fs::path(m_folder) / file).string(), *bytes); !written)
        return Unexpected{written.error()};
    return true;
}

}  // namespace omv::flasher
