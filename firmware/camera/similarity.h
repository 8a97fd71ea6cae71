// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blit.h"

#include <optional>

namespace omv::firmware {

/// Of the structural similarities of all tiles of 8 x 8 pixels: 1 is equal, -1 the opposite.
struct Similarity {
    double mean = 0;
    double stdev = 0;
    double min = 0;
    double max = 0;
};

/// Compares `picture` with what blit() would draw into it, where it would. By brightness.
/// `dissimilarity`: (1 - similarity) / 2 of each tile. All 0 when nothing would be drawn;
/// nothing when blit() refuses.
std::optional<Similarity> similarity(const Canvas& picture, const Canvas& other,
                                     const BlitOptions& options, bool dissimilarity);

}  // namespace omv::firmware
