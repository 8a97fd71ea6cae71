// SPDX-License-Identifier: MIT
#include "firmware/camera/abort.h"
#include "firmware/camera/find_gradient.h"
#include "firmware/camera/find_lines.h"
#include "firmware/camera/matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr int kSmallest = 8;  // the detector shrinks and blurs first

struct Segment {
    cv::Point2d from;
    cv::Point2d to;
    double strength = 0;  // mean along it

    double length() const { return cv::norm(to - from); }
    cv::Point2d direction() const { return (to - from) / std::max(length(), 1e-9); }
};

Point rounded(const cv::Point2d& p)
{
    return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
}

double distanceToSegment(const cv::Point2d& p, const Segment& s)
{
    const double along = std::clamp((p - s.from).dot(s.direction()), 0.0, s.length());
    return cv::norm(p - (s.from + along * s.direction()));
}

bool cross(const Segment& a, const Segment& b)
{
    const auto side = [](const Segment& s, const cv::Point2d& p) {
        return (s.to - s.from).cross(p - s.from);
    };
    return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;
}

double distance(const Segment& a, const Segment& b)
{
    if (cross(a, b))
        return 0;
    return std::min({distanceToSegment(a.from, b), distanceToSegment(a.to, b),
                     distanceToSegment(b.from, a), distanceToSegment(b.to, a)});
}

bool canMerge(const Segment& a, const Segment& b, const SegmentOptions& options)
{
    const double parallel = std::min(1.0, std::abs(a.direction().dot(b.direction())));
    const double turn = std::acos(parallel) * 180 / std::numbers::pi;
    return turn <= options.maxThetaDifference && distance(a, b) <= options.mergeDistance;
}

/// The longer one decides where the line runs, both how far.
Segment joined(const Segment& a, const Segment& b)
{
    const Segment& longer = a.length() >= b.length() ? a : b;
    const Segment& other = &longer == &a ? b : a;
    double begin = 0;
    double end = longer.length();
    for (const cv::Point2d& p : {other.from, other.to}) {
        const double along = (p - longer.from).dot(longer.direction());
        begin = std::min(begin, along);
        end = std::max(end, along);
    }
    const double lengths = a.length() + b.length();
    return {longer.from + begin * longer.direction(), longer.from + end * longer.direction(),
            (a.strength * a.length() + b.strength * b.length()) / std::max(lengths, 1e-9)};
}

void mergeSegments(std::vector<Segment>& segments, const SegmentOptions& options)
{
    for (std::size_t i = 0; i < segments.size();) {
        checkAbort();
        const auto next = std::find_if(
            segments.begin() + std::ptrdiff_t(i) + 1, segments.end(),
            [&](const Segment& other) { return canMerge(segments[i], other, options); });
        if (next == segments.end()) {
            ++i;
            continue;
        }
        segments[i] = joined(segments[i], *next);
        segments.erase(next);
        i = 0;  // what has grown may meet what came before
    }
}

Line lineOf(const Segment& segment, const Rect& roi)
{
    const Point from = rounded(segment.from);
    const Point to = rounded(segment.to);
    Line line{{from.x + roi.x, from.y + roi.y}, {to.x + roi.x, to.y + roi.y}};
    line.magnitude = std::llround(segment.strength);
    const cv::Point2d d = segment.direction();
    const double angle = std::atan2(d.x, -d.y) * 180 / std::numbers::pi;
    line.theta = static_cast<int>((std::lround(angle) + 360) % 180);
    const double normal = line.theta * std::numbers::pi / 180;
    line.rho = static_cast<int>(
        std::lround(line.from.x * std::cos(normal) + line.from.y * std::sin(normal)));
    return line;
}

}  // namespace

std::vector<Line> findLineSegments(const Canvas& picture, const SegmentOptions& options)
{
    const Rect roi = clippedRoi(picture, options.roi);
    if (roi.w < kSmallest || roi.h < kSmallest)
        return {};
    const cv::Mat gray = grayMatrix(picture, roi);
    if (gray.empty())
        return {};
    std::vector<cv::Vec4f> found;
    cv::createLineSegmentDetector()->detect(gray, found);
    std::vector<Segment> segments;
    for (const cv::Vec4f& f : found) {
        const auto inside = [&](float x, float y) {
            return cv::Point2d(std::clamp<double>(x, 0, gray.cols - 1),
                               std::clamp<double>(y, 0, gray.rows - 1));
        };
        Segment segment{inside(f[0], f[1]), inside(f[2], f[3])};
        const Point from = rounded(segment.from);
        const Point to = rounded(segment.to);
        segment.strength = double(strengthAlong(gray, from, to)) / stepsBetween(from, to);
        if (segment.strength >= options.threshold)
            segments.push_back(segment);
    }
    if (options.mergeDistance > 0)
        mergeSegments(segments, options);
    std::vector<Line> out;
    for (const Segment& segment : segments)
        out.push_back(lineOf(segment, roi));
    return out;
}

}  // namespace omv::firmware
