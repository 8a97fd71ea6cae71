// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/thresholds.h"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace omv::firmware {

/// A connected patch of pixels that pass one threshold, or several such patches
/// merged. Coordinates are those of the whole picture, also with a roi.
struct Blob {
    int x = 0;  ///< bounding box
    int y = 0;
    int w = 0;
    int h = 0;
    int cx = 0;  ///< centroid, rounded
    int cy = 0;
    int pixels = 0;
    /// Radians, 0 up to and without pi: from the x axis to the long axis, clockwise
    /// as seen (y points down). 0 for patches without a long axis.
    double rotation = 0;
    std::uint32_t code = 0;  ///< bit n: threshold number n took part
    int count = 0;  ///< patches in it; 1 unless merged
    /// Pixels with at least one of the four neighbours outside the patch; holes count
    /// too. The sum of all patches when merged.
    int perimeter = 0;
    /// Spread across the long axis divided by the spread along it (ratio of the second
    /// moments), 0..1. A disc and a square have 1; lines and single pixels have 0.
    double roundness = 0;
    std::vector<int> xHistBins{};  ///< pixels per slice of columns, left to right
    std::vector<int> yHistBins{};  ///< pixels per slice of rows, top to bottom
    /// Outermost pixels along the diagonals, clockwise: top left, top right, bottom
    /// right, bottom left. Of equal ones the topmost, rightmost, lowest, leftmost
    /// wins, so that a square standing on its tip gives its four tips.
    std::array<Point, 4> corners{};
    /// The smallest rectangle around all pixel centres, rounded, clockwise, the one
    /// nearest to the top left (smallest x + y) first.
    std::array<Point, 4> minCorners{};
    double cxf = 0;  ///< centroid
    double cyf = 0;
    double elongation = 0;  ///< 1 - roundness
    int area = 0;  ///< of the bounding box
    double density = 0;  ///< pixels / area
    double compactness = 0;  ///< 4 pi pixels / perimeter squared; small patches exceed 1
};

/// The defaults are those of the script's find_blobs().
struct BlobOptions {
    std::vector<ColorThreshold> thresholds{};  ///< those after the 32nd are not looked at
    bool invert = false;  ///< look for what lies outside of each threshold
    Rect roi{};  ///< clipped to the picture; without size: the whole picture
    /// Patches are looked for at every x_stride-th pixel of every y_stride-th row; rows
    /// are staggered, so that an upright line is not missed. A patch once found is
    /// exact. Both >= 1; a smaller number counts as 1.
    int xStride = 2;
    int yStride = 1;
    int areaThreshold = 10;  ///< smaller bounding boxes are dropped, before merging
    int pixelsThreshold = 10;  ///< patches of fewer pixels are dropped, before merging
    /// Merge blobs whose bounding boxes overlap, of whatever threshold, until none do.
    bool merge = false;
    /// Boxes that are this much apart still merge: with 1, boxes that touch. A negative
    /// number asks for more overlap than one pixel.
    int margin = 0;
    /// Called once for each patch that is large enough; false drops it. May be empty.
    std::function<bool(const Blob&)> thresholdCallback{};
    /// Called for two blobs that could merge; false keeps them apart. May be empty.
    std::function<bool(const Blob&, const Blob&)> mergeCallback{};
    int xHistBinsMax = 0;  ///< the most entries of xHistBins; 0 for none
    int yHistBinsMax = 0;
};

/// Patches are connected by their edges, not by corners. A pixel belongs to the first
/// threshold that it passes and that found it. Blobs come by threshold, then in the
/// order of the scan (rows from the top); a merged one has the place of its first part.
/// Empty when the picture is not Binary, Grayscale or Rgb565 or the roi is outside.
/// Callbacks run in the calling thread, while no other blob work is under way; they
/// may stop the search by answering false to everything, but must return.
std::vector<Blob> findBlobs(const Canvas& picture, const BlobOptions& options);

}  // namespace omv::firmware
