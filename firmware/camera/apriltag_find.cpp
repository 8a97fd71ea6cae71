// SPDX-License-Identifier: MIT
#include "firmware/camera/apriltag_find.h"

#include "firmware/camera/find_rects.h"
#include "firmware/camera/matrix.h"
#include "firmware/camera/thresholds.h"

#include <apriltag/apriltag.h>
#include <apriltag/tag16h5.h>
#include <apriltag/tag25h9.h>
#include <apriltag/tag36h10.h>
#include <apriltag/tag36h11.h>
#include <apriltag/tagCircle21h7.h>
#include <apriltag/tagCircle49h12.h>
#include <apriltag/tagCustom48h12.h>
#include <apriltag/tagStandard41h12.h>
#include <apriltag/tagStandard52h13.h>
#include <cmath>
#include <opencv2/core.hpp>

namespace omv::firmware {

namespace {

// The detector halves the picture and works on tiles of four pixels then.
constexpr int kSmallest = 8;

struct FamilyKind {
    std::uint32_t number;
    const char* name;
    apriltag_family_t* (*create)();
    void (*destroy)(apriltag_family_t*);
};

constexpr FamilyKind kFamilies[] = {
    {kTag16h5, "TAG16H5", tag16h5_create, tag16h5_destroy},
    {kTag25h9, "TAG25H9", tag25h9_create, tag25h9_destroy},
    {kTag36h10, "TAG36H10", tag36h10_create, tag36h10_destroy},
    {kTag36h11, "TAG36H11", tag36h11_create, tag36h11_destroy},
    {kTagCircle21h7, "TAGCIRCLE21H7", tagCircle21h7_create, tagCircle21h7_destroy},
    {kTagCircle49h12, "TAGCIRCLE49H12", tagCircle49h12_create, tagCircle49h12_destroy},
    {kTagCustom48h12, "TAGCUSTOM48H12", tagCustom48h12_create, tagCustom48h12_destroy},
    {kTagStandard41h12, "TAGSTANDARD41H12", tagStandard41h12_create, tagStandard41h12_destroy},
    {kTagStandard52h13, "TAGSTANDARD52H13", tagStandard52h13_create, tagStandard52h13_destroy},
};

/// The tag's place from the homography of its plane, in the camera's axes of the firmware:
/// x mirrored, the camera looks along -z. The columns of H are, up to a common factor, the
/// first two columns of the rotation and the translation as the optics project them; the
/// nearest rotation is taken, since noise leaves them not quite perpendicular.
void placeTag(const matd_t& h, const TagOptics& optics, Tag& tag)
{
    const cv::Matx33d projected(h.data);
    const cv::Matx33d lens(-optics.fx, 0, optics.cx, 0, optics.fy, optics.cy, 0, 0, 1);
    const cv::Matx33d raw = lens.inv() * projected;
    const cv::Vec3d a(raw(0, 0), raw(1, 0), raw(2, 0));
    const cv::Vec3d b(raw(0, 1), raw(1, 1), raw(2, 1));
    const double size = std::sqrt(cv::norm(a) * cv::norm(b));
    if (!(size > 0))
        return;
    const double scale = (raw(2, 2) > 0 ? -1 : 1) / size;
    const cv::Vec3d c = (a * scale).cross(b * scale);
    const cv::Matx33d turn(a[0] * scale, b[0] * scale, c[0], a[1] * scale, b[1] * scale, c[1],
                           a[2] * scale, b[2] * scale, c[2]);
    cv::Matx31d w;
    cv::Matx33d u;
    cv::Matx33d vt;
    cv::SVD::compute(turn, w, u, vt);
    const cv::Matx33d r = u * vt;
    tag.translation = {raw(0, 2) * scale, raw(1, 2) * scale, raw(2, 2) * scale};
    tag.rotation = {std::atan2(r(2, 1), r(2, 2)),
                    std::atan2(-r(2, 0), std::hypot(r(2, 1), r(2, 2))),
                    std::atan2(r(1, 0), r(0, 0))};
}

}  // namespace

const char* tagFamilyName(std::uint32_t family)
{
    for (const FamilyKind& kind : kFamilies)
        if (kind.number == family)
            return kind.name;
    return nullptr;
}

struct TagFinder::Detector {
    explicit Detector(std::uint32_t wanted)
        : families(wanted)
        , detector(apriltag_detector_create())
    {
        for (const FamilyKind& kind : kFamilies) {
            if (!(wanted & kind.number))
                continue;
            loaded.push_back({&kind, kind.create()});
            apriltag_detector_add_family(detector, loaded.back().family);
        }
    }
    ~Detector()
    {
        apriltag_detector_destroy(detector);
        for (const Loaded& one : loaded)
            one.kind->destroy(one.family);
    }
    Detector(const Detector&) = delete;
    Detector& operator=(const Detector&) = delete;

    std::uint32_t numberOf(const apriltag_family_t* family) const
    {
        for (const Loaded& one : loaded)
            if (one.family == family)
                return one.kind->number;
        return 0;
    }

    struct Loaded {
        const FamilyKind* kind;
        apriltag_family_t* family;
    };
    std::uint32_t families;
    std::vector<Loaded> loaded{};
    apriltag_detector_t* detector;
};

TagFinder::TagFinder() = default;
TagFinder::~TagFinder() = default;

std::vector<Tag> TagFinder::find(const Canvas& picture, const Rect& wanted, std::uint32_t families,
                                 const TagOptics& optics)
{
    const Rect roi = clippedRoi(picture, wanted);
    if (roi.w < kSmallest || roi.h < kSmallest)
        return {};
    cv::Mat gray = grayMatrix(picture, roi).clone();
    if (gray.empty())
        return {};
    if (!m_detector || m_detector->families != families) {
        m_detector.reset();
        m_detector = std::make_unique<Detector>(families);
    }
    if (m_detector->loaded.empty())
        return {};
    image_u8_t image{gray.cols, gray.rows, static_cast<std::int32_t>(gray.step), gray.data};
    zarray_t* found = apriltag_detector_detect(m_detector->detector, &image);
    std::vector<Tag> out;
    for (int i = 0; i < zarray_size(found); ++i) {
        apriltag_detection_t* detection = nullptr;
        zarray_get(found, i, &detection);
        Tag tag;
        for (std::size_t k = 0; k < 4; ++k)
            tag.corners[k] = {static_cast<int>(std::lround(detection->p[3 - k][0])) + roi.x,
                              static_cast<int>(std::lround(detection->p[3 - k][1])) + roi.y};
        tag.box = boxAround(tag.corners);
        tag.family = m_detector->numberOf(detection->family);
        tag.id = detection->id;
        tag.cx = detection->c[0] + roi.x;
        tag.cy = detection->c[1] + roi.y;
        tag.decisionMargin = detection->decision_margin / 255.0;
        tag.hamming = detection->hamming;
        placeTag(*detection->H, optics, tag);
        out.push_back(tag);
    }
    apriltag_detections_destroy(found);
    return out;
}

}  // namespace omv::firmware
