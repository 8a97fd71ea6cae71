// SPDX-License-Identifier: MIT
#include "firmware/camera/warp.h"

#include "firmware/camera/abort.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace omv::firmware {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

struct Place {
    double x = 0;
    double y = 0;
};

// `from(x, y)` says where the pixel (x, y) comes from.
template<typename From>
void remap(const Canvas& picture, const From& from)
{
    std::vector<std::uint8_t> bytes(picture.data, picture.data + picture.size);
    Canvas source = picture;
    source.data = bytes.data();
    for (int y = 0; y < picture.height; ++y) {
        checkAbort();
        for (int x = 0; x < picture.width; ++x) {
            const Place place = from(x, y);
            // Also false for what is no number.
            const bool inside = place.x > -0.5 && place.y > -0.5 && place.x < picture.width - 0.5 &&
                place.y < picture.height - 0.5;
            const std::uint32_t value = inside
                ? pixel(source, static_cast<int>(place.x + 0.5), static_cast<int>(place.y + 0.5))
                : 0;
            fillSpan(picture, x, x + 1, y, value);
        }
    }
}

double farthest(const Canvas& picture, Point center)
{
    const int x = std::max(std::abs(center.x), std::abs(picture.width - center.x));
    const int y = std::max(std::abs(center.y), std::abs(picture.height - center.y));
    return std::max(std::hypot(x, y), 2.0);
}

void toPolar(const Canvas& picture, const PolarOptions& o)
{
    const double reach = farthest(picture, o.center);
    remap(picture, [&](int x, int y) {
        const double share = static_cast<double>(y) / picture.height;
        const double radius = o.logarithmic ? std::pow(reach, share) : reach * share;
        const double angle = kTurn * 0.75 - kTurn * x / picture.width;
        return Place{o.center.x + radius * std::cos(angle), o.center.y + radius * std::sin(angle)};
    });
}

void fromPolar(const Canvas& picture, const PolarOptions& o)
{
    const double reach = farthest(picture, o.center);
    remap(picture, [&](int x, int y) {
        const double radius = std::hypot(x - o.center.x, y - o.center.y);
        const double share =
            o.logarithmic ? std::log(std::max(radius, 1.0)) / std::log(reach) : radius / reach;
        const double angle = kTurn * 0.75 - std::atan2(y - o.center.y, x - o.center.x);
        double column = std::round(std::fmod(angle, kTurn) / kTurn * picture.width);
        if (column >= picture.width)
            column -= picture.width;
        return Place{column, share * (picture.height - 1)};
    });
}

cv::Matx44d turnX(double a)
{
    return {1, 0, 0, 0, 0, std::cos(a), -std::sin(a), 0, 0, std::sin(a), std::cos(a),
            0, 0, 0, 0, 1};
}
cv::Matx44d turnY(double a)
{
    return {std::cos(a), 0, -std::sin(a), 0, 0, 1, 0, 0,
            std::sin(a), 0, std::cos(a),  0, 0, 0, 0, 1};
}
cv::Matx44d turnZ(double a)
{
    return {
        std::cos(a), -std::sin(a), 0, 0, std::sin(a), std::cos(a), 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
}

// From places of the plane to places of the result.
cv::Matx33d planeToView(const Canvas& picture, const RotationOptions& o)
{
    const int w2 = picture.width / 2;
    const int h2 = picture.height / 2;
    const double distance =
        std::hypot(picture.width, picture.height) / 2 / std::tan(o.fieldOfView / 2);
    const double focus = distance * o.zoom;
    const cv::Matx43d toSpace(1, 0, -w2, 0, 1, -h2, 0, 0, 0, 0, 0, 1);
    const cv::Matx44d moved(1, 0, 0, o.xTranslation, 0, 1, 0, o.yTranslation, 0, 0, 1, distance, 0,
                            0, 0, 1);
    const cv::Matx34d toView(focus, 0, w2, 0, 0, focus, h2, 0, 0, 0, 1, 0);
    return toView * (moved * (turnX(o.x) * turnY(o.y) * turnZ(o.z) * toSpace));
}

// From the whole picture to the four corners.
cv::Matx33d toCorners(const Canvas& picture, const std::array<float, 8>& c)
{
    const auto right = static_cast<float>(picture.width - 1);
    const auto bottom = static_cast<float>(picture.height - 1);
    const cv::Point2f from[4] = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
    const cv::Point2f to[4] = {{c[0], c[1]}, {c[2], c[3]}, {c[4], c[5]}, {c[6], c[7]}};
    return cv::getPerspectiveTransform(from, to, cv::DECOMP_SVD);
}

}  // namespace

void polarWarp(const Canvas& picture, const PolarOptions& options)
{
    if (options.reverse)
        fromPolar(picture, options);
    else
        toPolar(picture, options);
}

void correctLens(const Canvas& picture, const LensOptions& o)
{
    const int w = picture.width;
    const int h = picture.height;
    const int w2 = w / 2;
    const int h2 = h / 2;
    const double bend = o.strength / std::hypot(w, h);
    const auto offset = [](int size, double share) {
        return std::isnan(share) ? 0 : static_cast<int>(size * std::clamp(share, -10.0, 10.0));
    };
    const int xOffset = offset(w, o.xCorrection);
    const int yOffset = offset(h, o.yCorrection);
    // The picture is worked on as four quarters, mirrored to the upper left one.
    remap(picture, [&](int x, int y) {
        const int column = std::min(x, w - 1 - x) - w2;
        const int row = std::min(y, h - 1 - y) - h2;
        const double radius = std::max(std::floor(std::hypot(column, row)), 1.0);
        const double factor = std::atan(bend * radius) / (bend * radius) / o.zoom;
        const double dx = std::round(factor * column);
        const double dy = std::round(factor * row);
        return Place{x < w2 ? w2 + xOffset + dx : w - 1 - w2 + xOffset - dx,
                     y < h2 ? h2 + yOffset + dy : h - 1 - h2 + yOffset - dy};
    });
}

void rotatePlane(const Canvas& picture, const RotationOptions& options)
{
    bool invertible = false;
    cv::Matx33d back = planeToView(picture, options).inv(cv::DECOMP_LU, &invertible);
    if (!invertible) {
        remap(picture, [](int, int) { return Place{-1, -1}; });
        return;
    }
    if (options.corners)
        back = toCorners(picture, *options.corners) * back;
    remap(picture, [&](int x, int y) {
        const cv::Vec3d place = back * cv::Vec3d(x, y, 1);
        return Place{place[0] / place[2], place[1] / place[2]};
    });
}

}  // namespace omv::firmware
