// SPDX-License-Identifier: MIT
// Localises a pupil by means of gradients, after Timm and Barth: of all points, the centre
// of a dark disc is the one that most gradients on its rim point away from.
#include "firmware/camera/haar.h"

#include "firmware/camera/matrix.h"

#include <cmath>

namespace omv::firmware {

namespace {

// Of a Sobel operator; weaker edges do not count.
constexpr float kLeastEdge = 200;
// Edges that differ more from the mean strength are taken for lids and glints.
constexpr float kMostDeviation = 100;

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
    std::erase_if(
        edges, [&](const Edge& edge) { return std::abs(edge.strength - mean) > kMostDeviation; });
}

float agreement(const std::vector<Edge>& edges, int x, int y)
{
    float sum = 0;
    for (const Edge& edge : edges) {
        const float dx = static_cast<float>(x) - edge.x;
        const float dy = static_cast<float>(y) - edge.y;
        const float length = std::sqrt(dx * dx + dy * dy);
        const float dot = dx * edge.towardsX + dy * edge.towardsY;
        if (length > 0 && dot > 0)
            sum += dot / length * (dot / length);
    }
    return sum;
}

}  // namespace

Point findPupil(const Canvas& picture, const Rect& roi)
{
    // Without the brow and the outer edge.
    const int skipX = static_cast<int>(0.15f * static_cast<float>(roi.w));
    const int skipY = static_cast<int>(0.40f * static_cast<float>(roi.h));
    const Rect box{roi.x + skipX, roi.y + skipY, roi.w - skipX, roi.h - skipY};
    const cv::Mat gray = grayMatrix(picture, box);
    Point best{box.x, box.y};
    if (gray.empty())
        return best;
    std::vector<Edge> edges = strongEdges(gray);
    dropOutliers(edges);
    float most = 0;
    for (int y = 0; y < gray.rows; ++y) {
        for (int x = 0; x < gray.cols; ++x) {
            const float score =
                agreement(edges, x, y) * static_cast<float>(255 - gray.at<std::uint8_t>(y, x));
            if (score > most) {
                most = score;
                best = {box.x + x, box.y + y};
            }
        }
    }
    return best;
}

}  // namespace omv::firmware
