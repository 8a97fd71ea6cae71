// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace omv {

enum class FileOwner { Any, Self };

/// The contents of a regular file of at most `maxBytes`, which belongs to `owner`; on
/// failure `problem` says why. Never blocks on a FIFO or device.
std::optional<std::string> readFile(const std::string& path, std::size_t maxBytes,
                                    std::string& problem, FileOwner owner = FileOwner::Any);

}  // namespace omv
