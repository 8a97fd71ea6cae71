// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "protocol/bytes.h"

#include <optional>
#include <vector>

// Object detection by a cascade of boosted Haar features (Viola and Jones), in the fixed
// point numbers and the scan of firmware 5.0. No function throws.

namespace omv::firmware {

/// A cascade as its binary file holds it.
struct Cascade {
    struct Rectangle {
        int x = 0;
        int y = 0;
        int w = 0;
        int h = 0;
        int weight = 0;
    };
    /// A stump: `above` when the weighted sum of its rectangles reaches the threshold
    /// times the deviation of the window, else `below`.
    struct Feature {
        int threshold = 0;  ///< times 4096
        int below = 0;  ///< times 256
        int above = 0;  ///< times 256
        std::size_t rectangles = 0;  ///< index behind its last rectangle
    };
    struct Stage {
        int threshold = 0;  ///< times 256
        std::size_t features = 0;  ///< index behind its last feature
    };

    int width = 0;
    int height = 0;
    std::vector<Stage> stages;
    std::vector<Feature> features;
    std::vector<Rectangle> rectangles;
};

/// Reads the whole file: width, height and number of stages (32 bits each, little-endian);
/// features per stage (8 bits each, padded to 4 bytes); then 16-bit stage thresholds,
/// feature thresholds, values below and values above; 8 bits each: rectangles per feature,
/// weights, and x, y, w, h of the rectangles. Nothing when it is cut off or senseless.
std::optional<Cascade> parseCascade(protocol::Bytes file);

struct FeatureSearch {
    double threshold = 0.5;  ///< share of each stage's threshold that is enough
    double scale = 1.5;  ///< from one size to the next, above 1
    std::size_t stages = SIZE_MAX;  ///< how many of them to use
};
/// Where the cascade finds its object in `roi` (inside of the picture), detections that
/// overlap averaged into one.
std::vector<Rect> findFeatures(const Canvas& picture, const Rect& roi, const Cascade& cascade,
                               const FeatureSearch& search);

/// The dark centre that most edges in the lower part of `roi` surround: the pupil, when
/// `roi` is an eye. Its corner when there are no edges.
Point findPupil(const Canvas& picture, const Rect& roi);

}  // namespace omv::firmware
