// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>

#include "libopenmv/src/frame_codecs.h"
#include "tests/libopenmv/frame_helpers.h"
#include "tests/support/catch.h"

using omv::PixelFormat;
using omv::test::makeFrame;
using omv::test::pixel;
using omv::test::Rgb;

namespace {

std::uint8_t offset128(int value)
{
    return static_cast<std::uint8_t>(value + 128);
}

int distance(const Rgb& a, const Rgb& b)
{
    int largest = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        largest = std::max(largest, std::abs(a[i] - b[i]));
    }
    return largest;
}

}  // namespace

TEST_CASE("Y, U and V as the firmware computes them come back as the colour they were")
{
    for (const auto& row : omv::test::colorRows()) {
        const auto y = static_cast<std::uint8_t>(row.y);
        const std::uint8_t u = offset128(row.u);
        const std::uint8_t v = offset128(row.v);
        const auto yuv = omv::toRgb(makeFrame(PixelFormat::Yuv422, 2, 1, {y, u, y, v}));
        const auto yvu = omv::toRgb(makeFrame(PixelFormat::Yvu422, 2, 1, {y, v, y, u}));
        REQUIRE(yuv);
        REQUIRE(yvu);
        INFO(row.rgb565);
        CHECK(yuv->pixels == yvu->pixels);
        CHECK(pixel(*yuv, 0, 0) == pixel(*yuv, 1, 0));
        // The firmware rounds Y, U and V down: each loses up to one step, U times
        // 1.77 in blue. Rounding the other way would tint gray.
        CHECK(distance(pixel(*yuv, 0, 0), {row.r, row.g, row.b}) <= 4);
    }
}

TEST_CASE("luminance uses the firmware's weights")
{
    for (const auto& row : omv::test::colorRows()) {
        CHECK(omv::luminance(static_cast<unsigned>(row.r), static_cast<unsigned>(row.g),
                             static_cast<unsigned>(row.b)) == row.y);
    }
}

TEST_CASE("without colour YUV is gray")
{
    const auto image =
        omv::toRgb(makeFrame(PixelFormat::Yuv422, 2, 2, {0, 128, 255, 128, 7, 128, 200, 128}));
    REQUIRE(image);
    CHECK(image->pixels ==
          std::vector<std::uint8_t>{0, 0, 0, 255, 255, 255, 7, 7, 7, 200, 200, 200});
}

TEST_CASE("each pair of pixels has its own colour and each row starts anew")
{
    const std::vector<std::uint8_t> bytes{100, 128, 100, 228, 100, 128, 100, 128,
                                          100, 28,  100, 128, 100, 128, 100, 128};
    const auto image = omv::toRgb(makeFrame(PixelFormat::Yuv422, 4, 2, bytes));
    REQUIRE(image);
    CHECK(pixel(*image, 0, 0)[0] > 200);
    CHECK(pixel(*image, 1, 0)[0] > 200);
    CHECK(pixel(*image, 2, 0) == Rgb{100, 100, 100});
    CHECK(pixel(*image, 0, 1)[2] == 0);
    CHECK(pixel(*image, 3, 1) == Rgb{100, 100, 100});
}

TEST_CASE("the last pixel of an odd row borrows the colour that it lacks")
{
    const auto image =
        omv::toRgb(makeFrame(PixelFormat::Yuv422, 3, 1, {100, 128, 100, 228, 100, 128}));
    REQUIRE(image);
    CHECK(pixel(*image, 2, 0) == pixel(*image, 0, 0));
    const auto single = omv::toRgb(makeFrame(PixelFormat::Yuv422, 1, 1, {100, 128}));
    REQUIRE(single);
    CHECK(pixel(*single, 0, 0) == Rgb{100, 100, 100});
}
