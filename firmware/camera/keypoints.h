// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/lbp.h"
#include "protocol/bytes.h"

#include <array>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

// Corners with descriptors (ORB), matching, and the files that scripts keep descriptors in.

namespace omv::firmware {

struct Keypoint {
    std::uint16_t x = 0;
    std::uint16_t y = 0;
    std::uint16_t score = 0;
    std::uint16_t octave = 0;  ///< 1 = the picture's own size
    std::uint16_t angle = 0;  ///< degrees, in steps of 15
    std::array<std::uint8_t, 32> descriptor{};  ///< 128 pairs of bits
};

struct KeypointSearch {
    int threshold = 20;
    bool normalized = false;  ///< only at the picture's own size
    double scale = 1.5;  ///< above 1
    std::size_t most = 100;
};
/// The strongest first. Looks at the part of `roi` that is 31 pixels away from its edges.
std::vector<Keypoint> findKeypoints(const Canvas& picture, const Rect& roi,
                                    const KeypointSearch& search);

struct KeypointMatch {
    Rect box;  ///< of the matched points of the second set
    Point center;
    int count = 0;
    int theta = 0;  ///< degrees that the second set is turned by, 0..180 to either side
    std::vector<std::pair<std::size_t, std::size_t>> pairs;  ///< index in the first, in the second
};
/// `threshold`: 0..100; the lower, the more a match must be better than the next one.
KeypointMatch matchKeypoints(const std::vector<Keypoint>& first,
                             const std::vector<Keypoint>& second, int threshold,
                             bool filterOutliers);

using Descriptor = std::variant<LbpDescriptor, std::vector<Keypoint>>;
/// A file: 32-bit kind (0 LBP, 1 keypoints), then the histograms; or a 32-bit count and per
/// keypoint x, y, score, octave, angle (16 bits each) and 32 bytes. Little-endian.
std::vector<std::uint8_t> descriptorFile(const Descriptor& descriptor);
/// Nothing when the file is cut off or of another kind.
std::optional<Descriptor> parseDescriptor(protocol::Bytes file);

}  // namespace omv::firmware
