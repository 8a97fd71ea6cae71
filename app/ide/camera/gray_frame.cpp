// SPDX-License-Identifier: MIT
#include "app/ide/camera/gray_frame.h"

namespace omv::ide {

namespace {

constexpr std::uint8_t kMarker = 0xFF;
constexpr std::size_t kComponentsAt = 7;  // in a frame header, from its length on

/// SOF0 to SOF15 but for the three numbers that mean something else.
bool isFrameHeader(std::uint8_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Of a JPEG file; 0 when it has no frame header.
int components(std::span<const std::uint8_t> file)
{
    std::size_t at = 2;
    while (at + 4 <= file.size() && file[at] == kMarker) {
        const std::uint8_t marker = file[at + 1];
        if (marker == kMarker) {  // padding
            ++at;
            continue;
        }
        const auto length = static_cast<std::size_t>(file[at + 2] << 8 | file[at + 3]);
        if (isFrameHeader(marker))
            return at + 2 + kComponentsAt < file.size() ? file[at + 2 + kComponentsAt] : 0;
        at += 2 + length;
    }
    return 0;
}

}  // namespace

bool isGray(const Frame& frame)
{
    switch (frame.format) {
    case PixelFormat::Binary:
    case PixelFormat::Grayscale: return true;
    case PixelFormat::Jpeg: return components(frame.data()) == 1;
    default: return false;
    }
}

}  // namespace omv::ide
