// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace omv::flasher {

struct ArchivedFile {
    std::string path;  ///< with / between the parts, never leading out of the archive
    std::vector<std::uint8_t> bytes;
};

/// All regular files of a zip. Errors: Malformed (OMV-E0704): no zip, cut off, a path that is
/// absolute or has "..", or more than a release can have (kMostFiles, kMostBytes unpacked).
Result<std::vector<ArchivedFile>> readZip(const std::string& source,
                                          std::span<const std::uint8_t> zip);

/// A zip with these files, always the same bytes for the same ones. Errors: System (OMV-E0731).
Result<std::vector<std::uint8_t>> writeZip(std::span<const ArchivedFile> files);

inline constexpr std::size_t kMostFiles = 4096;
inline constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 29;

}  // namespace omv::flasher
