// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/export.h>
#include <openmv/result.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace omv::flasher {

/// "https://..." or "http://..."
OPENMV_API bool isUrl(std::string_view source);

struct DownloadOptions {
    std::string folder{};  ///< where the file goes; empty: downloadFolder()
    std::string sha256{};  ///< what it must have, 64 hexadecimal digits; empty: not known
    std::stop_token cancel{};
    /// `total` 0: not known.
    std::function<void(std::uint64_t done, std::uint64_t total)> progress{};
};

/// $XDG_CACHE_HOME/openmv/releases, or ~/.cache/openmv/releases.
OPENMV_API std::string downloadFolder();

/// Fetches a file and gives its path. An older file of that name stays as it is until the new one
/// is whole: its length is that which the server said, its SHA-256 the one that was asked for.
/// Blocking; one thread. Errors: InvalidArgument (no URL), System (OMV-E0744: no connection, no
/// such file, cut off, no room), VerificationFailed (OMV-E0745: another SHA-256), Cancelled.
OPENMV_API Result<std::string> download(const std::string& url, const DownloadOptions& options);

}  // namespace omv::flasher
