// SPDX-License-Identifier: MIT
#include "firmware/camera/tone.h"

#include "firmware/camera/channels.h"
#include "firmware/camera/color.h"
#include "firmware/camera/mask.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

struct RgbSums {
    std::array<std::uint64_t, 3> sum{};
    std::array<std::uint32_t, 3> top{};

    void add(std::size_t channel, std::uint32_t value)
    {
        sum[channel] += value;
        top[channel] = std::max(top[channel], value);
    }
};

// Of one Bayer pixel: 0 red, 1 green, 2 blue.
std::size_t bayerChannel(PixelFormat format, int x, int y)
{
    const bool oddColumn = x % 2 != 0;
    const bool oddRow = y % 2 != 0;
    const bool greenFirst = format == PixelFormat::BayerGbrg || format == PixelFormat::BayerGrbg;
    if ((oddColumn == oddRow) == greenFirst)
        return 1;
    const bool blueAbove = format == PixelFormat::BayerBggr || format == PixelFormat::BayerGbrg;
    return oddRow == blueAbove ? 0 : 2;
}

// Calls work(channel, shift, top, value) for each component of the pixel and stores its answer.
template<typename Work>
void forColors(const Canvas& c, const Work& work)
{
    for (int y = 0; y < c.height; ++y) {
        for (int x = 0; x < c.width; ++x) {
            const std::uint32_t value = pixel(c, x, y);
            if (c.format == PixelFormat::Rgb565) {
                const std::uint32_t r = work(0, 31u, value >> 11);
                const std::uint32_t g = work(1, 63u, (value >> 5) & 63);
                fillSpan(c, x, x + 1, y, r << 11 | g << 5 | work(2, 31u, value & 31));
            } else {
                fillSpan(c, x, x + 1, y, work(bayerChannel(c.format, x, y), 255u, value));
            }
        }
    }
}

// Levels of red, green and blue in the units of green.
std::array<std::uint64_t, 3> colorLevels(const Canvas& picture, bool brightest)
{
    RgbSums sums;
    forColors(picture, [&](std::size_t channel, std::uint32_t, std::uint32_t value) {
        sums.add(channel, value);
        return value;
    });
    const bool bayer = protocol::isBayer(picture.format);
    // Green has twice the pixels of Bayer, and twice the steps of Rgb565.
    const std::array<std::uint64_t, 3> weight =
        bayer ? std::array<std::uint64_t, 3>{4, 2, 4} : std::array<std::uint64_t, 3>{2, 1, 2};
    const auto area =
        static_cast<std::uint64_t>(picture.width) * static_cast<std::uint64_t>(picture.height);
    std::array<std::uint64_t, 3> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (brightest)
            out[i] = bayer ? sums.top[i] : sums.top[i] * weight[i];
        else
            out[i] = (sums.sum[i] * weight[i] + area / 2) / area;
    }
    return out;
}

int clampTo(int value, int top)
{
    return std::clamp(value, 0, top);
}

// Result of gamma for each value of a channel.
std::vector<std::uint8_t> gammaTable(int top, double gamma, double contrast, double brightness)
{
    const double power = gamma == 0 ? 0 : 1 / gamma;
    std::vector<std::uint8_t> table;
    for (int i = 0; i <= top; ++i) {
        const double share = std::pow(static_cast<double>(i) / top, power) * contrast + brightness;
        // A hair more, so that a gamma of 1 changes nothing.
        const double value = std::isfinite(share) ? share * top + 1e-4 : 0.0;
        table.push_back(static_cast<std::uint8_t>(std::clamp(value, 0.0, top + 0.5)));
    }
    return table;
}

// The Y of the picture, or its one channel.
cv::Mat lightOf(const Canvas& c)
{
    cv::Mat out(c.height, c.width, CV_8UC1);
    for (int y = 0; y < c.height; ++y)
        for (int x = 0; x < c.width; ++x)
            out.ptr(y)[x] = static_cast<std::uint8_t>(brightness(c.format, pixel(c, x, y)));
    return out;
}

// Colours keep their U and V.
void storeLight(const cv::Mat& light, const Canvas& c, const Canvas* mask)
{
    for (int y = 0; y < c.height; ++y) {
        for (int x = 0; x < c.width; ++x) {
            if (!maskPasses(mask, x, y))
                continue;
            std::uint32_t value = light.ptr(y)[x];
            if (c.format == PixelFormat::Rgb565) {
                Yuv yuv = toYuv(fromRgb565(static_cast<std::uint16_t>(pixel(c, x, y))));
                yuv.y = light.ptr(y)[x];
                value = rgb565(fromYuv(yuv));
            }
            fillSpan(c, x, x + 1, y, value);
        }
    }
}

// Tiles along a side, as the firmware has them: 2, 4, 8 or 16.
int tilesAlong(int pixels)
{
    const int bits = static_cast<int>(std::bit_width(static_cast<unsigned>(pixels))) - 1;
    return std::max(16 >> (10 - std::min(bits, 10)), 2);
}

}  // namespace

void whiteBalance(const Canvas& picture, bool brightest)
{
    if (picture.format != PixelFormat::Rgb565 && !protocol::isBayer(picture.format))
        return;
    const auto level = colorLevels(picture, brightest);
    const auto gain = [&](std::size_t channel) {
        return level[channel] ? std::min<std::uint64_t>(level[1] * 32 / level[channel], 128) : 0;
    };
    const std::array<std::uint64_t, 3> gains{gain(0), 32, gain(2)};
    forColors(picture, [&](std::size_t channel, std::uint32_t top, std::uint32_t value) {
        return static_cast<std::uint32_t>(
            std::min<std::uint64_t>(value * gains[channel] >> 5, top));
    });
}

void correctColors(const Canvas& picture, const ColorMatrix& matrix)
{
    if (picture.format != PixelFormat::Rgb565)
        return;
    // Green's 6 bits count half; factors are at most 16.
    std::array<std::array<int, 4>, 3> fixed{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t i = 0; i < 4; ++i) {
            const bool half = i == 1 || (i == 3 && row == 1);
            const double factor = std::isnan(matrix[row][i]) ? 0 : matrix[row][i];
            const double value = std::round(factor * (half ? 32 : 64));
            fixed[row][i] = static_cast<int>(std::clamp(value, -1e6, half ? 512.0 : 1024.0));
        }
    }
    Channels channels = channelsOf(picture);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const auto sum = [&](std::size_t row) {
                int total = fixed[row][3];
                for (std::size_t i = 0; i < 3; ++i)
                    total += fixed[row][i] * channels.planes[i].ptr(y)[x];
                return total;
            };
            const auto r = static_cast<std::uint32_t>(clampTo(sum(0) >> 6, 31));
            const auto g = static_cast<std::uint32_t>(clampTo(sum(1) >> 5, 63));
            const auto b = static_cast<std::uint32_t>(clampTo(sum(2) >> 6, 31));
            fillSpan(picture, x, x + 1, y, r << 11 | g << 5 | b);
        }
    }
}

void correctGamma(const Canvas& picture, double gamma, double contrast, double brightness)
{
    if (protocol::isCompressed(picture.format))
        return;
    if (protocol::isBayer(picture.format) || protocol::isYuv(picture.format)) {
        const auto table = gammaTable(255, gamma, contrast, brightness);
        const std::size_t step = protocol::isYuv(picture.format) ? 2 : 1;
        for (std::size_t i = 0; i < picture.size; i += step)
            picture.data[i] = table[picture.data[i]];
        return;
    }
    Channels channels = channelsOf(picture);
    for (std::size_t i = 0; i < channels.planes.size(); ++i) {
        const auto table = gammaTable(channels.tops[i], gamma, contrast, brightness);
        cv::Mat& plane = channels.planes[i];
        for (int y = 0; y < plane.rows; ++y)
            std::transform(plane.ptr(y), plane.ptr(y) + plane.cols, plane.ptr(y),
                           [&](std::uint8_t value) { return table[value]; });
    }
    storeChannels(channels, picture, {});
}

void equalize(const Canvas& picture, const Canvas* mask)
{
    cv::Mat light = lightOf(picture);
    std::array<std::uint64_t, 256> sums{};
    for (int y = 0; y < light.rows; ++y)
        for (int x = 0; x < light.cols; ++x)
            ++sums[light.ptr(y)[x]];
    const auto area = static_cast<std::uint64_t>(light.total());
    const std::uint64_t top = picture.format == PixelFormat::Binary ? 1 : 255;
    std::array<std::uint8_t, 256> table{};
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        sum += sums[i];
        table[i] = static_cast<std::uint8_t>(sum * top / area);
    }
    for (int y = 0; y < light.rows; ++y)
        for (int x = 0; x < light.cols; ++x)
            light.ptr(y)[x] = table[light.ptr(y)[x]];
    storeLight(light, picture, mask);
}

void equalizeAdaptive(const Canvas& picture, double clipLimit, const Canvas* mask)
{
    if (clipLimit == 1)
        return;
    cv::Mat light = lightOf(picture);
    const bool binary = picture.format == PixelFormat::Binary;
    if (binary)
        light *= 255;
    const auto tiles = cv::Size(tilesAlong(picture.width), tilesAlong(picture.height));
    const double limit = clipLimit > 0 ? std::min(clipLimit, 1e4) : 0;
    cv::createCLAHE(limit, tiles)->apply(light, light);
    if (binary)
        cv::threshold(light, light, 127, 1, cv::THRESH_BINARY);
    storeLight(light, picture, mask);
}

}  // namespace omv::firmware
