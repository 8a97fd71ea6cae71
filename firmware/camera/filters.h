// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <vector>

// Filters over squares of (2 * ksize + 1) pixels, in place, on Binary, Grayscale and
// Rgb565. Beyond the edges the nearest pixel is repeated. Each channel is filtered in its
// own depth (Rgb565: 5, 6 and 5 bits), with the firmware's rounding.

namespace omv::firmware {

/// What the filters have in common: where they write, and whether they write the result
/// or what a comparison with it says.
struct FilterOptions {
    bool threshold = false;  ///< white where the result less `offset` is darker than the pixel
    int offset = 0;
    bool invert = false;  ///< swaps white and black of `threshold`
    const Canvas* mask = nullptr;  ///< see maskPasses()
};
/// Largest `ksize` that a caller should let through.
inline constexpr int kMostKernelRadius = 127;

/// Average, by a multiplication with 65536 / pixels: a little too small for most sizes.
void meanFilter(const Canvas& picture, int ksize, const FilterOptions& options);
/// Most frequent value; of equals the smallest.
void modeFilter(const Canvas& picture, int ksize, const FilterOptions& options);
/// `percentile` 0 (minimum) to 1 (maximum). Gray levels in steps of 4.
void medianFilter(const Canvas& picture, int ksize, double percentile,
                  const FilterOptions& options);
/// Between the minimum (`bias` 0) and the maximum (1).
void midpointFilter(const Canvas& picture, int ksize, double bias, const FilterOptions& options);

struct Kernel {
    int ksize = 0;
    std::vector<double> weights{};  ///< whole numbers, row by row
    double sum = 1;  ///< the sum is divided by it
};
/// By binomial coefficients. `unsharp`: twice the pixel less the blurred one.
Kernel gaussianKernel(int ksize, bool unsharp);
/// The pixel less its blurred surroundings; `sharpen`: added to the pixel.
Kernel laplacianKernel(int ksize, bool sharpen);
/// Each channel becomes the weighted sum times `mul` / kernel.sum, plus `add`.
void morphFilter(const Canvas& picture, const Kernel& kernel, double mul, double add,
                 const FilterOptions& options);

/// Both sigmas in shares: of the channel's range, and of the kernel's diagonal.
void bilateralFilter(const Canvas& picture, int ksize, double colorSigma, double spaceSigma,
                     const FilterOptions& options);

}  // namespace omv::firmware
