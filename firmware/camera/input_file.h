// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omv::firmware {

/// More than any picture, sound or ROM image that a virtual camera has use for.
constexpr std::size_t kMaxInputFileBytes = std::size_t{256} << 20;

/// Why a path cannot be a file to read from: it is not there, a folder, or something that has no
/// end or waits for a writer. Empty: it can.
std::string inputFileProblem(const std::string& path);

/// The contents of a regular file of at most `most` bytes; nothing, and the reason in `problem`,
/// when there is none. Never waits for anybody, never throws for what the path leads to.
std::optional<std::vector<std::uint8_t>> readInputFile(const std::string& path, std::size_t most,
                                                       std::string& problem);

/// The same of a picture file, which is not empty.
std::optional<std::vector<std::uint8_t>> readPictureFile(const std::string& path,
                                                         std::string& problem);

}  // namespace omv::firmware
