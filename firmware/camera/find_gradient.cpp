// SPDX-License-Identifier: MIT
#include "firmware/camera/find_gradient.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace omv::firmware {

int Gradient::strength() const
{
    return (std::abs(x) + std::abs(y)) / 2;
}

int Gradient::degrees() const
{
    if (x == 0)
        return 90;
    const long angle = std::lround(std::atan2(y, x) * 180 / std::numbers::pi);
    return static_cast<int>((angle + 360) % 360);
}

Gradient gradientAt(const cv::Mat& gray, int x, int y)
{
    if (x < 1 || y < 1 || x + 1 >= gray.cols || y + 1 >= gray.rows)
        return {};
    const std::uint8_t* above = gray.ptr(y - 1) + x;
    const std::uint8_t* row = gray.ptr(y) + x;
    const std::uint8_t* below = gray.ptr(y + 1) + x;
    return {above[-1] + 2 * row[-1] + below[-1] - above[1] - 2 * row[1] - below[1],
            above[-1] + 2 * above[0] + above[1] - below[-1] - 2 * below[0] - below[1]};
}

int stepsBetween(const Point& from, const Point& to)
{
    return std::max(std::abs(to.x - from.x), std::abs(to.y - from.y)) + 1;
}

std::int64_t strengthAlong(const cv::Mat& gray, const Point& from, const Point& to)
{
    const int steps = stepsBetween(from, to);
    std::int64_t sum = 0;
    for (int i = 0; i < steps; ++i) {
        const double part = steps > 1 ? double(i) / (steps - 1) : 0;
        const int x = static_cast<int>(std::lround(from.x + part * (to.x - from.x)));
        const int y = static_cast<int>(std::lround(from.y + part * (to.y - from.y)));
        sum += gradientAt(gray, x, y).strength();
    }
    return sum;
}

}  // namespace omv::firmware
