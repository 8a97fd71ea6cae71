// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

namespace omv::firmware {

/// Whether a script's mask lets the pixel be changed: it is set, or brighter than half
/// (Grayscale above 127, Rgb565 by its luma). Outside of the mask nothing is changed.
bool maskPasses(const Canvas& mask, int x, int y);

/// The same for a mask that may be missing: then everything may be changed.
inline bool maskPasses(const Canvas* mask, int x, int y)
{
    return !mask || maskPasses(*mask, x, y);
}

}  // namespace omv::firmware
