// SPDX-License-Identifier: MIT
// Filters that look at which values occur around a pixel, not where.
#include "firmware/camera/filters.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/channels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

using Bins = std::array<int, 256>;  // pixels of the square by value

int squarePixels(int ksize)
{
    return (2 * ksize + 1) * (2 * ksize + 1);
}

cv::Mat widened(const cv::Mat& plane, int ksize)
{
    cv::Mat out;
    cv::copyMakeBorder(plane, out, ksize, ksize, ksize, ksize, cv::BORDER_REPLICATE);
    return out;
}

// `pick` makes the result of each square's bins; the square moves along a row column by column.
template<typename Pick>
cv::Mat overSquares(const cv::Mat& plane, int ksize, const Pick& pick)
{
    const cv::Mat source = widened(plane, ksize);
    cv::Mat out(plane.size(), CV_8UC1);
    const int side = 2 * ksize + 1;
    for (int y = 0; y < plane.rows; ++y) {
        checkAbort();
        Bins bins{};
        const auto count = [&](int x, int by) {
            for (int row = y; row < y + side; ++row)
                bins[source.ptr(row)[x]] += by;
        };
        for (int x = 0; x < side; ++x)
            count(x, 1);
        for (int x = 0; x < plane.cols; ++x) {
            out.ptr(y)[x] = pick(bins);
            if (x + 1 == plane.cols)
                break;
            count(x, -1);
            count(x + side, 1);
        }
    }
    return out;
}

// The value at which `cutoff` pixels are reached, going up in steps of `step`.
std::uint8_t rankValue(const Bins& bins, int top, int step, int cutoff)
{
    int sum = 0;
    int value = 0;
    for (; value <= top; value += step) {
        for (int i = value; i < value + step; ++i)
            sum += bins[static_cast<std::size_t>(i)];
        if (sum >= cutoff)
            break;
    }
    return static_cast<std::uint8_t>(std::min(value, top));
}

}  // namespace

void meanFilter(const Canvas& picture, int ksize, const FilterOptions& options)
{
    Channels channels = channelsOf(picture);
    const int factor = 65536 / squarePixels(ksize);
    const int side = 2 * ksize + 1;
    for (cv::Mat& plane : channels.planes) {
        cv::Mat sums;
        cv::boxFilter(plane, sums, CV_32S, {side, side}, {-1, -1}, false, cv::BORDER_REPLICATE);
        for (int y = 0; y < plane.rows; ++y) {
            const int* from = sums.ptr<int>(y);
            std::uint8_t* to = plane.ptr(y);
            for (int x = 0; x < plane.cols; ++x)
                to[x] = static_cast<std::uint8_t>((std::int64_t{from[x]} * factor) >> 16);
        }
    }
    storeChannels(channels, picture, options);
}

void modeFilter(const Canvas& picture, int ksize, const FilterOptions& options)
{
    Channels channels = channelsOf(picture);
    for (std::size_t i = 0; i < channels.planes.size(); ++i) {
        const auto values = static_cast<std::ptrdiff_t>(channels.tops[i]) + 1;
        channels.planes[i] = overSquares(channels.planes[i], ksize, [&](const Bins& bins) {
            const auto most = std::max_element(bins.begin(), bins.begin() + values);
            return static_cast<std::uint8_t>(most - bins.begin());
        });
    }
    storeChannels(channels, picture, options);
}

void medianFilter(const Canvas& picture, int ksize, double percentile, const FilterOptions& options)
{
    Channels channels = channelsOf(picture);
    const int wanted = static_cast<int>(std::floor(percentile * squarePixels(ksize)));
    const bool binary = picture.format == PixelFormat::Binary;
    const int step = picture.format == PixelFormat::Grayscale ? 4 : 1;
    for (std::size_t i = 0; i < channels.planes.size(); ++i) {
        const int top = channels.tops[i];
        channels.planes[i] = overSquares(channels.planes[i], ksize, [&](const Bins& bins) {
            if (binary)
                return static_cast<std::uint8_t>(bins[1] >= wanted);
            return rankValue(bins, top, step, std::max(wanted, 1));
        });
    }
    storeChannels(channels, picture, options);
}

void midpointFilter(const Canvas& picture, int ksize, double bias, const FilterOptions& options)
{
    Channels channels = channelsOf(picture);
    const cv::Mat square = cv::Mat::ones(2 * ksize + 1, 2 * ksize + 1, CV_8UC1);
    for (cv::Mat& plane : channels.planes) {
        cv::Mat low;
        cv::Mat high;
        cv::erode(plane, low, square, {-1, -1}, 1, cv::BORDER_REPLICATE);
        cv::dilate(plane, high, square, {-1, -1}, 1, cv::BORDER_REPLICATE);
        for (int y = 0; y < plane.rows; ++y) {
            for (int x = 0; x < plane.cols; ++x) {
                const int least = low.ptr(y)[x];
                const int range = high.ptr(y)[x] - least;
                // A hair more, so that 10 * 0.3 gives 3.
                const int part = static_cast<int>(std::floor(range * bias + 1e-4));
                plane.ptr(y)[x] = static_cast<std::uint8_t>(least + part);
            }
        }
    }
    storeChannels(channels, picture, options);
}

}  // namespace omv::firmware
