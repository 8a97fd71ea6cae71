// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <random>
#include <vector>

// Pictures of codes for the finders: a code's modules, put anywhere into a gray picture.

namespace omv::test {

inline firmware::Canvas canvasOf(cv::Mat& gray)
{
    return {gray.cols, gray.rows, firmware::PixelFormat::Grayscale, gray.data, gray.total()};
}

using Quad = std::array<cv::Point2f, 4>;

/// `size` wide, turned clockwise by `degrees` about `centre`; from the top left, clockwise.
inline Quad turnedQuad(const cv::Point2f& centre, const cv::Size2f& size, double degrees)
{
    const double c = std::cos(degrees * CV_PI / 180);
    const double s = std::sin(degrees * CV_PI / 180);
    const auto corner = [&](double u, double v) {
        const double x = u * double(size.width) / 2;
        const double y = v * double(size.height) / 2;
        return cv::Point2f(static_cast<float>(double(centre.x) + x * c - y * s),
                           static_cast<float>(double(centre.y) + x * s + y * c));
    };
    return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

/// Draws `modules` (0 dark, 255 light) so that its corners come to `quad`.
inline void put(cv::Mat& picture, const cv::Mat& modules, const Quad& quad)
{
    constexpr int kFine = 16;
    cv::Mat fine;
    cv::resize(modules, fine, {}, kFine, kFine, cv::INTER_NEAREST);
    const auto w = static_cast<float>(fine.cols);
    const auto h = static_cast<float>(fine.rows);
    // Pixel centres are whole numbers there, the corners of pixels half ones.
    const Quad from{cv::Point2f(-0.5F, -0.5F), cv::Point2f(w - 0.5F, -0.5F),
                    cv::Point2f(w - 0.5F, h - 0.5F), cv::Point2f(-0.5F, h - 0.5F)};
    Quad to = quad;
    for (cv::Point2f& p : to)
        p -= cv::Point2f(0.5F, 0.5F);
    cv::warpPerspective(fine, picture, cv::getPerspectiveTransform(from, to), picture.size(),
                        cv::INTER_AREA, cv::BORDER_TRANSPARENT);
}

inline void addNoise(cv::Mat& picture, double sigma, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, sigma);
    for (auto it = picture.begin<std::uint8_t>(); it != picture.end<std::uint8_t>(); ++it)
        *it = cv::saturate_cast<std::uint8_t>(*it + noise(random));
}

inline bool isNear(const firmware::Point& p, const cv::Point2f& q, double slack)
{
    return std::hypot(p.x - double(q.x), p.y - double(q.y)) <= slack;
}

}  // namespace omv::test
