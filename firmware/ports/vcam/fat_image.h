// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omv::vcam {

/// A file or folder of a FAT file system.
struct FatEntry {
    std::string path;  ///< "lib/a.py", UTF-8; a folder stands before what is in it
    bool folder = false;
    std::vector<std::uint8_t> bytes{};
    std::int64_t modified = 0;  ///< seconds since 1970

    friend bool operator==(const FatEntry&, const FatEntry&) = default;
};

/// The beginning of a FAT volume of `bytes` bytes that holds them: boot sector, table, folders and
/// files; what is behind is free. As the firmware's own formatting: sectors of 512 bytes, one
/// table, long names. Nothing: they do not fit, or have names that FAT does not know.
std::optional<std::vector<std::uint8_t>> packFat(const std::vector<FatEntry>& entries,
                                                 std::uint64_t bytes);

/// All that a FAT12, FAT16 or FAT32 volume holds; times are left out. Nothing: it is none, or
/// is damaged.
std::optional<std::vector<FatEntry>> unpackFat(std::span<const std::uint8_t> volume);

}  // namespace omv::vcam
