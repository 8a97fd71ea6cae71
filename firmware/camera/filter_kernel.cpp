// SPDX-License-Identifier: MIT
// Filters that weigh the pixels around a pixel.
#include "firmware/camera/filters.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/channels.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr double kFixedOne = 65536;

// Row 2 * ksize of Pascal's triangle.
std::vector<double> binomials(int ksize)
{
    std::vector<double> row{1};
    for (int i = 0; i < 2 * ksize; ++i)
        row.push_back(std::round(row.back() * (2 * ksize - i) / (i + 1)));
    return row;
}

Kernel blurKernel(int ksize)
{
    Kernel kernel;
    kernel.ksize = ksize;
    kernel.sum = 0;
    const std::vector<double> row = binomials(ksize);
    for (const double a : row) {
        for (const double b : row) {
            kernel.weights.push_back(a * b);
            kernel.sum += a * b;
        }
    }
    return kernel;
}

// The firmware scales by a number in 1/65536. Where that would be 0 (squares of more
// than 9 x 9 weights) the exact number serves.
double fixedScale(double scale)
{
    const double fixed = std::round(scale * kFixedOne) / kFixedOne;
    return fixed == 0 ? scale : fixed;
}

cv::Mat weighted(const cv::Mat& plane, const Kernel& kernel)
{
    const int k = kernel.ksize;
    cv::Mat source;
    cv::copyMakeBorder(plane, source, k, k, k, k, cv::BORDER_REPLICATE);
    cv::Mat sums = cv::Mat::zeros(plane.size(), CV_64FC1);
    std::size_t at = 0;
    for (int dy = 0; dy <= 2 * k; ++dy) {
        for (int dx = 0; dx <= 2 * k; ++dx) {
            checkAbort();
            const double weight = kernel.weights[at++];
            if (weight == 0)
                continue;
            for (int y = 0; y < plane.rows; ++y) {
                const std::uint8_t* from = source.ptr(y + dy) + dx;
                auto* to = sums.ptr<double>(y);
                for (int x = 0; x < plane.cols; ++x)
                    to[x] += weight * from[x];
            }
        }
    }
    return sums;
}

float bell(double distance, double sigma)
{
    return static_cast<float>(std::exp(distance * distance / (-2 * sigma * sigma)));
}

struct BilateralTables {
    std::vector<float> byDifference;  // of two values of the channel
    std::vector<float> byPlace;  // of the square, row by row
};

BilateralTables makeTables(int ksize, int top, double colorSigma, double spaceSigma)
{
    BilateralTables tables;
    for (int i = 0; i <= top; ++i)
        tables.byDifference.push_back(bell(static_cast<double>(i) / top, colorSigma));
    const double diagonal = std::max(std::hypot(ksize, ksize), 1e-9);
    for (int y = -ksize; y <= ksize; ++y)
        for (int x = -ksize; x <= ksize; ++x)
            tables.byPlace.push_back(bell(std::hypot(x, y) / diagonal, spaceSigma));
    return tables;
}

std::uint8_t bilateralValue(const cv::Mat& source, int x, int y, int ksize,
                            const BilateralTables& tables)
{
    const int own = source.ptr(y + ksize)[x + ksize];
    float sum = 0;
    float weights = 0;
    std::size_t at = 0;
    for (int dy = 0; dy <= 2 * ksize; ++dy) {
        const std::uint8_t* row = source.ptr(y + dy) + x;
        for (int dx = 0; dx <= 2 * ksize; ++dx) {
            const auto difference = static_cast<std::size_t>(std::abs(own - row[dx]));
            const float weight = tables.byDifference[difference] * tables.byPlace[at++];
            sum += weight * static_cast<float>(row[dx]);
            weights += weight;
        }
    }
    // Sigmas of 0 leave no weight at all.
    if (!(weights > 0))
        return static_cast<std::uint8_t>(own);
    // A hair more: even areas stay what they are.
    return static_cast<std::uint8_t>(std::floor(sum / weights + 1e-3f));
}

}  // namespace

Kernel gaussianKernel(int ksize, bool unsharp)
{
    Kernel kernel = blurKernel(ksize);
    if (unsharp) {
        kernel.weights[kernel.weights.size() / 2] -= 2 * kernel.sum;
        kernel.sum = -kernel.sum;
    }
    return kernel;
}

Kernel laplacianKernel(int ksize, bool sharpen)
{
    Kernel kernel = blurKernel(ksize);
    for (double& weight : kernel.weights)
        weight = -weight;
    kernel.weights[kernel.weights.size() / 2] += sharpen ? 2 * kernel.sum : kernel.sum;
    return kernel;
}

void morphFilter(const Canvas& picture, const Kernel& kernel, double mul, double add,
                 const FilterOptions& options)
{
    Channels channels = channelsOf(picture);
    const double scale = fixedScale(mul / kernel.sum);
    const double offset = std::round(add * kFixedOne) / kFixedOne;
    for (std::size_t i = 0; i < channels.planes.size(); ++i) {
        cv::Mat& plane = channels.planes[i];
        const cv::Mat sums = weighted(plane, kernel);
        const double top = channels.tops[i];
        for (int y = 0; y < plane.rows; ++y) {
            const auto* from = sums.ptr<double>(y);
            for (int x = 0; x < plane.cols; ++x) {
                // A hair more: the sums of large kernels are not exact.
                const double value = std::floor(from[x] * scale + offset + 1e-6);
                // 0 also for what is no number.
                plane.ptr(y)[x] = value > 0 ? static_cast<std::uint8_t>(std::min(value, top)) : 0;
            }
        }
    }
    storeChannels(channels, picture, options);
}

void bilateralFilter(const Canvas& picture, int ksize, double colorSigma, double spaceSigma,
                     const FilterOptions& options)
{
    Channels channels = channelsOf(picture);
    for (std::size_t i = 0; i < channels.planes.size(); ++i) {
        cv::Mat& plane = channels.planes[i];
        const BilateralTables tables = makeTables(ksize, channels.tops[i], colorSigma, spaceSigma);
        cv::Mat source;
        cv::copyMakeBorder(plane, source, ksize, ksize, ksize, ksize, cv::BORDER_REPLICATE);
        for (int y = 0; y < plane.rows; ++y) {
            for (int x = 0; x < plane.cols; ++x) {
                // A large square alone takes long.
                if (x % 16 == 0)
                    checkAbort();
                plane.ptr(y)[x] = bilateralValue(source, x, y, ksize, tables);
            }
        }
    }
    storeChannels(channels, picture, options);
}

}  // namespace omv::firmware
