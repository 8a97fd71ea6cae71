// SPDX-License-Identifier: MIT
#include "firmware/camera/find_circles.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/find_gradient.h"
#include "firmware/camera/matrix.h"
#include "firmware/camera/thresholds.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>
#include <numbers>

namespace omv::firmware {

namespace {

// Before merging. The boards run out of memory much earlier.
constexpr std::size_t kMostCircles = 1 << 20;

struct Edge {
    int x = 0;
    int y = 0;
    int degrees = 0;
    int magnitude = 0;
};

std::vector<Edge> edgesOf(const cv::Mat& gray, const Rect& roi, const Strides& strides)
{
    std::vector<Edge> out;
    forEachGradient(gray, roi, strides, [&](int x, int y, const Gradient& gradient) {
        const auto magnitude = static_cast<int>(std::lround(std::hypot(gradient.x, gradient.y)));
        if (magnitude > 0)
            out.push_back({x, y, gradient.degrees(), magnitude});
    });
    return out;
}

/// Votes for the centres of circles of one radius, with an empty border all around.
class Centres {
public:
    Centres(int width, int height, int r)
        : m_width(width - 2 * r)
        , m_height(height - 2 * r)
        , m_r(r)
        , m_votes(static_cast<std::size_t>(m_width + 2) * static_cast<std::size_t>(m_height + 2))
    {
    }

    void vote(int x, int y, int magnitude)
    {
        const int a = x - m_r;
        const int b = y - m_r;
        if (a >= 0 && b >= 0 && a < m_width && b < m_height)
            at(a, b) += magnitude;
    }

    void collect(std::int64_t threshold, const Rect& roi, std::vector<Circle>& out)
    {
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const std::int64_t value = at(x, y);
                if (value == 0 || value < threshold || !isPeak(x, y))
                    continue;
                out.push_back({x + m_r + roi.x, y + m_r + roi.y, m_r, value});
                if (value > at(x + 1, y))
                    ++x;
            }
        }
    }

private:
    std::int64_t& at(int x, int y)
    {
        return m_votes[static_cast<std::size_t>(y + 1) * static_cast<std::size_t>(m_width + 2) +
                       static_cast<std::size_t>(x + 1)];
    }
    bool isPeak(int x, int y)
    {
        const std::int64_t value = at(x, y);
        for (int b = y - 1; b <= y + 1; ++b)
            for (int a = x - 1; a <= x + 1; ++a)
                if (at(a, b) > value)
                    return false;
        return true;
    }

    int m_width;
    int m_height;
    int m_r;
    std::vector<std::int64_t> m_votes;
};

void findRadius(const std::vector<Edge>& edges, int r, const Rect& roi,
                const CircleOptions& options, std::vector<Circle>& out)
{
    Centres centres(roi.w, roi.h, r);
    int dx[360] = {};
    int dy[360] = {};
    for (int i = 0; i < 360; ++i) {
        dx[i] = static_cast<int>(std::lround(r * std::cos(i * std::numbers::pi / 180)));
        dy[i] = static_cast<int>(std::lround(r * std::sin(i * std::numbers::pi / 180)));
    }
    // Bright and dark circles: only one of the two sides adds up.
    for (const Edge& edge : edges) {
        centres.vote(edge.x + dx[edge.degrees], edge.y + dy[edge.degrees], edge.magnitude);
        centres.vote(edge.x - dx[edge.degrees], edge.y - dy[edge.degrees], edge.magnitude);
    }
    centres.collect(options.threshold, roi, out);
}

bool mergeInto(Circle& circle, const Circle& other, const CircleOptions& options)
{
    if (std::abs(circle.x - other.x) >= options.xMargin ||
        std::abs(circle.y - other.y) >= options.yMargin ||
        std::abs(circle.r - other.r) >= options.rMargin)
        return false;
    const std::int64_t sum = circle.magnitude + other.magnitude;
    const auto mean = [&](int a, int b) {
        return static_cast<int>((a * circle.magnitude + b * other.magnitude) / sum);
    };
    circle = {mean(circle.x, other.x), mean(circle.y, other.y), mean(circle.r, other.r), sum / 2};
    return true;
}

void mergeCircles(std::vector<Circle>& circles, const CircleOptions& options)
{
    bool merged = true;
    while (merged) {
        merged = false;
        std::vector<Circle> out;
        for (const Circle& next : circles) {
            checkAbort();
            const bool taken = std::any_of(out.begin(), out.end(), [&](Circle& kept) {
                return mergeInto(kept, next, options);
            });
            if (!taken)
                out.push_back(next);
            merged = merged || taken;
        }
        circles = std::move(out);
    }
}

}  // namespace

std::vector<Circle> findCircles(const Canvas& picture, const CircleOptions& options)
{
    const Rect roi = clippedRoi(picture, options.roi);
    const cv::Mat gray = roi.isEmpty() ? cv::Mat() : grayMatrix(picture, roi);
    if (gray.empty())
        return {};
    const std::vector<Edge> edges = edgesOf(gray, roi, options.strides);
    const int half = std::min(roi.w, roi.h) / 2;
    const int most = options.rMax > 0 ? std::min(options.rMax, half) : half;
    std::vector<Circle> out;
    for (int r = std::max(options.rMin, 2); r < most; r += std::max(options.rStep, 1)) {
        checkAbort();
        findRadius(edges, r, roi, options, out);
        if (out.size() > kMostCircles)
            throw std::bad_alloc();
    }
    mergeCircles(out, options);
    return out;
}

}  // namespace omv::firmware
