// SPDX-License-Identifier: MIT
#include "firmware/camera/displacement.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"

#include <opencv2/imgproc.hpp>

#include <bit>
#include <cmath>

namespace omv::firmware {

namespace {

constexpr float kTurn = 6.28318530718f;

struct Shift {
    float x = 0;
    float y = 0;
    float response = 0;
};

int powerOfTwo(int size)
{
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(size)));
}

/// Zeros fill up to powers of two: without a window, as the firmware does it.
cv::Mat padded(const cv::Mat& pixels)
{
    cv::Mat out = cv::Mat::zeros(powerOfTwo(pixels.rows), powerOfTwo(pixels.cols), CV_32F);
    pixels.convertTo(out(cv::Rect(0, 0, pixels.cols, pixels.rows)), CV_32F);
    return out;
}

cv::Mat spectrum(const cv::Mat& real)
{
    checkAbort();
    cv::Mat out;
    cv::dft(real, out, cv::DFT_COMPLEX_OUTPUT);
    return out;
}

/// Inverse transform of the phases' difference.
cv::Mat phaseCorrelation(const cv::Mat& first, const cv::Mat& second)
{
    cv::Mat a = spectrum(first);
    const cv::Mat b = spectrum(second);
    for (int y = 0; y < a.rows; ++y) {
        auto* p = a.ptr<cv::Vec2f>(y);
        const auto* q = b.ptr<cv::Vec2f>(y);
        for (int x = 0; x < a.cols; ++x) {
            const float re = p[x][0] * q[x][0] + p[x][1] * q[x][1];
            const float im = p[x][1] * q[x][0] - p[x][0] * q[x][1];
            const float size = std::sqrt(re * re + im * im);
            p[x] = size > 0 ? cv::Vec2f(re / size, im / size) : cv::Vec2f(0, 0);
        }
    }
    checkAbort();
    cv::Mat out;
    cv::idft(a, out, cv::DFT_REAL_OUTPUT | cv::DFT_SCALE);
    return out;
}

float wrapped(const cv::Mat& m, int x, int y)
{
    return m.at<float>((y + m.rows) % m.rows, (x + m.cols) % m.cols);
}

/// The peak as the centre of mass of the 4 x 4 values around it.
Shift peakOf(const cv::Mat& correlation)
{
    cv::Point peak;
    double highest = 0;
    cv::minMaxLoc(correlation, nullptr, &highest, nullptr, &peak);
    const double sum = cv::sum(correlation)[0];
    float mass = 0;
    float x = 0;
    float y = 0;
    for (int j = -2; j < 2; ++j) {
        for (int i = -2; i < 2; ++i) {
            const float value = wrapped(correlation, peak.x + i, peak.y + j);
            mass += value;
            x += value * static_cast<float>(peak.x + i);
            y += value * static_cast<float>(peak.y + j);
        }
    }
    x /= mass;
    y /= mass;
    const auto width = static_cast<float>(correlation.cols);
    const auto height = static_cast<float>(correlation.rows);
    Shift shift{x >= width / 2 ? x - width : x, y >= height / 2 ? height - y : -y,
                static_cast<float>(highest / sum)};
    const bool sound = std::isfinite(shift.x) && std::isfinite(shift.y) &&
        std::isfinite(shift.response) && std::abs(shift.x) <= width / 2 &&
        std::abs(shift.y) <= height / 2;
    return sound ? shift : Shift{};
}

Shift shiftBetween(const cv::Mat& first, const cv::Mat& second)
{
    return peakOf(phaseCorrelation(padded(first), padded(second)));
}

float rhoScale(int width, int height)
{
    return std::log(std::hypot(static_cast<float>(width) / 2, static_cast<float>(height) / 2)) /
        static_cast<float>(height);
}

/// Angle to the right (from straight down, clockwise as one looks at it), logarithm of
/// the radius downwards.
cv::Mat logPolar(const cv::Mat& from)
{
    cv::Mat out = cv::Mat::zeros(from.size(), from.type());
    const float scale = rhoScale(from.cols, from.rows);
    const std::size_t pixel = from.elemSize();
    for (int y = 0; y < out.rows; ++y) {
        checkAbort();
        const float radius = std::exp(static_cast<float>(y) * scale);
        for (int x = 0; x < out.cols; ++x) {
            const float angle =
                0.75f * kTurn - static_cast<float>(x) * kTurn / static_cast<float>(out.cols);
            const int sx = from.cols / 2 + static_cast<int>(std::lround(radius * std::cos(angle)));
            const int sy = from.rows / 2 + static_cast<int>(std::lround(radius * std::sin(angle)));
            if (sx >= 0 && sy >= 0 && sx < from.cols && sy < from.rows)
                std::copy_n(from.ptr(sy) + static_cast<std::size_t>(sx) * pixel, pixel,
                            out.ptr(y) + static_cast<std::size_t>(x) * pixel);
        }
    }
    return out;
}

/// Magnitudes with zero frequency in the middle.
cv::Mat centredMagnitude(const cv::Mat& pixels)
{
    const cv::Mat complex = spectrum(padded(pixels));
    cv::Mat out(complex.size(), CV_32F);
    for (int y = 0; y < complex.rows; ++y) {
        const auto* p = complex.ptr<cv::Vec2f>(y);
        auto* row = out.ptr<float>((y + complex.rows / 2) % complex.rows);
        for (int x = 0; x < complex.cols; ++x)
            row[(x + complex.cols / 2) % complex.cols] = std::hypot(p[x][0], p[x][1]);
    }
    return out;
}

/// Rotation and scale that a shift in log-polar pictures means.
void takePolar(const Shift& shift, int width, int height, Displacement& out)
{
    out.rotation = shift.x * kTurn / static_cast<float>(width);
    out.scale = shift.y * rhoScale(width, height) + 1;
}

/// Turns and scales around the middle, so that a picture that differs by these looks like
/// the other one.
cv::Mat undone(const cv::Mat& pixels, const Displacement& by)
{
    const cv::Point2f middle(static_cast<float>(pixels.cols) / 2,
                             static_cast<float>(pixels.rows) / 2);
    const double scale = by.scale > 0.1f ? static_cast<double>(by.scale) : 1;
    const cv::Mat turn =
        cv::getRotationMatrix2D(middle, static_cast<double>(-by.rotation) * 180 / CV_PI, scale);
    cv::Mat out;
    cv::warpAffine(pixels, out, turn, pixels.size(), cv::INTER_LINEAR);
    return out;
}

}  // namespace

Displacement findDisplacement(const Canvas& picture, const Rect& roi, const Canvas& reference,
                              const Rect& referenceRoi, DisplacementMode mode)
{
    Displacement out;
    cv::Mat first = grayMatrix(picture, roi);
    cv::Mat second = grayMatrix(reference, referenceRoi);
    if (first.empty() || second.empty() || first.size() != second.size())
        return out;
    if (mode == DisplacementMode::LogPolar) {
        const Shift shift = shiftBetween(logPolar(first), logPolar(second));
        out.response = shift.response;
        takePolar(shift, roi.w, roi.h, out);
        return out;
    }
    if (mode == DisplacementMode::Fixed) {
        const Shift shift = peakOf(phaseCorrelation(logPolar(centredMagnitude(first)),
                                                    logPolar(centredMagnitude(second))));
        takePolar(shift, roi.w, roi.h, out);
        first = undone(first, out);
    }
    const Shift shift = shiftBetween(first, second);
    out.x = shift.x;
    out.y = shift.y;
    out.response = shift.response;
    return out;
}

}  // namespace omv::firmware
