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
/// For distances: dark red (near) over yellow and cyan to dark blue (far).
const ColorPalette& depthPalette();

}  // namespace omv::firmware
