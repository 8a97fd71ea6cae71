// SPDX-License-Identifier: MIT
#include "firmware/camera/template.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace omv::firmware {

namespace {

bool isFlat(const cv::Mat& gray)
{
    double low = 0;
    double high = 0;
    cv::minMaxLoc(gray, &low, &high);
    return low == high;
}

/// Correlation with the template laid at (x, y); what lies outside is cut off. Nothing
/// when nothing is left, or it has one level only.
std::optional<double> correlationAt(const cv::Mat& gray, const cv::Mat& pattern, Point at)
{
    const int x = std::max(at.x, 0);
    const int y = std::max(at.y, 0);
    const int width = std::min(pattern.cols, gray.cols - x);
    const int height = std::min(pattern.rows, gray.rows - y);
    if (width < 1 || height < 1)
        return std::nullopt;
    const cv::Mat part = gray(cv::Rect(x, y, width, height));
    const double partMean = cv::mean(part)[0];
    const double patternMean = cv::mean(pattern)[0];
    double product = 0;
    double partSquares = 0;
    for (int row = 0; row < height; ++row) {
        const std::uint8_t* p = part.ptr(row);
        const std::uint8_t* q = pattern.ptr(row);
        for (int i = 0; i < width; ++i) {
            const double a = p[i] - partMean;
            product += a * (q[i] - patternMean);
            partSquares += a * a;
        }
    }
    if (partSquares <= 0)
        return std::nullopt;
    double deviation = 0;
    cv::Scalar mean;
    cv::Scalar spread;
    cv::meanStdDev(pattern, mean, spread);
    deviation = spread[0] * std::sqrt(static_cast<double>(pattern.total()));
    return product / (std::sqrt(partSquares) * deviation);
}

/// The best of the nine places of a diamond around `center`, which counts as well.
TemplateMatch bestAround(const cv::Mat& gray, const cv::Mat& pattern, TemplateMatch best, int step)
{
    const Point center{best.place.x, best.place.y};
    const int half = step / 2;
    const Point offsets[] = {{0, 0},     {step, 0},      {half, half}, {0, step},    {-half, half},
                             {-step, 0}, {-half, -half}, {0, -step},   {half, -half}};
    for (const Point& offset : offsets) {
        checkAbort();
        const Point at{center.x + offset.x, center.y + offset.y};
        if (at.x >= gray.cols || at.y >= gray.rows)
            continue;
        const auto correlation = correlationAt(gray, pattern, at);
        if (correlation && *correlation > best.correlation)
            best = {{at.x, at.y, pattern.cols, pattern.rows}, *correlation};
    }
    return best;
}

}  // namespace

std::optional<TemplateMatch> matchTemplate(const Canvas& picture, const Canvas& pattern,
                                           const Rect& roi, int step)
{
    const cv::Mat gray = grayMatrix(picture, roi);
    const cv::Mat wanted = grayMatrix(pattern);
    if (gray.empty() || wanted.empty() || wanted.cols > gray.cols || wanted.rows > gray.rows ||
        step < 1 || isFlat(wanted))
        return std::nullopt;
    cv::Mat correlation;
    cv::matchTemplate(gray, wanted, correlation, cv::TM_CCOEFF_NORMED);
    TemplateMatch best;
    for (int y = 0; y < correlation.rows; y += step) {
        for (int x = 0; x < correlation.cols; x += step) {
            const auto value = static_cast<double>(correlation.at<float>(y, x));
            if (value > best.correlation)
                best = {{roi.x + x, roi.y + y, wanted.cols, wanted.rows}, value};
        }
    }
    if (best.place.isEmpty())
        return std::nullopt;
    return best;
}

std::optional<TemplateMatch> searchTemplate(const Canvas& picture, const Canvas& pattern)
{
    const cv::Mat gray = grayMatrix(picture);
    const cv::Mat wanted = grayMatrix(pattern);
    if (gray.empty() || wanted.empty() || isFlat(wanted))
        return std::nullopt;
    const Point start{gray.cols / 2 - wanted.cols / 2, gray.rows / 2 - wanted.rows / 2};
    TemplateMatch best{{start.x, start.y, 0, 0}, -2};
    // Ends: each round either finds a better place or makes the diamond smaller.
    for (int step = wanted.cols; step > 0;) {
        const Point before{best.place.x, best.place.y};
        best = bestAround(gray, wanted, best, step);
        if (Point{best.place.x, best.place.y} == before)
            --step;
    }
    if (best.correlation < -1.5)
        return std::nullopt;
    best.place = intersection(best.place, {0, 0, gray.cols, gray.rows});
    return best;
}

}  // namespace omv::firmware
