// SPDX-License-Identifier: MIT
#include "firmware/camera/edges.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/filters.h"
#include "firmware/camera/matrix.h"
#include "firmware/camera/morphology.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

// Steps to a neighbour across an edge, by the direction of its gradient.
constexpr Point kAcross[4] = {{-1, 0}, {-1, 1}, {0, 1}, {1, 1}};

struct Gradients {
    cv::Mat size;  // int; 0 in the border
    cv::Mat direction;  // uint8, index of kAcross
};

void blurInside(cv::Mat gray)
{
    if (gray.cols < 3 || gray.rows < 3)
        return;
    const cv::Mat source = gray.clone();
    for (int y = 1; y + 1 < gray.rows; ++y) {
        for (int x = 1; x + 1 < gray.cols; ++x) {
            int sum = 0;
            for (int dy = -1; dy <= 1; ++dy) {
                const std::uint8_t* row = source.ptr(y + dy) + x;
                sum += (row[-1] + 2 * row[0] + row[1]) * (dy == 0 ? 2 : 1);
            }
            gray.ptr(y)[x] = static_cast<std::uint8_t>(sum / 16);
        }
    }
}

std::uint8_t directionOf(int dx, int dy)
{
    const double degrees = std::abs(std::atan2(dy, dx) * 180 / CV_PI);
    const int whole = static_cast<int>(degrees);
    if (whole < 22 || whole >= 160)
        return 0;
    if (whole < 67)
        return 1;
    return whole < 112 ? 2 : 3;
}

Gradients gradientsOf(const cv::Mat& gray)
{
    Gradients out{cv::Mat::zeros(gray.size(), CV_32SC1), cv::Mat::zeros(gray.size(), CV_8UC1)};
    for (int y = 1; y + 1 < gray.rows; ++y) {
        checkAbort();
        const std::uint8_t* above = gray.ptr(y - 1);
        const std::uint8_t* row = gray.ptr(y);
        const std::uint8_t* below = gray.ptr(y + 1);
        for (int x = 1; x + 1 < gray.cols; ++x) {
            const int dx = above[x - 1] - above[x + 1] + 2 * (row[x - 1] - row[x + 1]) +
                below[x - 1] - below[x + 1];
            const int dy = above[x - 1] - below[x - 1] + 2 * (above[x] - below[x]) + above[x + 1] -
                below[x + 1];
            out.size.ptr<int>(y)[x] = static_cast<int>(std::sqrt(dx * dx + dy * dy));
            out.direction.ptr(y)[x] = directionOf(dx, dy);
        }
    }
    return out;
}

bool isStrong(const cv::Mat& sizes, int x, int y, int high)
{
    for (int row = y - 1; row <= y + 1; ++row)
        for (int column = x - 1; column <= x + 1; ++column)
            if (sizes.ptr<int>(row)[column] >= high)
                return true;
    return false;
}

bool isEdge(const Gradients& gradients, int x, int y, int low, int high)
{
    const auto size = [&](int column, int row) { return gradients.size.ptr<int>(row)[column]; };
    const int own = size(x, y);
    if (own < low || !isStrong(gradients.size, x, y, high))
        return false;
    const Point step = kAcross[gradients.direction.ptr(y)[x]];
    // Both sides of a sharp step are equally steep: the first of them is its edge.
    return own >= size(x + step.x, y + step.y) && own > size(x - step.x, y - step.y);
}

}  // namespace

void cannyEdges(const Canvas& picture, const Rect& roi, int low, int high)
{
    blurInside(grayMatrix(picture));
    cv::Mat part = grayMatrix(picture, roi);
    const Gradients gradients = gradientsOf(part);
    part.setTo(0);
    for (int y = 1; y + 1 < part.rows; ++y)
        for (int x = 1; x + 1 < part.cols; ++x)
            if (isEdge(gradients, x, y, low, high))
                part.ptr(y)[x] = 255;
}

void simpleEdges(const Canvas& picture, int low, int high)
{
    Kernel highPass{1, {-1, -1, -1, -1, 8, -1, -1, -1, -1}, 1};
    morphFilter(picture, highPass, 1, 0, {});
    cv::Mat gray = grayMatrix(picture);
    for (int y = 0; y < gray.rows; ++y)
        std::transform(gray.ptr(y), gray.ptr(y) + gray.cols, gray.ptr(y), [&](std::uint8_t value) {
            return static_cast<std::uint8_t>(value >= low && value <= high ? 255 : 0);
        });
    constexpr int kLonely = 6;  // neighbours of eight that may be missing
    erode(picture, 1, kLonely, nullptr);
}

}  // namespace omv::firmware
