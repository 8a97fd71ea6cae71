// SPDX-License-Identifier: MIT
#include "firmware/camera/blob_shape.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace omv::firmware {

namespace {

double distance(const Point& a, const Point& b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

Point middle(const Point& a, const Point& b)
{
    return {static_cast<int>(std::lround((a.x + b.x) / 2.0)),
            static_cast<int>(std::lround((a.y + b.y) / 2.0))};
}

Point centre(const MinCorners& c)
{
    return {static_cast<int>(std::lround((c[0].x + c[1].x + c[2].x + c[3].x) / 4.0)),
            static_cast<int>(std::lround((c[0].y + c[1].y + c[2].y + c[3].y) / 4.0))};
}

/// What a pixel adds to the rectangle's sides: its width as seen along them.
double pixelWidth(const MinCorners& c)
{
    const double length = distance(c[0], c[1]);
    if (length == 0)
        return 1;
    return (std::abs(c[1].x - c[0].x) + std::abs(c[1].y - c[0].y)) / length;
}

}  // namespace

double solidity(int pixels, const MinCorners& c)
{
    const double more = pixelWidth(c);
    const double area = (distance(c[0], c[1]) + more) * (distance(c[1], c[2]) + more);
    return std::min(1.0, pixels / area);
}

double convexity(int perimeter, const MinCorners& c)
{
    if (perimeter <= 0)
        return 1;
    const double around =
        distance(c[0], c[1]) + distance(c[1], c[2]) + distance(c[2], c[3]) + distance(c[3], c[0]);
    return std::min(1.0, around / perimeter);
}

AxisLine majorAxis(const MinCorners& c)
{
    if (distance(c[0], c[1]) >= distance(c[1], c[2]))
        return {middle(c[3], c[0]), middle(c[1], c[2])};
    return {middle(c[0], c[1]), middle(c[2], c[3])};
}

AxisLine minorAxis(const MinCorners& c)
{
    if (distance(c[0], c[1]) >= distance(c[1], c[2]))
        return {middle(c[0], c[1]), middle(c[2], c[3])};
    return {middle(c[3], c[0]), middle(c[1], c[2])};
}

EnclosingCircle enclosingCircle(const MinCorners& corners)
{
    const Point at = centre(corners);
    double reach = 0;
    for (const Point& corner : corners)
        reach = std::max(reach, distance(at, corner));
    return {at.x, at.y, static_cast<int>(std::ceil(reach))};
}

EnclosedEllipse enclosedEllipse(const MinCorners& c)
{
    const Point at = centre(c);
    const double angle = std::atan2(c[1].y - c[0].y, c[1].x - c[0].x) * 180 / std::numbers::pi;
    return {at.x, at.y, static_cast<int>(std::lround(distance(c[0], c[1]) / 2)),
            static_cast<int>(std::lround(distance(c[1], c[2]) / 2)),
            static_cast<int>((std::lround(angle) + 360) % 180)};
}

}  // namespace omv::firmware
