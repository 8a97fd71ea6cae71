// SPDX-License-Identifier: MIT
#include "firmware/camera/statistics.h"

#include "firmware/camera/color.h"
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include <numeric>

using namespace omv::firmware;
using omv::test::Picture;

namespace {

Picture grayRow(const std::vector<int>& values)
{
    Picture picture(static_cast<int>(values.size()), 1, PixelFormat::Grayscale);
    for (std::size_t i = 0; i < values.size(); ++i)
        setPixel(picture.canvas(), static_cast<int>(i), 0, static_cast<std::uint32_t>(values[i]));
    return picture;
}

Histogram histogramOf(const Picture& picture, const HistogramOptions& options = {})
{
    const auto result = histogram(picture.canvas(), options);
    REQUIRE(result);
    return *result;
}

double sum(const std::vector<double>& bins)
{
    return std::accumulate(bins.begin(), bins.end(), 0.0);
}

}  // namespace

TEST_CASE("A gray histogram has a bin per level and sums to one")
{
    const Histogram h = histogramOf(grayRow({0, 0, 10, 255}));
    REQUIRE(h.l.size() == 256);
    CHECK(h.l[0] == 0.5);
    CHECK(h.l[10] == 0.25);
    CHECK(h.l[255] == 0.25);
    CHECK(sum(h.l) == Approx(1));
    CHECK(h.a.empty());
    CHECK(h.b.empty());
}

TEST_CASE("Fewer bins share the levels by nearness, from the darkest to the brightest")
{
    // Three bins stand for 0, 127.5 and 255; they meet at 63.75 and 191.25.
    const Histogram h = histogramOf(grayRow({0, 63, 64, 191, 192, 255}), {.lBins = 3});
    REQUIRE(h.l.size() == 3);
    CHECK(h.l[0] == Approx(2.0 / 6));
    CHECK(h.l[1] == Approx(2.0 / 6));
    CHECK(h.l[2] == Approx(2.0 / 6));
    CHECK(percentile(h, 0.5).l == 128);
    CHECK(statistics(h).l.max == 255);
}

TEST_CASE("Gray statistics equal those worked out by hand")
{
    // Sum 40, mean 5; squared distances 9+1+1+1+0+0+4+16 = 32, / 8 = 4.
    const Statistics s = statistics(histogramOf(grayRow({9, 2, 4, 4, 4, 5, 5, 7})));
    CHECK(s.l ==
          ChannelStatistics{
              .mean = 5, .median = 4, .mode = 4, .stdev = 2, .min = 2, .max = 9, .lq = 4, .uq = 5});
    CHECK(s.a == ChannelStatistics{});
    CHECK(s.b == ChannelStatistics{});
}

TEST_CASE("Mean and deviation are rounded to the nearest, the lowest mode wins")
{
    // Mean 1.75; deviation sqrt(1.6875) = 1.299.
    const Statistics s = statistics(histogramOf(grayRow({0, 1, 3, 3, 0, 1, 3, 3})));
    CHECK(s.l.mean == 2);
    CHECK(s.l.stdev == 1);
    CHECK(s.l.mode == 3);
    CHECK(statistics(histogramOf(grayRow({7, 9, 7, 9, 8}))).l.mode == 7);
}

TEST_CASE("A binary picture has two bins")
{
    Picture picture(35, 2, PixelFormat::Binary);
    picture.fill({30, 0, 5, 2}, 1);
    const Histogram h = histogramOf(picture);
    REQUIRE(h.l.size() == 2);
    CHECK(h.l[1] == Approx(1.0 / 7));
    CHECK(statistics(h).l.max == 1);
    CHECK(statistics(h).l.median == 0);
}

TEST_CASE("A colour picture is measured in LAB")
{
    const std::uint16_t red = rgb565(255, 0, 0);
    Picture picture(10, 10, PixelFormat::Rgb565);
    picture.fill({0, 0, 10, 10}, red);
    const Histogram h = histogramOf(picture);
    CHECK(h.l.size() == 101);
    CHECK(h.a.size() == 256);
    CHECK(h.b.size() == 256);
    const Lab lab = toLab(red);
    const Statistics s = statistics(h);
    CHECK(s.l.mean == lab.l);
    CHECK(s.a.mean == lab.a);
    CHECK(s.b.median == lab.b);
    CHECK(s.a.min == s.a.max);
    CHECK(s.l.stdev == 0);
    CHECK(lab.a > 60);
}

TEST_CASE("Negative A and B keep their sign in the statistics")
{
    const std::uint16_t green = rgb565(0, 255, 0);
    const std::uint16_t blue = rgb565(0, 0, 255);
    Picture picture(4, 1, PixelFormat::Rgb565);
    picture.fill({0, 0, 4, 1}, green);
    picture.fill({0, 0, 1, 1}, blue);
    const Statistics s = statistics(histogramOf(picture));
    CHECK(s.a.mode == toLab(green).a);
    CHECK(s.a.min == toLab(green).a);
    CHECK(s.a.min < 0);
    CHECK(s.b.min == toLab(blue).b);
    CHECK(s.b.min < 0);
    CHECK(s.b.max == toLab(green).b);
}

TEST_CASE("Only pixels inside the roi count, clipped to the picture")
{
    Picture picture(8, 8, PixelFormat::Grayscale);
    picture.fill({4, 4, 4, 4}, 200);
    CHECK(statistics(histogramOf(picture, {.roi = {4, 4, 100, 100}})).l.min == 200);
    CHECK(statistics(histogramOf(picture, {.roi = {-5, -5, 6, 6}})).l.max == 0);
    CHECK(histogramOf(picture, {.roi = {3, 4, 2, 1}}).l[200] == 0.5);
}

TEST_CASE("Thresholds choose pixels; one that lies in two of them counts once")
{
    const Picture picture = grayRow({10, 20, 30, 40});
    const std::vector<ColorThreshold> thresholds{
        makeThreshold(std::vector{15, 35}, PixelFormat::Grayscale),
        makeThreshold(std::vector{25, 45}, PixelFormat::Grayscale)};
    const Histogram h = histogramOf(picture, {.thresholds = thresholds});
    CHECK(h.l[10] == 0);
    CHECK(h.l[30] == Approx(1.0 / 3));
    const Histogram rest = histogramOf(picture, {.thresholds = thresholds, .invert = true});
    CHECK(rest.l[10] == 1);
}

TEST_CASE("A histogram of no pixels is all zero, and so is what comes of it")
{
    const HistogramOptions nothing{
        .thresholds = {makeThreshold(std::vector{100, 110}, PixelFormat::Grayscale)}};
    const Histogram h = histogramOf(grayRow({1, 2, 3}), nothing);
    CHECK(sum(h.l) == 0);
    CHECK(statistics(h).l == ChannelStatistics{});
    CHECK(percentile(h, 0.5) == ChannelValues{});
    CHECK(otsuThreshold(h) == ChannelValues{});
}

TEST_CASE("What cannot be measured gives no histogram")
{
    Picture gray(8, 8, PixelFormat::Grayscale);
    CHECK_FALSE(histogram(gray.canvas(), {.roi = {8, 0, 4, 4}}));
    CHECK_FALSE(histogram(gray.canvas(), {.roi = {2147483647, 0, 2147483647, 4}}));
    CHECK_FALSE(histogram(gray.canvas(), {.lBins = 1}));
    CHECK_FALSE(histogram(gray.canvas(), {.lBins = 65537}));
    CHECK_FALSE(histogram(gray.canvas(), {.lBins = -2}));
    CHECK(histogram(gray.canvas(), {.lBins = 2}));
    Canvas jpeg = gray.canvas();
    jpeg.format = PixelFormat::Jpeg;
    CHECK_FALSE(histogram(jpeg, {}));
    CHECK_FALSE(histogram(Canvas{}, {}));
}

TEST_CASE("A percentile is the lowest value with that share at or below it")
{
    const Histogram h = histogramOf(grayRow({10, 20, 30, 40, 50, 60, 70, 80, 90, 100}));
    CHECK(percentile(h, 0).l == 10);
    CHECK(percentile(h, 0.1).l == 10);
    CHECK(percentile(h, 0.11).l == 20);
    CHECK(percentile(h, 0.3).l == 30);
    CHECK(percentile(h, 0.5).l == 50);
    CHECK(percentile(h, 0.9).l == 90);
    CHECK(percentile(h, 1).l == 100);
    CHECK(percentile(h, -3).l == 10);
    CHECK(percentile(h, 7).l == 100);
}

TEST_CASE("Otsu's threshold separates two groups")
{
    // Anything from 12 to 199 separates them equally well: the lowest is taken.
    CHECK(otsuThreshold(histogramOf(grayRow({10, 11, 12, 10, 200, 201, 202}))).l == 12);
    // Variances by hand: {1} {2,2,9}: 1/4 * 3/4 * (10/3)^2 = 2.08;
    // {1,2,2} {9}: 3/4 * 1/4 * (22/3)^2 = 10.08.
    CHECK(otsuThreshold(histogramOf(grayRow({1, 2, 2, 9}))).l == 2);
    CHECK(otsuThreshold(histogramOf(grayRow({77, 77}))).l == 77);
}

TEST_CASE("Otsu's threshold is found for each channel")
{
    const std::uint16_t red = rgb565(255, 0, 0);
    const std::uint16_t green = rgb565(0, 255, 0);
    Picture picture(4, 1, PixelFormat::Rgb565);
    picture.fill({0, 0, 2, 1}, red);
    picture.fill({2, 0, 2, 1}, green);
    CHECK(otsuThreshold(histogramOf(picture)) ==
          ChannelValues{toLab(red).l, toLab(green).a, toLab(red).b});
}
