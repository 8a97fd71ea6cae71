// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>

// Changes of colour and brightness in place.

namespace omv::firmware {

/// Brings red and blue to the level of green: of the averages, or with `brightest` of the
/// largest values. At most fourfold. Rgb565 and Bayer; others stay as they are.
void whiteBalance(const Canvas& picture, bool brightest);

/// Rows for red, green and blue: factors of red, green and blue, and an offset in steps of
/// the channel that is half as much for green's 6 bits. Rgb565 only.
using ColorMatrix = std::array<std::array<double, 4>, 3>;
void correctColors(const Canvas& picture, const ColorMatrix& matrix);

/// value^(1 / gamma) * contrast + brightness, with values from 0 to 1. Any raw format; of
/// YUV the Y only.
void correctGamma(const Canvas& picture, double gamma, double contrast, double brightness);

/// Spreads the brightness so that all levels are equally frequent. Binary, Grayscale,
/// Rgb565 (its Y). `mask` (see maskPasses()) says what is written, not what is counted.
void equalize(const Canvas& picture, const Canvas* mask);
/// The same by tiles, with the contrast limited to `clipLimit`; 0 and less: no limit, 1:
/// nothing is changed.
void equalizeAdaptive(const Canvas& picture, double clipLimit, const Canvas* mask);

}  // namespace omv::firmware
