// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <vector>

// GIF89a without compression: 128 colours or levels, so that a pixel takes one byte and no
// table of codes is needed, as the firmware writes it.

namespace omv::firmware {

constexpr std::uint8_t kGifTrailer = ';';

/// Screen, palette (colours with 2, 3 and 2 bits of red, green and blue, or gray levels), and
/// for `loop` the extension that repeats for ever.
std::vector<std::uint8_t> gifHeader(int width, int height, bool color, bool loop);
/// One frame; `delay` in 1/100 s. Any raw picture; gray levels or colours by its format.
/// Empty when it cannot be read.
std::vector<std::uint8_t> gifFrame(const Canvas& picture, int delay);

}  // namespace omv::firmware
