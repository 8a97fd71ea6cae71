// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/backup.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "firmware-flasher/src/image_formats.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/read_file.h"
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

/// A FAT volume is kept as it is: clusters that are all 0xFF belong to files, too, and a
/// shorter one would leave in them what the chip held before.
bool isFatVolume(const std::vector<std::uint8_t>& bytes)
{
    constexpr std::size_t kSignature = 510;
    return bytes.size() > kSignature + 1 && (bytes[0] == 0xEB || bytes[0] == 0xE9) &&
        bytes[kSignature] == 0x55 && bytes[kSignature + 1] == 0xAA;
}

void cutErased(std::vector<std::uint8_t>& bytes)
{
    const auto last =
        std::find_if(bytes.rbegin(), bytes.rend(), [](std::uint8_t byte) { return byte != 0xFF; });
    const auto used = static_cast<std::size_t>(bytes.rend() - last);
    bytes.resize(std::min(bytes.size(), (used + kRound - 1) / kRound * kRound));
}

/// Nothing: there is none.
std::optional<bool> holdsSame(const std::string& path, const std::vector<std::uint8_t>& bytes)
{
    std::error_code none;
    if (!fs::exists(fs::symlink_status(path, none)))
        return std::nullopt;
    std::string problem;
    const auto text = readFile(path, bytes.size() + 1, problem);
    return text &&
        std::equal(text->begin(), text->end(), bytes.begin(), bytes.end(),
                   [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

}  // namespace

Status Backup::makeRoom(std::uint64_t bytes) const
{
    std::error_code failed;
    fs::create_directories(m_folder, failed);
    if (failed)
        return fail("OMV-E0743", "Cannot back up to " + m_folder, failed.message(),
                    "Name a folder that you may write to");
    const fs::space_info space = fs::space(m_folder, failed);
    if (!failed && space.available < bytes)
        return fail("OMV-E0743", "Cannot back up to " + m_folder,
                    fmt::format("{} bytes are free, up to {} are needed", space.available, bytes),
                    "Name a folder on another disk");
    return Done{};
}

Result<bool> Backup::take(LoaderSession& session, const Partition& partition, std::uint64_t size,
                          const std::string& file, const Watch& watch)
{
    auto bytes = readAll(session, partition, size, watch);
    if (!bytes)
        return Unexpected{bytes.error()};
    // Less than all of a partition was asked for: that is what its file always has.
    const bool exact = size < partition.region.bytes && !partition.wholeChip;
    if (!romfsLength(*bytes) && !isFatVolume(*bytes) && !exact)
        cutErased(*bytes);
    if (bytes->empty())
        return false;
    const std::string path = (fs::path(m_folder) / file).string();
    if (const auto same = holdsSame(path, *bytes); same && !*same)
        return fail(
            "OMV-E0746", "Not backed up: there is a file " + path + " already",
            "It holds something else than the board does now; it may be the backup of a run "
            "that was cut off",
            "Name another folder, or leave --backup away to keep the one that there is");
    else if (same)
        return true;
    if (const Status written = writeFile(path, *bytes); !written)
        return Unexpected{written.error()};
    return true;
}

}  // namespace omv::flasher
