// SPDX-License-Identifier: MIT
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include "firmware/camera/color.h"
#include "firmware/camera/edges.h"
#include "firmware/camera/filters.h"
#include "firmware/camera/flood.h"
#include "firmware/camera/mask.h"
#include "firmware/camera/morphology.h"
#include "firmware/camera/similarity.h"
#include "firmware/camera/tone.h"
#include "firmware/camera/warp.h"

#include <algorithm>
#include <functional>
#include <numeric>

using namespace omv::firmware;
using omv::test::Picture;

namespace {

std::uint32_t noise(int x, int y, PixelFormat format)
{
    const auto value =
        (static_cast<std::uint32_t>(x) * 2654435761u ^ static_cast<std::uint32_t>(y) * 39571431u) >>
        7;
    return format == PixelFormat::Rgb565 ? value & 0xFFFF
        : format == PixelFormat::Binary  ? value & 1
                                         : value & 0xFF;
}

Picture noisy(int width, int height, PixelFormat format)
{
    Picture picture(width, height, format);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            setPixel(picture.canvas(), x, y, noise(x, y, format));
    return picture;
}

std::vector<std::uint32_t> pixels(const Canvas& canvas)
{
    std::vector<std::uint32_t> out;
    for (int y = 0; y < canvas.height; ++y)
        for (int x = 0; x < canvas.width; ++x)
            out.push_back(pixel(canvas, x, y));
    return out;
}

// The pixel, or the nearest one inside.
int gray(const Canvas& canvas, int x, int y)
{
    return static_cast<int>(
        pixel(canvas, std::clamp(x, 0, canvas.width - 1), std::clamp(y, 0, canvas.height - 1)));
}

std::vector<int> around(const Canvas& canvas, int x, int y, int ksize)
{
    std::vector<int> out;
    for (int dy = -ksize; dy <= ksize; ++dy)
        for (int dx = -ksize; dx <= ksize; ++dx)
            out.push_back(gray(canvas, x + dx, y + dy));
    return out;
}

using Expectation = std::function<int(std::vector<int>)>;

void checkAll(const Canvas& before, const Canvas& after, int ksize, const Expectation& expected)
{
    for (int y = 0; y < before.height; ++y) {
        for (int x = 0; x < before.width; ++x) {
            CAPTURE(x, y, ksize);
            REQUIRE(gray(after, x, y) == expected(around(before, x, y, ksize)));
        }
    }
}

int modeOf(const std::vector<int>& square)
{
    int best = 0;
    std::ptrdiff_t most = 0;
    for (int value = 0; value < 256; ++value) {
        const auto count = std::count(square.begin(), square.end(), value);
        if (count > most) {
            most = count;
            best = value;
        }
    }
    return best;
}

}  // namespace

TEST_CASE("Rank filters give what looking at each square by itself gives", "[filters]")
{
    const int ksize = GENERATE(0, 1, 2, 5);
    const Picture before = noisy(13, 9, PixelFormat::Grayscale);
    const auto filtered = [&](const std::function<void(const Canvas&)>& filter) {
        Picture copy = before;
        filter(copy.canvas());
        return copy;
    };
    const int count = (2 * ksize + 1) * (2 * ksize + 1);
    checkAll(before.canvas(), filtered([&](auto& c) { meanFilter(c, ksize, {}); }).canvas(), ksize,
             [&](std::vector<int> s) {
                 return std::accumulate(s.begin(), s.end(), 0) * (65536 / count) >> 16;
             });
    checkAll(before.canvas(), filtered([&](auto& c) { medianFilter(c, ksize, 0.5, {}); }).canvas(),
             ksize, [&](std::vector<int> s) {
                 std::sort(s.begin(), s.end());
                 return s[static_cast<std::size_t>(std::max(count / 2, 1) - 1)] & ~3;
             });
    checkAll(before.canvas(), filtered([&](auto& c) { modeFilter(c, ksize, {}); }).canvas(), ksize,
             modeOf);
    checkAll(before.canvas(),
             filtered([&](auto& c) { midpointFilter(c, ksize, 0.25, {}); }).canvas(), ksize,
             [](const std::vector<int>& s) {
                 const auto [low, high] = std::minmax_element(s.begin(), s.end());
                 return *low + (*high - *low) / 4;
             });
}

TEST_CASE("Weighted filters give the sums of their kernels", "[filters]")
{
    const int ksize = GENERATE(1, 2, 4);
    const Picture before = noisy(12, 11, PixelFormat::Grayscale);
    const Kernel kernel = gaussianKernel(ksize, false);
    CHECK(kernel.sum == static_cast<double>(1 << (4 * ksize)));
    Picture after = before;
    morphFilter(after.canvas(), kernel, 1, 0, {});
    checkAll(before.canvas(), after.canvas(), ksize, [&](const std::vector<int>& square) {
        double sum = 0;
        for (std::size_t i = 0; i < square.size(); ++i)
            sum += square[i] * kernel.weights[i];
        return static_cast<int>(sum / kernel.sum);
    });
}

TEST_CASE("Filters leave even pictures and unmasked pixels alone, at any size", "[filters]")
{
    const PixelFormat format =
        GENERATE(values({PixelFormat::Binary, PixelFormat::Grayscale, PixelFormat::Rgb565}));
    const auto [width, height] = GENERATE(table<int, int>({{1, 1}, {1, 7}, {33, 2}, {16, 16}}));
    const std::vector<std::function<void(const Canvas&, const FilterOptions&)>> filters = {
        [](auto& c, auto& o) { modeFilter(c, 3, o); },
        [](auto& c, auto& o) { medianFilter(c, 3, 0.5, o); },
        [](auto& c, auto& o) { midpointFilter(c, 3, 0.5, o); },
        [](auto& c, auto& o) { morphFilter(c, gaussianKernel(3, false), 1, 0, o); },
        [](auto& c, auto& o) { morphFilter(c, gaussianKernel(15, false), 1, 0, o); },
        [](auto& c, auto& o) { bilateralFilter(c, 3, 0.1, 1, o); },
        [](auto& c, auto& o) { bilateralFilter(c, 0, 0, 0, o); },
    };
    const std::uint32_t color = format == PixelFormat::Rgb565 ? 0x9A4Bu
        : format == PixelFormat::Binary                       ? 1u
                                                              : 200u;
    Picture nothing(width, height, PixelFormat::Binary);
    const Canvas mask = nothing.canvas();
    for (std::size_t i = 0; i < filters.size(); ++i) {
        CAPTURE(i, width, height);
        Picture even(width, height, format);
        even.fill({0, 0, width, height}, color);
        filters[i](even.canvas(), {});
        CHECK(pixels(even.canvas()) ==
              std::vector<std::uint32_t>(static_cast<std::size_t>(width * height), color));
        Picture rough = noisy(width, height, format);
        const auto before = pixels(rough.canvas());
        FilterOptions options;
        options.mask = &mask;
        filters[i](rough.canvas(), options);
        CHECK(pixels(rough.canvas()) == before);
    }
}

TEST_CASE("Erosion and dilation count the pixels that are set", "[filters]")
{
    const PixelFormat format =
        GENERATE(values({PixelFormat::Binary, PixelFormat::Grayscale, PixelFormat::Rgb565}));
    const int threshold = GENERATE(0, 2);
    Picture before(17, 12, format);
    for (int i = 0; i < 17 * 12; ++i)
        if (noise(i % 17, i / 17, PixelFormat::Grayscale) > 60)
            setPixel(before.canvas(), i % 17, i / 17, 1);
    Picture eroded = before;
    erode(eroded.canvas(), 1, threshold, nullptr);
    Picture dilated = before;
    dilate(dilated.canvas(), 1, threshold, nullptr);
    for (int y = 0; y < 12; ++y) {
        for (int x = 0; x < 17; ++x) {
            const std::vector<int> square = around(before.canvas(), x, y, 1);
            const auto set = std::count(square.begin(), square.end(), 1);
            const bool own = pixel(before.canvas(), x, y) != 0;
            CHECK((pixel(eroded.canvas(), x, y) != 0) == (own && set - 1 >= 8 - threshold));
            CHECK((pixel(dilated.canvas(), x, y) != 0) == (own || set > threshold));
        }
    }
}

TEST_CASE("Geometry and tone take the smallest pictures", "[filters]")
{
    const PixelFormat format =
        GENERATE(values({PixelFormat::Binary, PixelFormat::Grayscale, PixelFormat::Rgb565}));
    const auto [width, height] = GENERATE(table<int, int>({{2, 2}, {2, 30}, {34, 2}, {1, 1}}));
    Picture picture = noisy(width, height, format);
    const Canvas c = picture.canvas();
    for (const bool flag : {false, true}) {
        polarWarp(c, {{width / 2, height / 2}, flag, false});
        polarWarp(c, {{-5, 1000}, flag, true});
        whiteBalance(c, flag);
    }
    correctLens(c, {1.8, 1, 0.1, -0.1});
    RotationOptions rotation;
    rotation.x = 1.57;
    rotation.corners = std::array<float, 8>{0, 0, 0, 0, 0, 0, 0, 0};
    rotatePlane(c, rotation);
    equalize(c, nullptr);
    equalizeAdaptive(c, 0, nullptr);
    equalizeAdaptive(c, 2.5, nullptr);
    correctGamma(c, 0, 1, 0);
    floodFill(c, {0, 0}, {});
    if (format == PixelFormat::Grayscale) {
        cannyEdges(c, {0, 0, width, height}, 1, 2);
        simpleEdges(c, 1, 2);
    }
    topHat(c, 3, 0, nullptr);
    BlitOptions whole;
    whole.roi = {0, 0, width, height};
    const auto same = similarity(c, c, whole, false);
    REQUIRE(same);
    CHECK(same->mean == Approx(1));
}

TEST_CASE("A mask counts by brightness", "[filters]")
{
    Picture gray(2, 1, PixelFormat::Grayscale);
    setPixel(gray.canvas(), 0, 0, 128);
    setPixel(gray.canvas(), 1, 0, 127);
    CHECK(maskPasses(gray.canvas(), 0, 0));
    CHECK_FALSE(maskPasses(gray.canvas(), 1, 0));
    CHECK_FALSE(maskPasses(gray.canvas(), 2, 0));
    Picture color(1, 1, PixelFormat::Rgb565);
    setPixel(color.canvas(), 0, 0, rgb565(0, 255, 0));
    CHECK(maskPasses(color.canvas(), 0, 0));
    setPixel(color.canvas(), 0, 0, rgb565(0, 0, 255));
    CHECK_FALSE(maskPasses(color.canvas(), 0, 0));
    CHECK(maskPasses(nullptr, 9, 9));
}

TEST_CASE("White balance makes a Bayer picture gray by its own pattern", "[filters]")
{
    const PixelFormat format = GENERATE(values({PixelFormat::BayerBggr, PixelFormat::BayerGbrg,
                                                PixelFormat::BayerGrbg, PixelFormat::BayerRggb}));
    // The first two letters are the even row, the others the odd one.
    const char* const pattern = format == PixelFormat::BayerBggr ? "BGGR"
        : format == PixelFormat::BayerGbrg                       ? "GBRG"
        : format == PixelFormat::BayerGrbg                       ? "GRBG"
                                                                 : "RGGB";
    Picture picture(8, 6, format);
    for (int y = 0; y < 6; ++y) {
        for (int x = 0; x < 8; ++x) {
            const char letter = pattern[2 * (y % 2) + x % 2];
            setPixel(picture.canvas(), x, y, letter == 'G' ? 120 : letter == 'R' ? 60 : 40);
        }
    }
    whiteBalance(picture.canvas(), false);
    const auto all = pixels(picture.canvas());
    CHECK(*std::min_element(all.begin(), all.end()) == 120);
    CHECK(*std::max_element(all.begin(), all.end()) == 120);
}
