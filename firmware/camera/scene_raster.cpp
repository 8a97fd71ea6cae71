// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_raster.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr int kSubRows = 4;
constexpr double kMaxBitmapSide = 2048;

struct Edge {
    double top, bottom;  ///< y
    double x, slope;  ///< x at y = top
};

std::vector<Edge> edgesOf(const SceneOutline& outline)
{
    std::vector<Edge> edges;
    for (const auto& polygon : outline) {
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            ScenePoint a = polygon[i];
            ScenePoint b = polygon[(i + 1) % polygon.size()];
            if (a.y == b.y)
                continue;
            if (a.y > b.y)
                std::swap(a, b);
            edges.push_back({a.y, b.y, a.x, (b.x - a.x) / (b.y - a.y)});
        }
    }
    return edges;
}

/// One row of pixels that is being filled.
class Row {
public:
    explicit Row(int width)
        : m_width(width)
        , m_partial(static_cast<std::size_t>(width) + 1)
        , m_change(static_cast<std::size_t>(width) + 1)
    {
        clear();
    }

    void clear()
    {
        m_begin = m_width;
        m_end = 0;
    }

    void addSpan(double left, double right, float weight)
    {
        left = std::clamp<double>(left, 0, m_width);
        right = std::clamp<double>(right, 0, m_width);
        if (right <= left)
            return;
        const int first = static_cast<int>(left);
        const int last = std::min(static_cast<int>(right), m_width - 1);
        m_begin = std::min(m_begin, first);
        m_end = std::max(m_end, last + 1);
        if (first == last) {
            m_partial[index(first)] += weight * static_cast<float>(right - left);
            return;
        }
        m_partial[index(first)] += weight * static_cast<float>(first + 1 - left);
        m_partial[index(last)] += weight * static_cast<float>(right - last);
        m_change[index(first + 1)] += weight;
        m_change[index(last)] -= weight;
    }

    /// Hands over what was added, and forgets it.
    void emit(int y, const CoverageRow& row)
    {
        if (m_begin >= m_end)
            return;
        float sum = 0;
        for (int x = m_begin; x < m_end; ++x) {
            sum += m_change[index(x)];
            m_partial[index(x)] = std::clamp(m_partial[index(x)] + sum, 0.0F, 1.0F);
        }
        row(y, m_begin, m_end, &m_partial[index(m_begin)]);
        std::fill(m_partial.begin() + m_begin, m_partial.begin() + m_end, 0.0F);
        std::fill(m_change.begin() + m_begin, m_change.begin() + m_end + 1, 0.0F);
        clear();
    }

private:
    static std::size_t index(int x) { return static_cast<std::size_t>(x); }

    int m_width;
    int m_begin = 0;
    int m_end = 0;
    std::vector<float> m_partial;  ///< coverage that one pixel alone has
    std::vector<float> m_change;  ///< where a run of covered pixels begins and ends
};

}  // namespace

void fillOutline(const SceneOutline& outline, int width, int height, const CoverageRow& row)
{
    const std::vector<Edge> edges = edgesOf(outline);
    if (edges.empty() || width < 1 || height < 1)
        return;
    double top = edges.front().top;
    double bottom = edges.front().bottom;
    for (const Edge& edge : edges) {
        top = std::min(top, edge.top);
        bottom = std::max(bottom, edge.bottom);
    }
    const int firstRow = static_cast<int>(std::clamp<double>(std::floor(top), 0, height));
    const int endRow = static_cast<int>(std::clamp<double>(std::ceil(bottom), 0, height));
    Row pixels(width);
    std::vector<double> crossings;
    for (int y = firstRow; y < endRow; ++y) {
        for (int part = 0; part < kSubRows; ++part) {
            const double at = y + (part + 0.5) / kSubRows;
            crossings.clear();
            for (const Edge& edge : edges)
                if (edge.top <= at && at < edge.bottom)
                    crossings.push_back(edge.x + (at - edge.top) * edge.slope);
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
                pixels.addSpan(crossings[i], crossings[i + 1], 1.0F / kSubRows);
        }
        pixels.emit(y, row);
    }
}

void SceneSampler::prepare(const cv::Mat& bitmap, bool cells, double width, double height)
{
    const auto pixels = [](double side) {
        return static_cast<int>(std::clamp(std::ceil(side - 1e-6), 1.0, kMaxBitmapSide));
    };
    if (!m_scaled.empty() && pixels(width) == m_wantedWidth && pixels(height) == m_wantedHeight)
        return;
    m_wantedWidth = pixels(width);
    m_wantedHeight = pixels(height);
    cv::Mat source = bitmap;
    if (cells) {
        const int across = std::max((m_wantedWidth + bitmap.cols - 1) / bitmap.cols, 1);
        const int down = std::max((m_wantedHeight + bitmap.rows - 1) / bitmap.rows, 1);
        cv::resize(bitmap, source, {bitmap.cols * across, bitmap.rows * down}, 0, 0,
                   cv::INTER_NEAREST);
    }
    const cv::Size target(std::min(m_wantedWidth, source.cols),
                          std::min(m_wantedHeight, source.rows));
    if (target == source.size())
        m_scaled = source;
    else
        cv::resize(source, m_scaled, target, 0, 0, cv::INTER_AREA);
    if (m_scaled.channels() == 3)
        cv::cvtColor(m_scaled, m_scaled, cv::COLOR_RGB2RGBA);
}

SceneSampler::Sample SceneSampler::at(double x, double y) const
{
    x = std::clamp(x - 0.5, 0.0, static_cast<double>(m_scaled.cols - 1));
    y = std::clamp(y - 0.5, 0.0, static_cast<double>(m_scaled.rows - 1));
    const int left = static_cast<int>(x);
    const int top = static_cast<int>(y);
    const int right = std::min(left + 1, m_scaled.cols - 1);
    const int bottom = std::min(top + 1, m_scaled.rows - 1);
    const auto across = static_cast<float>(x - left);
    const auto down = static_cast<float>(y - top);
    const auto& a = m_scaled.at<cv::Vec4b>(top, left);
    const auto& b = m_scaled.at<cv::Vec4b>(top, right);
    const auto& c = m_scaled.at<cv::Vec4b>(bottom, left);
    const auto& d = m_scaled.at<cv::Vec4b>(bottom, right);
    const auto mix = [&](int i) {
        const float upper = a[i] + static_cast<float>(b[i] - a[i]) * across;
        const float lower = c[i] + static_cast<float>(d[i] - c[i]) * across;
        return upper + (lower - upper) * down;
    };
    return {mix(0), mix(1), mix(2), mix(3)};
}

}  // namespace omv::firmware
