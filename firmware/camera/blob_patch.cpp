// SPDX-License-Identifier: MIT
#include "firmware/camera/blob_patch.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

/// Sum of squares of 0 to n.
std::int64_t squaresUpTo(std::int64_t n)
{
    return n * (n + 1) * (2 * n + 1) / 6;
}

std::vector<cv::Point> toOpenCv(const std::vector<Point>& points)
{
    std::vector<cv::Point> out;
    out.reserve(points.size());
    for (const Point& point : points)
        out.emplace_back(point.x, point.y);
    return out;
}

struct Spread {
    double xx = 0;
    double yy = 0;
    double xy = 0;
};

/// Second moments about the centroid, per pixel. The sums are moved near the
/// centroid while they are still whole numbers, so that nothing is lost.
Spread spreadOf(const BlobPatch& p)
{
    const auto n = static_cast<double>(p.pixels);
    const std::int64_t x = p.sumX / p.pixels;
    const std::int64_t y = p.sumY / p.pixels;
    const double restX = static_cast<double>(p.sumX - x * p.pixels) / n;
    const double restY = static_cast<double>(p.sumY - y * p.pixels) / n;
    const std::int64_t xx = p.sumXX - 2 * x * p.sumX + x * x * p.pixels;
    const std::int64_t yy = p.sumYY - 2 * y * p.sumY + y * y * p.pixels;
    const std::int64_t xy = p.sumXY - x * p.sumY - y * p.sumX + x * y * p.pixels;
    return {static_cast<double>(xx) / n - restX * restX,
            static_cast<double>(yy) / n - restY * restY,
            static_cast<double>(xy) / n - restX * restY};
}

double rotationOf(const Spread& s)
{
    // Without this, noise would turn a level patch by almost half a turn.
    const double xy = std::abs(s.xy) < 1e-12 ? 0 : s.xy;
    const double angle = std::atan2(2 * xy, s.xx - s.yy) / 2;
    return angle < 0 ? angle + std::numbers::pi : angle;
}

double roundnessOf(const Spread& s)
{
    const double middle = (s.xx + s.yy) / 2;
    const double reach = std::hypot((s.xx - s.yy) / 2, s.xy);
    const double small = middle - reach;
    // One pixel beside a line already spreads more than this.
    return small < 1e-9 ? 0 : small / (middle + reach);
}

template<typename Key>
Point extremePoint(const std::vector<Point>& points, Key key)
{
    return *std::max_element(points.begin(), points.end(),
                             [&](const Point& a, const Point& b) { return key(a) < key(b); });
}

/// A key is how far out a point is, then what decides between equals.
std::array<Point, 4> cornersOf(const std::vector<Point>& points)
{
    using Key = std::pair<int, int>;
    return {extremePoint(points,
                         [](const Point& p) {
                             return Key{-p.x - p.y, -p.y};
                         }),
            extremePoint(points,
                         [](const Point& p) {
                             return Key{p.x - p.y, p.x};
                         }),
            extremePoint(points,
                         [](const Point& p) {
                             return Key{p.x + p.y, p.y};
                         }),
            extremePoint(points, [](const Point& p) {
                return Key{p.y - p.x, -p.x};
            })};
}

std::array<Point, 4> minCornersOf(const std::vector<Point>& points)
{
    std::array<cv::Point2f, 4> found;
    cv::minAreaRect(toOpenCv(points)).points(found.data());  // clockwise
    std::array<Point, 4> out;
    std::transform(found.begin(), found.end(), out.begin(), [](const cv::Point2f& p) {
        return Point{static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
    });
    const auto first = std::min_element(out.begin(), out.end(), [](const Point& a, const Point& b) {
        return std::pair(a.x + a.y, a.y) < std::pair(b.x + b.y, b.y);
    });
    std::rotate(out.begin(), first, out.end());
    return out;
}

std::vector<int> binned(const std::vector<int>& lines, int most)
{
    if (most <= 0 || lines.empty())
        return {};
    std::vector<int> bins(std::min(static_cast<std::size_t>(most), lines.size()));
    for (std::size_t i = 0; i < lines.size(); ++i)
        bins[i * bins.size() / lines.size()] += lines[i];
    return bins;
}

Rect boundingBox(const Rect& a, const Rect& b)
{
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

void addLines(std::vector<int>& to, const std::vector<int>& from, int offset)
{
    std::transform(from.begin(), from.end(), to.begin() + offset, to.begin() + offset,
                   std::plus<>());
}

}  // namespace

void addRun(BlobPatch& patch, int left, int right, int y)
{
    const std::int64_t n = right - left + 1;
    const std::int64_t sumX = (std::int64_t{left} + right) * n / 2;
    patch.pixels += n;
    patch.sumX += sumX;
    patch.sumY += n * y;
    patch.sumXX += squaresUpTo(right) - (left > 0 ? squaresUpTo(left - 1) : 0);
    patch.sumYY += n * y * y;
    patch.sumXY += sumX * y;
    if (patch.outline.empty() || patch.outline.back().y != y)
        patch.outline.push_back({left, y});
    else
        patch.outline.pop_back();  // a run further left in the same row
    patch.outline.push_back({right, y});
    if (!patch.rows.empty())
        patch.rows[static_cast<std::size_t>(y - patch.box.y)] += static_cast<int>(n);
    if (!patch.columns.empty()) {
        for (int x = left; x <= right; ++x)
            ++patch.columns[static_cast<std::size_t>(x - patch.box.x)];
    }
}

void reduceOutline(BlobPatch& patch)
{
    std::vector<cv::Point> hull;
    cv::convexHull(toOpenCv(patch.outline), hull);
    patch.outline.clear();
    for (const cv::Point& point : hull)
        patch.outline.push_back({point.x, point.y});
}

BlobPatch joined(const BlobPatch& a, const BlobPatch& b)
{
    BlobPatch out;
    out.box = boundingBox(a.box, b.box);
    out.code = a.code | b.code;
    out.count = a.count + b.count;
    out.perimeter = a.perimeter + b.perimeter;
    out.pixels = a.pixels + b.pixels;
    out.sumX = a.sumX + b.sumX;
    out.sumY = a.sumY + b.sumY;
    out.sumXX = a.sumXX + b.sumXX;
    out.sumYY = a.sumYY + b.sumYY;
    out.sumXY = a.sumXY + b.sumXY;
    out.columns.resize(a.columns.empty() ? 0 : static_cast<std::size_t>(out.box.w));
    out.rows.resize(a.rows.empty() ? 0 : static_cast<std::size_t>(out.box.h));
    for (const BlobPatch* part : {&a, &b}) {
        out.outline.insert(out.outline.end(), part->outline.begin(), part->outline.end());
        addLines(out.columns, part->columns, part->box.x - out.box.x);
        addLines(out.rows, part->rows, part->box.y - out.box.y);
    }
    reduceOutline(out);
    return out;
}

Blob makeBlob(const BlobPatch& patch, int xHistBinsMax, int yHistBinsMax)
{
    const auto pixels = static_cast<double>(patch.pixels);
    const Spread spread = spreadOf(patch);
    Blob out{.x = patch.box.x, .y = patch.box.y, .w = patch.box.w, .h = patch.box.h};
    out.pixels = static_cast<int>(patch.pixels);
    out.cxf = static_cast<double>(patch.sumX) / pixels;
    out.cyf = static_cast<double>(patch.sumY) / pixels;
    out.cx = static_cast<int>(std::lround(out.cxf));
    out.cy = static_cast<int>(std::lround(out.cyf));
    out.rotation = rotationOf(spread);
    out.code = patch.code;
    out.count = patch.count;
    out.perimeter = patch.perimeter;
    out.roundness = roundnessOf(spread);
    out.elongation = 1 - out.roundness;
    out.xHistBins = binned(patch.columns, xHistBinsMax);
    out.yHistBins = binned(patch.rows, yHistBinsMax);
    out.corners = cornersOf(patch.outline);
    out.minCorners = minCornersOf(patch.outline);
    out.area = out.w * out.h;
    out.density = pixels / out.area;
    out.compactness = 4 * std::numbers::pi * pixels / (double(out.perimeter) * out.perimeter);
    return out;
}

}  // namespace omv::firmware
