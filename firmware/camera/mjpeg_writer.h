// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blit.h"
#include "protocol/bytes.h"

#include <array>
#include <optional>
#include <vector>

// Motion JPEG in an AVI file (RIFF) with one video stream and no index.

namespace omv::firmware {

constexpr std::size_t kAviHeaderBytes = 224;

struct AviState {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t frames = 0;
    std::uint32_t bytes = 0;  ///< of all frames, their headers left out
    std::uint32_t frameUs = 0;  ///< time from frame to frame; 0 = not known yet
};
/// All that stands before the first frame.
std::array<std::uint8_t, kAviHeaderBytes> aviHeader(const AviState& state);
/// One JPEG as a chunk, filled up to a multiple of 4 bytes.
std::vector<std::uint8_t> aviFrame(protocol::Bytes jpeg);

/// `picture` (raw) as a JPEG of that size: scaled so that it fits, black around it.
/// `options` (what it takes of the picture and does to its colours) in place and size are
/// overwritten. Nothing when that fails.
std::optional<std::vector<std::uint8_t>> jpegOfSize(const Canvas& picture, BlitOptions options,
                                                    Size size, int quality);

}  // namespace omv::firmware
