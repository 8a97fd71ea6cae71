// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_motion.h"

#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

namespace omv::firmware {

using SceneOutline = std::vector<std::vector<ScenePoint>>;

/// An object ready to be drawn, in coordinates of its own box: 0..1 from its upper left corner.
struct SceneFigure {
    SceneExtent extent;  ///< of the box
    SceneOutline outline;  ///< closed; what is inside of an odd number of them is filled
    cv::Mat bitmap;  ///< RGB or RGBA; empty: one colour
    bool cells = false;  ///< the bitmap's pixels are squares with sharp edges
    ScenePoint bitmapBegin{0, 0};  ///< where the bitmap lies; codes have white around the box
    ScenePoint bitmapEnd{1, 1};
};

/// Builds it: reads pictures, encodes codes. False: `problem` says why that cannot be done.
bool makeFigure(const SceneObject& object, double aspect, std::uint64_t seed, SceneFigure& figure,
                std::string& problem);

/// In a box, its first corner at the top.
std::vector<ScenePoint> regularPolygon(int sides);

/// A face from the front, RGBA, as detectors of upright faces find it.
cv::Mat drawFace(Rgb skin);

}  // namespace omv::firmware
