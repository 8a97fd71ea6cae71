// SPDX-License-Identifier: MIT
#include "firmware/camera/mask.h"

#include "firmware/camera/color.h"

namespace omv::firmware {

bool maskPasses(const Canvas& mask, int x, int y)
{
    if (!mask.contains(x, y))
        return false;
    const std::uint32_t value = pixel(mask, x, y);
    switch (mask.format) {
    case PixelFormat::Binary: return value != 0;
    case PixelFormat::Grayscale: return value > 127;
    case PixelFormat::Rgb565: return luma(fromRgb565(static_cast<std::uint16_t>(value))) > 127;
    default: return false;
    }
}

}  // namespace omv::firmware
