// SPDX-License-Identifier: MIT
#include "firmware/camera/lbp.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"

#include <algorithm>
#include <bit>

namespace omv::firmware {

namespace {

// One digit a region, as in "Face recognition with local binary patterns" (Ahonen et al.).
constexpr char kWeights[] = "2111112"
                            "2441442"
                            "1110111"
                            "0110110"
                            "0111110"
                            "0112110"
                            "0111110";

/// The patterns with at most two changes around the circle, numbered in their order.
constexpr std::array<std::uint8_t, 256> uniformPatterns()
{
    std::array<std::uint8_t, 256> bins{};
    std::uint8_t next = 0;
    for (unsigned pattern = 0; pattern < 256; ++pattern) {
        const auto bits = static_cast<std::uint8_t>(pattern);
        const auto turned = std::rotl(bits, 1);
        const bool uniform = std::popcount(static_cast<unsigned>(bits ^ turned)) <= 2;
        bins[pattern] = uniform ? next : static_cast<std::uint8_t>(kLbpBins - 1);
        next = static_cast<std::uint8_t>(next + (uniform ? 1 : 0));
    }
    return bins;
}
constexpr auto kUniform = uniformPatterns();

/// The eight around the middle of the 3 x 3 pixels at (x, y), clockwise from the upper left.
std::uint8_t patternAt(const cv::Mat& gray, int x, int y)
{
    const std::uint8_t* a = gray.ptr(y) + x;
    const std::uint8_t* b = gray.ptr(y + 1) + x;
    const std::uint8_t* c = gray.ptr(y + 2) + x;
    const std::uint8_t around[] = {a[0], a[1], a[2], b[2], c[2], c[1], c[0], b[0]};
    unsigned pattern = 0;
    unsigned bit = 1;
    for (const std::uint8_t level : around) {
        pattern |= level >= b[1] ? bit : 0;
        bit <<= 1;
    }
    return static_cast<std::uint8_t>(pattern);
}

}  // namespace

std::optional<LbpDescriptor> lbpDescriptor(const Canvas& picture, const Rect& roi)
{
    if (roi.w < kLbpRegions || roi.h < kLbpRegions)
        return std::nullopt;
    const cv::Mat gray = grayMatrix(picture, roi);
    if (gray.empty())
        return std::nullopt;
    const int width = roi.w / kLbpRegions;
    const int height = roi.h / kLbpRegions;
    LbpDescriptor out{};
    for (int y = 0; y + 3 < gray.rows; ++y) {
        checkAbort();
        // The last region takes what division leaves over.
        const int row = std::min(y / height, kLbpRegions - 1);
        for (int x = 0; x + 3 < gray.cols; ++x) {
            const int column = std::min(x / width, kLbpRegions - 1);
            const auto region = static_cast<std::size_t>(row * kLbpRegions + column);
            ++out[region * kLbpBins + kUniform[patternAt(gray, x, y)]];
        }
    }
    return out;
}

int lbpDistance(const LbpDescriptor& a, const LbpDescriptor& b)
{
    int sum = 0;
    for (std::size_t i = 0; i < kLbpBytes; ++i) {
        const int difference = a[i] - b[i];
        const int weight = kWeights[i / kLbpBins] - '0';
        sum += weight * (difference * difference / std::max(a[i] + b[i], 1));
    }
    return sum;
}

}  // namespace omv::firmware
