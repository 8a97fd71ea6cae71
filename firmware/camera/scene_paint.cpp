// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_paint.h"

#include "firmware/camera/input_file.h"
#include "firmware/camera/media_library.h"
#include "firmware/camera/scene_motion.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr int kMaxPictureSide = 8192;

double mixed(double a, double b, double part)
{
    return a + (b - a) * part;
}

Rgb mixed(Rgb a, Rgb b, double part)
{
    const auto channel = [part](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(mixed(from, to, part)));
    };
    return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b)};
}

double gradientPart(ScenePaint::Direction direction, double u, double v)
{
    double part = v;
    if (direction == ScenePaint::Direction::Horizontal)
        part = u;
    if (direction == ScenePaint::Direction::Radial)
        part = std::hypot(u - 0.5, v - 0.5) * 2;
    return std::clamp(part, 0.0, 1.0);
}

// 0 to 1, smooth between the corners of a lattice.
double grain(double x, double y, std::uint64_t seed)
{
    const double left = std::floor(x);
    const double top = std::floor(y);
    const auto corner = [&](double dx, double dy) {
        const auto column = static_cast<std::uint64_t>(static_cast<std::int64_t>(left + dx));
        const auto row = static_cast<std::uint64_t>(static_cast<std::int64_t>(top + dy));
        return static_cast<double>(sceneHash(seed, column, row) >> 11) / 9007199254740992.0;
    };
    const auto ease = [](double t) { return t * t * (3 - 2 * t); };
    const double across = ease(x - left);
    return mixed(mixed(corner(0, 0), corner(1, 0), across),
                 mixed(corner(0, 1), corner(1, 1), across), ease(y - top));
}

// Grains of three sizes, so that there is something to see at each distance.
double noisePart(const ScenePaint& paint, double u, double v, std::uint64_t seed)
{
    const double x = u * paint.columns;
    const double y = v * paint.rows;
    const double sum = 0.5 * grain(x, y, seed) + 0.3 * grain(2 * x, 2 * y, seed + 1) +
        0.2 * grain(4 * x, 4 * y, seed + 2);
    return std::clamp((sum - 0.5) * 1.8 + 0.5, 0.0, 1.0);
}

Rgb colorAt(const ScenePaint& paint, double u, double v, std::uint64_t seed)
{
    const auto odd = [](double value) { return static_cast<std::int64_t>(std::floor(value)) & 1; };
    switch (paint.kind) {
    case ScenePaint::Kind::Gradient:
        return mixed(paint.color, paint.other, gradientPart(paint.direction, u, v));
    case ScenePaint::Kind::Checker:
        return (odd(u * paint.columns) ^ odd(v * paint.rows)) != 0 ? paint.other : paint.color;
    case ScenePaint::Kind::Stripes: {
        const double across = paint.direction == ScenePaint::Direction::Horizontal
            ? v * paint.rows
            : u * paint.columns;
        return odd(across) != 0 ? paint.other : paint.color;
    }
    case ScenePaint::Kind::Noise:
        return mixed(paint.color, paint.other, noisePart(paint, u, v, seed));
    default: return paint.color;
    }
}

cv::Mat pictureArea(const cv::Mat& picture, const PaintArea& area, int width, int height)
{
    const auto part = [](double value, int pixels) {
        return static_cast<int>(std::lround(value * pixels));
    };
    const cv::Rect wanted(part(area.x, picture.cols), part(area.y, picture.rows),
                          std::max(part(area.w, picture.cols), 1),
                          std::max(part(area.h, picture.rows), 1));
    const int left = std::max(-wanted.x, 0);
    const int top = std::max(-wanted.y, 0);
    const int right = std::max(wanted.br().x - picture.cols, 0);
    const int bottom = std::max(wanted.br().y - picture.rows, 0);
    cv::Mat extended = picture;
    if (left + top + right + bottom > 0)
        cv::copyMakeBorder(picture, extended, top, bottom, left, right, cv::BORDER_REFLECT);
    const cv::Mat shown = extended(wanted + cv::Point(left, top));
    cv::Mat out;
    const bool shrinks = shown.cols >= width && shown.rows >= height;
    cv::resize(shown, out, cv::Size(width, height), 0, 0,
               shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return out;
}

}  // namespace

cv::Mat paintArea(const ScenePaint& paint, const cv::Mat& picture, const PaintArea& area, int width,
                  int height, std::uint64_t seed)
{
    if (paint.kind == ScenePaint::Kind::Picture && !picture.empty())
        return pictureArea(picture, area, width, height);
    cv::Mat out(height, width, CV_8UC3, cv::Scalar(paint.color.r, paint.color.g, paint.color.b));
    if (paint.kind == ScenePaint::Kind::Color)
        return out;
    for (int y = 0; y < height; ++y) {
        const double v = area.y + (y + 0.5) * area.h / height;
        for (int x = 0; x < width; ++x) {
            const Rgb color = colorAt(paint, area.x + (x + 0.5) * area.w / width, v, seed);
            out.at<cv::Vec3b>(y, x) = {color.r, color.g, color.b};
        }
    }
    return out;
}

cv::Mat loadScenePicture(const std::string& path, std::string& problem)
{
    const MediaLibrary* library = mediaLibrary(problem);
    if (!library)
        return {};
    std::string why;
    const auto file = readPictureFile(path, why);
    cv::Mat picture = file ? library->decodeWithOpacity(*file) : cv::Mat();
    if (file && picture.empty())
        why = "it is damaged, or in no format that OpenCV knows";
    else if (picture.cols > kMaxPictureSide || picture.rows > kMaxPictureSide)
        why = fmt::format("it is larger than {}x{}", kMaxPictureSide, kMaxPictureSide);
    if (!why.empty()) {
        problem = fmt::format("cannot read the picture {}: {}", path, why);
        return {};
    }
    if (picture.channels() == 1)
        cv::cvtColor(picture, picture, cv::COLOR_GRAY2RGB);
    else if (picture.channels() == 4)
        cv::cvtColor(picture, picture, cv::COLOR_BGRA2RGBA);
    else
        cv::cvtColor(picture, picture, cv::COLOR_BGR2RGB);
    return picture;
}

}  // namespace omv::firmware
