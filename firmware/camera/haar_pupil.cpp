// SPDX-License-Identifier: MIT
// Localises a pupil by means of gradients, after Timm and Barth: of all points, the centre
// of a dark disc is the one that most gradients on its rim point away from.
#include "firmware/camera/haar.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omv::firmware {

namespace {

// Of a Sobel operator; weaker edges do not count.
constexpr float kLeastEdge = 200;
// Edges that differ more from the mean strength are taken for lids and glints.
constexpr float kMostDeviation = 100;

// A large region is searched in steps first, and not all of its edges vote: that many
// edges, and votes in all.
constexpr std::size_t kMostEdges = 4096;
constexpr std::size_t kMostVotes = 50'000'000;

struct Edge {
    float x = 0;
    float y = 0;
    float towardsX = 0;  ///< unit vector from bright to dark
    float towardsY = 0;
    float strength = 0;
};

std::vector<Edge> strongEdges(const cv::Mat& gray)
{
    std::vector<Edge> edges;
    for (int y = 0; y + 3 < gray.rows; ++y) {
        const std::uint8_t* a = gray.ptr(y);
        const std::uint8_t* b = gray.ptr(y + 1);
        const std::uint8_t* c = gray.ptr(y + 2);
        for (int x = 0; x + 3 < gray.cols; ++x) {
            const int left = a[x] + 2 * b[x] + c[x];
            const int right = a[x + 2] + 2 * b[x + 2] + c[x + 2];
            const int above = a[x] + 2 * a[x + 1] + a[x + 2];
            const int below = c[x] + 2 * c[x + 1] + c[x + 2];
            const auto dx = static_cast<float>(left - right);
            const auto dy = static_cast<float>(above - below);
            const float strength = std::sqrt(dx * dx + dy * dy);
            if (strength > kLeastEdge)
                edges.push_back({static_cast<float>(x + 1), static_cast<float>(y + 1),
                                 dx / strength, dy / strength, strength});
        }
    }
    return edges;
}

void dropOutliers(std::vector<Edge>& edges)
{
    float mean = 0;
    for (const Edge& edge : edges)
        mean += edge.strength / static_cast<float>(edges.size());
    const auto usual = [&](const Edge& edge) {
        return std::abs(edge.strength - mean) <= kMostDeviation;
    };
    // Of strong and weak edges in equal parts none is near the mean: then all count.
    if (std::any_of(edges.begin(), edges.end(), usual))
        std::erase_if(edges, [&](const Edge& edge) { return !usual(edge); });
}

void thinOut(std::vector<Edge>& edges)
{
    if (edges.size() <= kMostEdges)
        return;
    for (std::size_t i = 0; i < kMostEdges; ++i)
        edges[i] = edges[i * edges.size() / kMostEdges];
    edges.resize(kMostEdges);
}

/// How well the edges agree on a centre: the sum of the squared cosines between their
/// directions and the way there.
class Votes {
public:
    explicit Votes(const std::vector<Edge>& edges)
    {
        // Filled up with edges without a direction, which never agree.
        const std::size_t size = (edges.size() + kLanes - 1) / kLanes * kLanes;
        for (auto* values : {&m_x, &m_y, &m_towardsX, &m_towardsY})
            values->assign(size, 0);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            m_x[i] = edges[i].x;
            m_y[i] = edges[i].y;
            m_towardsX[i] = edges[i].towardsX;
            m_towardsY[i] = edges[i].towardsY;
        }
    }

    float at(int x, int y) const
    {
        // Sums side by side, which the compiler can vectorise.
        float sums[kLanes] = {};
        for (std::size_t i = 0; i < m_x.size(); i += kLanes) {
            for (std::size_t k = 0; k < kLanes; ++k) {
                const float dx = static_cast<float>(x) - m_x[i + k];
                const float dy = static_cast<float>(y) - m_y[i + k];
                const float dot = dx * m_towardsX[i + k] + dy * m_towardsY[i + k];
                const float ahead = dot > 0 ? dot : 0;
                const float square = dx * dx + dy * dy;
                sums[k] += ahead * ahead / (square > 0 ? square : 1);
            }
        }
        return std::accumulate(std::begin(sums), std::end(sums), 0.0f);
    }

private:
    static constexpr std::size_t kLanes = 8;

    std::vector<float> m_x{};
    std::vector<float> m_y{};
    std::vector<float> m_towardsX{};
    std::vector<float> m_towardsY{};
};

struct Centre {
    Point place{};
    float score = 0;
};

/// The best of the places in `area` that are `step` apart; `start` if none is better.
Centre bestCentre(const cv::Mat& gray, const Votes& votes, const Rect& area, int step, Centre start)
{
    for (int y = area.y; y < area.bottom(); y += step) {
        checkAbort();
        for (int x = area.x; x < area.right(); x += step) {
            const float score =
                votes.at(x, y) * static_cast<float>(255 - gray.at<std::uint8_t>(y, x));
            if (score > start.score)
                start = {{x, y}, score};
        }
    }
    return start;
}

/// Steps in which the whole picture costs no more votes than it may.
int stepFor(const cv::Mat& gray, std::size_t edges)
{
    std::size_t step = 1;
    while (gray.total() / (step * step) * edges > kMostVotes)
        ++step;
    return static_cast<int>(step);
}

}  // namespace

Point findPupil(const Canvas& picture, const Rect& roi)
{
    // Without the brow and the outer edge.
    const int skipX = static_cast<int>(0.15f * static_cast<float>(roi.w));
    const int skipY = static_cast<int>(0.40f * static_cast<float>(roi.h));
    const Rect box{roi.x + skipX, roi.y + skipY, roi.w - skipX, roi.h - skipY};
    const cv::Mat gray = grayMatrix(picture, box);
    if (gray.empty())
        return {box.x, box.y};
    std::vector<Edge> edges = strongEdges(gray);
    dropOutliers(edges);
    thinOut(edges);
    const Votes votes(edges);
    const Rect whole{0, 0, gray.cols, gray.rows};
    const int step = stepFor(gray, edges.size());
    Centre best = bestCentre(gray, votes, whole, step, {});
    if (step > 1) {
        const Rect near{best.place.x - step, best.place.y - step, 2 * step + 1, 2 * step + 1};
        best = bestCentre(gray, votes, intersection(near, whole), 1, best);
    }
    return {box.x + best.place.x, box.y + best.place.y};
}

}  // namespace omv::firmware
