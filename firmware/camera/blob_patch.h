// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blobs.h"

#include <cstdint>
#include <vector>

// What findBlobs() keeps of a patch of pixels, so that patches can be joined
// without looking at the picture again.

namespace omv::firmware {

struct BlobPatch {
    Rect box;
    std::uint32_t code = 0;
    int count = 1;
    int perimeter = 0;
    std::int64_t pixels = 0;
    std::int64_t sumX = 0;
    std::int64_t sumY = 0;
    std::int64_t sumXX = 0;
    std::int64_t sumYY = 0;
    std::int64_t sumXY = 0;
    /// Points whose convex hull is that of the patch.
    std::vector<Point> outline;
    std::vector<int> columns;  ///< pixels per column of the box; empty when not wanted
    std::vector<int> rows;
};

/// Adds the pixels from `left` to `right` of row `y`, both inclusive. Rows must come
/// in order, and from left to right within one; the box must be set. `perimeter` is
/// the caller's.
void addRun(BlobPatch& patch, int left, int right, int y);

/// Leaves only the corners of the convex hull in the outline.
void reduceOutline(BlobPatch& patch);

BlobPatch joined(const BlobPatch& a, const BlobPatch& b);

/// Bins: the most that are wanted; the patch must have columns and rows for them.
Blob makeBlob(const BlobPatch& patch, int xHistBinsMax, int yHistBinsMax);

}  // namespace omv::firmware
