// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "protocol/bytes.h"

#include <array>
#include <optional>

// The file format of image.ImageIO: "OMV IMG STR V2.0", then frames, each a header and the
// pixels, filled up to a multiple of 16 bytes. Numbers are 32 bits, little-endian.

namespace omv::firmware {

constexpr std::size_t kStreamMagicBytes = 16;
constexpr std::size_t kMostFrameHeaderBytes = 32;

enum class StreamVersion {
    V1_0 = 10,  ///< RGB565 with its bytes swapped
    V1_1 = 11,
    V2_0 = 20
};

std::array<std::uint8_t, kStreamMagicBytes> streamMagic();
/// The number of the version of a file (21 for "V2.1"), known or not; nothing when the file is
/// no image stream.
std::optional<int> streamVersion(protocol::Bytes magic);
bool isKnownVersion(int version);

struct StreamFrame {
    std::uint32_t elapsedMs = 0;  ///< since the frame before
    int width = 0;
    int height = 0;
    PixelFormat format = PixelFormat::Invalid;
    std::size_t size = 0;  ///< of the pixels or the compressed file, without filling
};
/// 16 bytes before version 2, which also tells the size and is filled up to 32.
std::size_t frameHeaderBytes(StreamVersion version);
/// In version 2.0.
std::array<std::uint8_t, kMostFrameHeaderBytes> frameHeader(const StreamFrame& frame);
/// Nothing when it is cut off, of an unknown format or of a senseless size.
std::optional<StreamFrame> parseFrameHeader(protocol::Bytes header, StreamVersion version);
/// Bytes that follow the pixels.
std::size_t framePadding(std::size_t size);

}  // namespace omv::firmware
