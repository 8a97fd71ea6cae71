// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace omv::firmware {

/// The families, with the numbers of the script's constants.
enum TagFamily : std::uint32_t {
    kTag16h5 = 1,
    kTag25h9 = 2,
    kTag36h10 = 4,
    kTag36h11 = 8,
    kTagCircle21h7 = 16,
    kTagCircle49h12 = 32,
    kTagCustom48h12 = 64,
    kTagStandard41h12 = 128,
    kTagStandard52h13 = 256
};
/// Its name as that of the constant; null for what is no family.
const char* tagFamilyName(std::uint32_t family);

/// Focal lengths and optical centre in pixels.
struct TagOptics {
    double fx = 0;
    double fy = 0;
    double cx = 0;
    double cy = 0;
};

struct Tag {
    std::array<Point, 4> corners{};  ///< top left, top right, bottom right, bottom left of the tag
    Rect box;
    std::uint32_t family = 0;
    int id = 0;
    double cx = 0;
    double cy = 0;
    double decisionMargin = 0;  ///< around 1 for black on white
    int hamming = 0;  ///< bits that were wrong
    double goodness = 1;  ///< always 1: the detector no longer measures it
    /// Where it is and how it is turned, in half sides of the tag and in radians.
    std::array<double, 3> translation{};
    std::array<double, 3> rotation{};
};

/// Finds tags; keeps what it has prepared for the families it looked for last.
class TagFinder {
public:
    TagFinder();
    ~TagFinder();
    TagFinder(const TagFinder&) = delete;
    TagFinder& operator=(const TagFinder&) = delete;

    /// `families`: a sum of TagFamily. `optics` is that of the roi: its centre counts from
    /// the roi's corner. Nothing is found in a roi below 8 x 8.
    std::vector<Tag> find(const Canvas& picture, const Rect& roi, std::uint32_t families,
                          const TagOptics& optics);

private:
    struct Detector;
    std::unique_ptr<Detector> m_detector;
};

}  // namespace omv::firmware
