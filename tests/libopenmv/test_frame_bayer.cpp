// SPDX-License-Identifier: MIT
#include <string_view>

#include "tests/libopenmv/frame_helpers.h"
#include "tests/support/catch.h"

using omv::PixelFormat;
using omv::test::makeFrame;
using omv::test::pixel;
using omv::test::Rgb;

namespace {

struct Order {
    PixelFormat format;
    std::string_view sites;  ///< the 2 x 2 pattern, row by row
};
constexpr Order kOrders[] = {
    {PixelFormat::BayerBggr, "BGGR"},
    {PixelFormat::BayerGbrg, "GBRG"},
    {PixelFormat::BayerGrbg, "GRBG"},
    {PixelFormat::BayerRggb, "RGGB"},
};

/// What a sensor with this filter sees of a scene.
template<class Scene>
omv::Frame mosaic(const Order& order, std::uint32_t width, std::uint32_t height, Scene scene)
{
    std::vector<std::uint8_t> bytes;
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            const char site = order.sites[(y & 1) * 2 + (x & 1)];
            const Rgb color = scene(x, y);
            bytes.push_back(
                static_cast<std::uint8_t>(color[site == 'R' ? 0 : (site == 'G' ? 1 : 2)]));
        }
    }
    return makeFrame(order.format, width, height, bytes);
}

}  // namespace

TEST_CASE("an even colour comes back exactly from each Bayer order and size")
{
    const Rgb color{200, 100, 50};
    for (const Order& order : kOrders) {
        for (std::uint32_t width = 2; width <= 7; ++width) {
            for (std::uint32_t height = 2; height <= 7; ++height) {
                const auto image =
                    omv::toRgb(mosaic(order, width, height, [&](auto, auto) { return color; }));
                REQUIRE(image);
                bool same = true;
                for (std::uint32_t i = 0; i < width * height; ++i) {
                    same = same && pixel(*image, i % width, i / width) == color;
                }
                INFO(order.sites << ' ' << width << 'x' << height);
                CHECK(same);
            }
        }
    }
}

TEST_CASE("a linear ramp comes back exactly inside the borders")
{
    const auto ramp = [](std::uint32_t x, std::uint32_t y) {
        return Rgb{static_cast<int>(10 * x + 2 * y), static_cast<int>(4 * x + 8 * y),
                   static_cast<int>(200 - 10 * x - 4 * y)};
    };
    for (const Order& order : kOrders) {
        const auto image = omv::toRgb(mosaic(order, 12, 10, ramp));
        REQUIRE(image);
        for (std::uint32_t y = 1; y < 9; ++y) {
            for (std::uint32_t x = 1; x < 11; ++x) {
                CHECK(pixel(*image, x, y) == ramp(x, y));
            }
        }
    }
}

TEST_CASE("a Bayer image one pixel wide or high decodes without reading outside")
{
    for (const Order& order : kOrders) {
        for (std::uint32_t length = 1; length <= 5; ++length) {
            const std::vector<std::uint8_t> bytes(length, 77);
            CHECK(omv::toRgb(makeFrame(order.format, length, 1, bytes)));
            CHECK(omv::toRgb(makeFrame(order.format, 1, length, bytes)));
        }
    }
}
