// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace omv::firmware {

/// Gray level to RGB565.
using ColorPalette = std::array<std::uint16_t, 256>;

/// Violet over blue, green and yellow to red: hue, full saturation.
const ColorPalette& rainbowPalette();
/// Black over purple and orange to pale yellow.
const ColorPalette& ironbowPalette();
/// Dark red over orange, green and cyan to dark blue: near is warm, far is cold.
const ColorPalette& depthPalette();
/// Event histograms: from OFF (blue) over nothing (dark) to ON (white).
const ColorPalette& darkEventPalette();
/// From OFF (dark) over nothing (white) to ON (blue).
const ColorPalette& lightEventPalette();

}  // namespace omv::firmware
