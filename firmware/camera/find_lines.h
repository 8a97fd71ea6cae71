// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/find_strides.h"
#include "firmware/camera/thresholds.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omv::firmware {

/// A straight line or a piece of one. Coordinates are those of the whole picture.
struct Line {
    Point from;
    Point to;
    std::int64_t magnitude = 0;  ///< how strong it is; the larger, the surer
    /// The line's normal: degrees from the x axis, clockwise as seen, 0..179. 0 is an
    /// upright line, 90 a level one.
    int theta = 0;
    int rho = 0;  ///< along the normal from the picture's origin; negative when behind it

    int length() const;
};

/// The defaults are those of the script's find_lines().
struct LineOptions {
    Rect roi{};  ///< without size: the whole picture
    Strides strides{};
    std::int64_t threshold = 1000;  ///< weaker lines are dropped, before merging
    int thetaMargin = 25;  ///< lines nearer than this in both theta and rho merge
    int rhoMargin = 25;
};

/// Straight edges by the Hough transform, each from border to border of the roi. Pictures
/// that are not Binary, Grayscale or Rgb565 have none.
std::vector<Line> findLines(const Canvas& picture, const LineOptions& options);

struct SegmentOptions {
    Rect roi{};
    int mergeDistance = 0;  ///< pieces this near merge; 0: none do
    int maxThetaDifference = 15;  ///< degrees; what differs more does not merge
    int threshold = 50;  ///< the least mean strength of the edge, 0..1020
};

/// Pieces of straight edges.
std::vector<Line> findLineSegments(const Canvas& picture, const SegmentOptions& options);

struct RegressionOptions {
    std::vector<ColorThreshold> thresholds{};
    bool invert = false;
    Rect roi{};
    Strides strides{};
    int areaThreshold = 10;  ///< of the box around all pixels
    int pixelsThreshold = 10;
    int targetWidth = 80;  ///< larger pictures are looked at in as many cells
    int targetHeight = 60;
};

/// The line that goes through the pixels that pass any threshold: that of the median slope
/// (Theil-Sen), so that strays do not turn it. Nothing when there are too few.
std::optional<Line> findRegression(const Canvas& picture, const RegressionOptions& options);

/// The part inside `roi` of the line with that normal; nothing when it passes by. `rho` is
/// measured from the roi's corner, and the result's from the picture's.
std::optional<Line> lineAcross(const Rect& roi, int theta, double rho);

}  // namespace omv::firmware
