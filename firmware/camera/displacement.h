// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

namespace omv::firmware {

/// How one picture differs from another one.
struct Displacement {
    float x = 0;  ///< pixels to the right
    float y = 0;  ///< pixels up
    float rotation = 0;  ///< radians
    float scale = 0;
    float response = 0;  ///< 0..1: how sharp the peak of the correlation is
};

enum class DisplacementMode {
    Translation,  ///< x, y; rotation and scale are 0
    LogPolar,  ///< rotation and scale; x, y are 0
    Fixed  ///< rotation and scale of the spectra, then x, y of what is left
};

/// By phase correlation. The regions are inside of their pictures and of one size.
Displacement findDisplacement(const Canvas& picture, const Rect& roi, const Canvas& reference,
                              const Rect& referenceRoi, DisplacementMode mode);

}  // namespace omv::firmware
