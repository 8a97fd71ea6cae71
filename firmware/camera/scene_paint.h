// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_description.h"

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <string>

namespace omv::firmware {

/// A part of something painted: from its left and top edge, in parts of its sides. Beyond 0..1
/// the pattern goes on, and a picture is mirrored.
struct PaintArea {
    double x = 0;
    double y = 0;
    double w = 1;
    double h = 1;
};

/// `picture`: of a Picture paint (RGB). The result is RGB.
cv::Mat paintArea(const ScenePaint& paint, const cv::Mat& picture, const PaintArea& area, int width,
                  int height, std::uint64_t seed);

/// RGB, or RGBA where the file has transparent pixels. Empty: `problem` says why.
cv::Mat loadScenePicture(const std::string& path, std::string& problem);

}  // namespace omv::firmware
