// SPDX-License-Identifier: MIT
#include "firmware/camera/find_rects.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/find_gradient.h"
#include "firmware/camera/matrix.h"
#include "firmware/camera/thresholds.h"

#include <algorithm>
#include <apriltag/apriltag.h>
#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>

// libapriltag has this step of its detector as a function, but in no header.
extern "C" zarray_t* apriltag_quad_thresh(apriltag_detector_t* td, image_u8_t* im);

namespace omv::firmware {

namespace {

constexpr int kSmallest = 8;  // pixels a side; libapriltag works on tiles of four

// Against a sensor's noise, which breaks the borders up.
constexpr double kBlur = 0.8;
constexpr int kLeastContrast = 20;  // gray levels

using Detector = std::unique_ptr<apriltag_detector_t, decltype(&apriltag_detector_destroy)>;
using Corners = std::array<cv::Point2f, 4>;

image_u8_t imageOf(cv::Mat& gray)
{
    return {gray.cols, gray.rows, static_cast<std::int32_t>(gray.step), gray.data};
}

/// Clockwise from the top left.
Corners cornersOf(const quad& q)
{
    Corners out;
    for (std::size_t i = 0; i < 4; ++i)
        out[i] = {q.p[i][0], q.p[i][1]};
    const cv::Point2f a = out[1] - out[0];
    const cv::Point2f b = out[2] - out[0];
    if (a.cross(b) < 0)
        std::reverse(out.begin(), out.end());
    const auto first = std::min_element(
        out.begin(), out.end(), [](const auto& p, const auto& r) { return p.x + p.y < r.x + r.y; });
    std::rotate(out.begin(), first, out.end());
    return out;
}

std::vector<Corners> quadsOf(cv::Mat& gray)
{
    // Both kinds of border are wanted; nothing but this is asked of the families here.
    apriltag_family_t dark{};
    apriltag_family_t bright{};
    dark.width_at_border = 6;
    bright.width_at_border = 6;
    bright.reversed_border = true;
    apriltag_family_t* families[] = {&dark, &bright};
    const Detector detector(apriltag_detector_create(), &apriltag_detector_destroy);
    detector->quad_decimate = 1;
    detector->qtp.min_white_black_diff = kLeastContrast;
    for (apriltag_family_t*& family : families)
        zarray_add(detector->tag_families, &family);
    // The detector makes its worker when it first looks at a picture: an empty one here.
    cv::Mat empty(kSmallest, kSmallest, CV_8UC1, cv::Scalar(0));
    image_u8_t nothing = imageOf(empty);
    apriltag_detections_destroy(apriltag_detector_detect(detector.get(), &nothing));
    image_u8_t image = imageOf(gray);
    zarray_t* quads = apriltag_quad_thresh(detector.get(), &image);
    std::vector<Corners> out;
    for (int i = 0; i < zarray_size(quads); ++i) {
        quad* q = nullptr;
        zarray_get_volatile(quads, i, &q);
        out.push_back(cornersOf(*q));
    }
    zarray_destroy(quads);
    zarray_clear(detector->tag_families);
    return out;
}

bool overlap(const Corners& a, const Corners& b)
{
    std::vector<cv::Point2f> common;
    return cv::intersectConvexConvex(a, b, common) > 0;
}

Quadrangle measured(const Corners& corners, const cv::Mat& gray, const Rect& roi)
{
    Quadrangle out;
    std::array<Point, 4> inside;
    for (std::size_t i = 0; i < 4; ++i) {
        inside[i] = {static_cast<int>(std::lround(corners[i].x)),
                     static_cast<int>(std::lround(corners[i].y))};
        out.corners[i] = {inside[i].x + roi.x, inside[i].y + roi.y};
    }
    for (std::size_t i = 0; i < 4; ++i)
        out.magnitude += strengthAlong(gray, inside[i], inside[(i + 1) % 4]);
    out.box = boxAround(out.corners);
    return out;
}

}  // namespace

Rect boxAround(const std::array<Point, 4>& corners)
{
    Rect box{corners[0].x, corners[0].y, 0, 0};
    int right = box.x;
    int bottom = box.y;
    for (const Point& p : corners) {
        box.x = std::min(box.x, p.x);
        box.y = std::min(box.y, p.y);
        right = std::max(right, p.x);
        bottom = std::max(bottom, p.y);
    }
    box.w = right - box.x;
    box.h = bottom - box.y;
    return box;
}

std::vector<Quadrangle> findRects(const Canvas& picture, const Rect& wanted, std::int64_t threshold)
{
    const Rect roi = clippedRoi(picture, wanted);
    if (roi.w < kSmallest || roi.h < kSmallest)
        return {};
    cv::Mat gray = grayMatrix(picture, roi).clone();
    if (gray.empty())
        return {};
    cv::Mat smooth;
    cv::GaussianBlur(gray, smooth, {}, kBlur);
    std::vector<Corners> quads = quadsOf(smooth);
    std::stable_sort(quads.begin(), quads.end(), [](const Corners& a, const Corners& b) {
        return cv::contourArea(a) > cv::contourArea(b);
    });
    std::vector<Corners> kept;
    for (const Corners& corners : quads) {
        checkAbort();
        const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Corners& other) {
            return overlap(corners, other);
        });
        if (!covered)
            kept.push_back(corners);
    }
    std::vector<Quadrangle> out;
    for (const Corners& corners : kept) {
        const Quadrangle found = measured(corners, gray, roi);
        if (found.magnitude >= threshold)
            out.push_back(found);
    }
    return out;
}

}  // namespace omv::firmware
