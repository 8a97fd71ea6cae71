// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "widgets/frame/color_convert.h"
#include "widgets/frame/focus_measure.h"
#include "widgets/frame/histogram_data.h"

#include <array>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace omv::ui;
using color::Rgb;

namespace {

struct Picture {
    int width;
    int height;
    PixelLayout layout;
    std::vector<std::uint8_t> bytes;
    std::ptrdiff_t stride;

    Picture(int w, int h, PixelLayout how)
        : width(w)
        , height(h)
        , layout(how)
        , stride(std::ptrdiff_t{w} * (how == PixelLayout::Rgb888 ? 3 : 4) + 5)
    {
        bytes.resize(static_cast<std::size_t>(stride * h), 0xEE);
    }

    void set(int x, int y, Rgb c)
    {
        const bool packed = layout == PixelLayout::Rgb888;
        auto* pixel = bytes.data() + y * stride + std::ptrdiff_t{x} * (packed ? 3 : 4);
        pixel[packed ? 0 : 2] = c.r;
        pixel[1] = c.g;
        pixel[packed ? 2 : 0] = c.b;
    }

    PixelView view() const { return {bytes.data(), width, height, stride, layout}; }
};

/// Numbers that look random and are the same every time.
Rgb colorAt(int x, int y)
{
    unsigned n = static_cast<unsigned>(x) * 2654435761U ^ static_cast<unsigned>(y) * 40503U;
    n ^= n >> 13;
    n *= 0x5bd1e995U;
    n ^= n >> 15;
    return {static_cast<std::uint8_t>(n), static_cast<std::uint8_t>(n >> 8),
            static_cast<std::uint8_t>(n >> 16)};
}

Picture noise(int width, int height, PixelLayout layout)
{
    Picture picture(width, height, layout);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            picture.set(x, y, colorAt(x, y));
    }
    return picture;
}

std::vector<std::array<int, 10>> colourVectors()
{
    std::ifstream file(std::string(OMV_VECTORS_DIR) + "/colour.csv");
    std::vector<std::array<int, 10>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::array<int, 10> row{};
        for (int& cell : row) {
            std::string text;
            std::getline(cells, text, ',');
            cell = std::stoi(text, nullptr, 0);
        }
        rows.push_back(row);
    }
    return rows;
}

/// The values of one channel, pixel by pixel, the slow and plain way.
int channelValue(ColorSpace space, int channel, Rgb c)
{
    const Rgb coarse = color::fromRgb565(color::toRgb565(c));
    const color::Lab lab = color::toLab(c);
    const color::Yuv yuv = color::toYuv(c);
    const int values[4][3] = {{coarse.r, coarse.g, coarse.b},
                              {color::toGray(c), 0, 0},
                              {lab.l, lab.a, lab.b},
                              {yuv.y, yuv.u, yuv.v}};
    return values[static_cast<int>(space)][channel];
}

ChannelStatistics plainStatistics(std::vector<int> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t n = values.size();
    ChannelStatistics s;
    s.min = values.front();
    s.max = values.back();
    s.lowerQuartile = values[(n + 3) / 4 - 1];
    s.median = values[(n + 1) / 2 - 1];
    s.upperQuartile = values[(3 * n + 3) / 4 - 1];
    std::size_t most = 0;
    double sum = 0;
    for (std::size_t i = 0; i < n;) {
        std::size_t end = i;
        while (end < n && values[end] == values[i])
            ++end;
        if (end - i > most) {
            most = end - i;
            s.mode = values[i];
        }
        i = end;
    }
    for (const int v : values)
        sum += v;
    s.mean = sum / static_cast<double>(n);
    double squares = 0;
    for (const int v : values)
        squares += (v - s.mean) * (v - s.mean);
    s.standardDeviation = std::sqrt(squares / static_cast<double>(n));
    return s;
}

}  // namespace

TEST_CASE("colours convert as the firmware's vectors say")
{
    const auto rows = colourVectors();
    REQUIRE(rows.size() > 500);
    for (const auto& [rgb565, r, g, b, y, u, v, l, a, labB] : rows) {
        const Rgb rgb = color::fromRgb565(static_cast<std::uint16_t>(rgb565));
        const color::Yuv yuv = color::toYuv(rgb);
        const color::Lab lab = color::toLab(static_cast<std::uint16_t>(rgb565));
        CAPTURE(rgb565);
        CHECK(std::array{int{rgb.r}, int{rgb.g}, int{rgb.b}} == std::array{r, g, b});
        CHECK(std::array{int{yuv.y}, int{yuv.u}, int{yuv.v}} == std::array{y, u, v});
        CHECK(std::array{int{lab.l}, int{lab.a}, int{lab.b}} == std::array{l, a, labB});
        CHECK(color::toRgb565(rgb) == rgb565);
        CHECK(color::toGray(rgb) == y);
    }
}

TEST_CASE("a histogram counts what a plain loop counts, in every space and layout")
{
    const auto layout = GENERATE(PixelLayout::Rgb888, PixelLayout::Rgb32);
    const auto space =
        GENERATE(ColorSpace::Rgb, ColorSpace::Gray, ColorSpace::Lab, ColorSpace::Yuv);
    const Picture picture = noise(37, 23, layout);  // odd, and rows with something behind them
    const HistogramData data = histogram(picture.view(), space);

    REQUIRE(data.channels == (space == ColorSpace::Gray ? 1 : 3));
    REQUIRE(data.pixels == 37 * 23);
    for (int i = 0; i < data.channels; ++i) {
        const HistogramChannel& channel = data.channel[static_cast<std::size_t>(i)];
        std::array<std::uint32_t, 256> counts{};
        std::vector<int> values;
        for (int y = 0; y < 23; ++y) {
            for (int x = 0; x < 37; ++x) {
                values.push_back(channelValue(space, i, colorAt(x, y)));
                ++counts[static_cast<std::size_t>(channel.binOf(values.back()))];
                REQUIRE(channel.value(channel.binOf(values.back())) == values.back());
            }
        }
        CHECK(channel.counts == counts);
        const ChannelStatistics plain = plainStatistics(values);
        CHECK(channel.statistics.mean == Approx(plain.mean));
        CHECK(channel.statistics.standardDeviation == Approx(plain.standardDeviation));
        CHECK(channel.statistics.median == plain.median);
        CHECK(channel.statistics.lowerQuartile == plain.lowerQuartile);
        CHECK(channel.statistics.upperQuartile == plain.upperQuartile);
        CHECK(channel.statistics.mode == plain.mode);
        CHECK(channel.statistics.min == plain.min);
        CHECK(channel.statistics.max == plain.max);
    }
}

TEST_CASE("the bins are those of the firmware")
{
    const Picture picture = noise(8, 8, PixelLayout::Rgb32);
    const HistogramData rgb = histogram(picture.view(), ColorSpace::Rgb);
    CHECK(std::array{rgb.channel[0].bins, rgb.channel[1].bins, rgb.channel[2].bins} ==
          std::array{32, 64, 32});
    CHECK(rgb.channel[0].value(31) == 255);
    CHECK(rgb.channel[1].value(1) == 4);
    const HistogramData lab = histogram(picture.view(), ColorSpace::Lab);
    CHECK(lab.channel[0].bins == 101);
    CHECK(lab.channel[1].value(0) == -128);
    CHECK(lab.channel[2].value(255) == 127);
    CHECK(histogram(picture.view(), ColorSpace::Gray).channel[0].bins == 256);
    CHECK(histogram(picture.view(), ColorSpace::Yuv).channel[1].first == -128);
}

TEST_CASE("a histogram of a part counts that part only")
{
    Picture picture(10, 10, PixelLayout::Rgb888);
    for (int y = 0; y < 10; ++y) {
        for (int x = 0; x < 10; ++x)
            picture.set(x, y, x >= 6 && y >= 7 ? Rgb{255, 255, 255} : Rgb{0, 0, 0});
    }
    const HistogramData data = histogram(picture.view().part(6, 7, 4, 3), ColorSpace::Gray);
    CHECK(data.pixels == 12);
    CHECK(data.channel[0].counts[255] == 12);
    CHECK(histogram(picture.view().part(8, 8, 100, 100), ColorSpace::Gray).pixels == 4);
    CHECK(histogram(picture.view().part(-3, -3, 5, 5), ColorSpace::Gray).pixels == 4);
    CHECK(histogram(picture.view().part(20, 20, 5, 5), ColorSpace::Gray).channels == 0);
}

TEST_CASE("a histogram as CSV has a line for each bin")
{
    Picture picture(2, 1, PixelLayout::Rgb888);
    picture.set(0, 0, {255, 0, 0});
    picture.set(1, 0, {255, 255, 255});
    const std::string csv = toCsv(histogram(picture.view(), ColorSpace::Rgb));
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 32 + 64 + 32);
    CHECK(csv.rfind("channel,value,count,percent\nR,0,0,0.0000\n", 0) == 0);
    CHECK(csv.find("\nR,255,2,100.0000\n") != std::string::npos);
    CHECK(csv.find("\nG,255,1,50.0000\n") != std::string::npos);
    const std::string lab = toCsv(histogram(picture.view(), ColorSpace::Lab));
    CHECK(lab.find("\nA,-128,0,0.0000\n") != std::string::npos);
    CHECK(lab.find("\nL,100,1,50.0000\n") != std::string::npos);
}

TEST_CASE("the focus measure is the variance of the Laplacian")
{
    const auto layout = GENERATE(PixelLayout::Rgb888, PixelLayout::Rgb32);
    const int width = 1100;  // longer than the blocks that are added up at once
    const Picture picture = noise(width, 9, layout);
    std::vector<double> values;
    const auto gray = [](int x, int y) { return int{color::toGray(colorAt(x, y))}; };
    double sum = 0;
    for (int y = 1; y < 8; ++y) {
        for (int x = 1; x < width - 1; ++x) {
            values.push_back(gray(x - 1, y) + gray(x + 1, y) + gray(x, y - 1) + gray(x, y + 1) -
                             4 * gray(x, y));
            sum += values.back();
        }
    }
    const double mean = sum / static_cast<double>(values.size());
    double squares = 0;
    for (const double v : values)
        squares += (v - mean) * (v - mean);
    CHECK(focusMeasure(picture.view()) == Approx(squares / static_cast<double>(values.size())));
}

TEST_CASE("an even picture and one too small have no focus")
{
    Picture even(20, 20, PixelLayout::Rgb888);
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x)
            even.set(x, y, {90, 90, 90});
    }
    CHECK(focusMeasure(even.view()) == 0);
    CHECK(focusMeasure(noise(2, 40, PixelLayout::Rgb888).view()) == 0);
    CHECK(focusMeasure({}) == 0);
}
