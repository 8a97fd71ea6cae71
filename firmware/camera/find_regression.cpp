// SPDX-License-Identifier: MIT
#include "firmware/camera/find_lines.h"

#include "firmware/camera/abort.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace omv::firmware {

namespace {

// Slopes are taken of all pairs.
constexpr std::size_t kMostPoints = 1200;

struct Spot {
    double x = 0;
    double y = 0;
    int pixels = 0;
};

struct Pixels {
    std::vector<Spot> spots{};  // means of the cells that have pixels, from the roi's corner
    std::int64_t count = 0;
    int left = 0;
    int right = -1;
    int top = 0;
    int bottom = -1;

    std::int64_t area() const
    {
        return std::int64_t{std::max(right - left + 1, 0)} * std::max(bottom - top + 1, 0);
    }
    void add(int x, int y)
    {
        left = count ? std::min(left, x) : x;
        right = count ? std::max(right, x) : x;
        top = count ? std::min(top, y) : y;
        bottom = count ? std::max(bottom, y) : y;
        ++count;
    }
};

Pixels passingPixels(const Canvas& picture, const Rect& roi, const RegressionOptions& options)
{
    const std::vector<std::uint8_t> mask =
        thresholdMask(picture, roi,
                      PixelTest(picture.format, std::span<const ColorThreshold>(options.thresholds),
                                options.invert));
    const int columns = std::clamp(options.targetWidth, 1, roi.w);
    const int rows = std::clamp(options.targetHeight, 1, roi.h);
    std::vector<Spot> cells(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    Pixels out;
    for (int y = 0; y < roi.h; y += options.strides.y) {
        for (int x = (y + roi.y) % options.strides.x; x < roi.w; x += options.strides.x) {
            if (mask[static_cast<std::size_t>(y) * static_cast<std::size_t>(roi.w) +
                     static_cast<std::size_t>(x)] == 0)
                continue;
            out.add(x, y);
            const auto cell = static_cast<std::size_t>(std::int64_t{y} * rows / roi.h * columns +
                                                       std::int64_t{x} * columns / roi.w);
            Spot& spot = cells[cell];
            spot.x += x;
            spot.y += y;
            ++spot.pixels;
        }
    }
    for (const Spot& spot : cells)
        if (spot.pixels > 0)
            out.spots.push_back({spot.x / spot.pixels, spot.y / spot.pixels, spot.pixels});
    return out;
}

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void thinOut(std::vector<Spot>& spots)
{
    if (spots.size() <= kMostPoints)
        return;
    for (std::size_t i = 0; i < kMostPoints; ++i)
        spots[i] = spots[i * spots.size() / kMostPoints];
    spots.resize(kMostPoints);
}

double spread(const std::vector<Spot>& spots, double Spot::*axis)
{
    std::vector<double> values;
    for (const Spot& spot : spots)
        values.push_back(spot.*axis);
    const double middle = median(values);
    for (double& value : values)
        value = std::abs(value - middle);
    return median(values);
}

/// v grows by `slope` with u: the median of all slopes.
struct Fit {
    double slope = 0;
    double du = 0;  // medians of the distances of two points
    double dv = 0;
};

Fit fit(const std::vector<Spot>& spots, double Spot::*u, double Spot::*v)
{
    std::vector<double> slopes;
    std::vector<double> dus;
    std::vector<double> dvs;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        checkAbort();
        for (std::size_t k = i + 1; k < spots.size(); ++k) {
            const double du = spots[k].*u - spots[i].*u;
            const double dv = spots[k].*v - spots[i].*v;
            dus.push_back(std::abs(du));
            dvs.push_back(std::abs(dv));
            if (du != 0)
                slopes.push_back(dv / du);
        }
    }
    Fit out;
    if (slopes.empty())
        return out;
    out.slope = median(slopes);
    out.du = median(dus);
    out.dv = median(dvs);
    return out;
}

}  // namespace

std::optional<Line> findRegression(const Canvas& picture, const RegressionOptions& options)
{
    const Rect roi = clippedRoi(picture, options.roi);
    if (roi.isEmpty() || options.thresholds.empty())
        return std::nullopt;
    Pixels pixels = passingPixels(picture, roi, options);
    if (pixels.count == 0 || pixels.count < options.pixelsThreshold ||
        pixels.area() < options.areaThreshold)
        return std::nullopt;
    thinOut(pixels.spots);
    if (pixels.spots.size() < 2)
        return std::nullopt;
    const bool level = spread(pixels.spots, &Spot::x) >= spread(pixels.spots, &Spot::y);
    const Fit f =
        level ? fit(pixels.spots, &Spot::x, &Spot::y) : fit(pixels.spots, &Spot::y, &Spot::x);
    // The normal of  -slope x + y = offset, or of  x - slope y = offset.
    const double angle = level ? std::atan2(1, -f.slope) : std::atan2(-f.slope, 1);
    const long theta = (std::lround(angle * 180 / std::numbers::pi) + 180) % 180;
    // Turned to whole degrees about the middle of the points, not about the far origin.
    std::vector<double> rhos;
    const double whole = double(theta) * std::numbers::pi / 180;
    for (const Spot& spot : pixels.spots)
        rhos.push_back(spot.x * std::cos(whole) + spot.y * std::sin(whole));
    auto line = lineAcross(roi, static_cast<int>(theta), median(rhos));
    if (line)
        line->magnitude = std::llround(std::hypot(f.du, f.dv));
    return line;
}

}  // namespace omv::firmware
