// SPDX-License-Identifier: MIT
#include "firmware/camera/codes_corners.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace omv::firmware {

namespace {

constexpr int kCorners = 3;
// A module's width, pixels.
constexpr float kLeast = 1.2F;
constexpr float kMost = 6;
// The square of a corner is seven modules wide; its surroundings tell what is dark.
constexpr int kSurroundings = 31;
constexpr int kContrast = 8;

// Lengths of what is dark, light, dark, light and dark in a line.
using Stripes = std::array<int, 5>;

float moduleOf(const Stripes& stripes)
{
    int sum = 0;
    for (const int stripe : stripes)
        sum += stripe;
    return static_cast<float>(sum) / 7;
}

/// A line through the middle of a corner's square, at any angle: 1 : 1 : 3 : 1 : 1.
bool areOfCorner(const Stripes& stripes)
{
    const float module = moduleOf(stripes);
    if (module < kLeast || module > kMost)
        return false;
    const auto is = [&](std::size_t i, float modules, float slack) {
        return std::abs(static_cast<float>(stripes[i]) - modules * module) <= slack;
    };
    const float slack = module / 2 + 1;
    return is(0, 1, slack) && is(1, 1, slack) && is(2, 3, module + 1) && is(3, 1, slack) &&
        is(4, 1, slack);
}

cv::Mat darkPartsOf(const cv::Mat& gray)
{
    cv::Mat darker;
    cv::boxFilter(gray, darker, -1, {kSurroundings, kSurroundings});
    cv::subtract(darker, gray, darker);
    return darker > kContrast;
}

/// Where dark and light begin by turns in a row, dark first.
void findEdges(const cv::Mat& dark, int y, std::vector<int>& edges)
{
    const auto* row = dark.ptr<std::uint8_t>(y);
    std::uint8_t last = 0;
    edges.clear();
    for (int x = 0; x < dark.cols; ++x) {
        if (row[x] != last)
            edges.push_back(x);
        last = row[x];
    }
    if (last != 0)
        edges.push_back(dark.cols);
}

struct Column {
    Stripes stripes{};
    float middle = 0;  ///< of the dark one in the middle
};
/// The stripes above and below a dark place, which is in the middle one.
Column columnThrough(const cv::Mat& dark, int x, int y)
{
    Column out;
    const auto walk = [&](int from, int step, int stripe, int next) {
        int at = from;
        int end = from;
        for (bool isDark = true; stripe >= 0 && stripe < 5; stripe += next, isDark = !isDark) {
            for (; at >= 0 && at < dark.rows && (dark.at<std::uint8_t>(at, x) != 0) == isDark;
                 at += step)
                ++out.stripes[static_cast<std::size_t>(stripe)];
            if (stripe == 2)
                end = at;
        }
        return end;
    };
    const int top = walk(y, -1, 2, -1);
    const int bottom = walk(y + 1, 1, 2, 1);
    out.middle = static_cast<float>(top + bottom) / 2;
    return out;
}

/// The places found so far; one is crossed by many rows.
class Corners {
public:
    std::size_t count() const { return m_places.size(); }
    void add(const cv::Point2f& place, float module)
    {
        for (const cv::Point2f& known : m_places)
            if (std::abs(known.x - place.x) < 3 * module &&
                std::abs(known.y - place.y) < 3 * module)
                return;
        m_places.push_back(place);
    }

private:
    std::vector<cv::Point2f> m_places;
};

void findInRow(const cv::Mat& dark, int y, const std::vector<int>& edges, Corners& corners)
{
    for (std::size_t i = 0; i + 5 < edges.size(); i += 2) {
        Stripes stripes;
        for (std::size_t k = 0; k < stripes.size(); ++k)
            stripes[k] = edges[i + k + 1] - edges[i + k];
        if (!areOfCorner(stripes))
            continue;
        const int x = (edges[i + 2] + edges[i + 3]) / 2;
        const Column column = columnThrough(dark, x, y);
        if (areOfCorner(column.stripes))
            corners.add({static_cast<float>(x), column.middle}, moduleOf(stripes));
    }
}

}  // namespace

bool showsQrCorners(const cv::Mat& gray)
{
    if (gray.empty())
        return false;
    const cv::Mat dark = darkPartsOf(gray);
    std::vector<int> edges;
    Corners corners;
    // The middle of the smallest is three pixels high.
    for (int y = 0; y < dark.rows && corners.count() < kCorners; y += 2) {
        findEdges(dark, y, edges);
        findInRow(dark, y, edges, corners);
    }
    return corners.count() >= kCorners;
}

}  // namespace omv::firmware
