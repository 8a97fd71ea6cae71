// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/pixel_format.h"

#include <cstdint>
#include <optional>

// The frame counter that the synthetic scene draws over the top of every frame:
// two rows of 20 cells over the whole width, each row height/20 pixels high
// (at least 6), black 0 and white 1:
//
//     cell    0  1   2 .. 17            18 19
//     row 0   1  0   counter bits 15..0  check bits 3..2
//     row 1   0  1   counter bits 31..16 check bits 1..0
//
// The check is 15 minus the low four bits of the sum of the counter's eight
// hexadecimal digits. Cells are wide enough from 160x120 on to survive JPEG.

namespace omv::firmware {

/// Draws the counter into packed 24-bit RGB.
void drawFrameCounter(protocol::MutableBytes rgb, int width, int height, std::uint32_t counter);

/// Reads it from packed RGB (3 bytes a pixel) or grayscale (1 byte a pixel):
/// the size of `pixels` tells which. Nothing when there is no valid counter.
std::optional<std::uint32_t> readFrameCounter(protocol::Bytes pixels, std::uint32_t width,
                                              std::uint32_t height);
/// Reads it from a raw Grayscale or RGB565 frame.
std::optional<std::uint32_t> readFrameCounter(protocol::Bytes pixels, std::uint32_t width,
                                              std::uint32_t height, protocol::PixelFormat format);

}  // namespace omv::firmware
