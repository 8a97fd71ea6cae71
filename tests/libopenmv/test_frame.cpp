// SPDX-License-Identifier: MIT
#include <openmv/frame.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/libopenmv/frame_helpers.h"
#include "tests/support/catch.h"

using omv::Errc;
using omv::PixelFormat;
using omv::test::makeFrame;
using omv::test::pixel;
using omv::test::Rgb;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr PixelFormat kAll[] = {
    PixelFormat::Binary,    PixelFormat::Grayscale, PixelFormat::Rgb565,    PixelFormat::BayerBggr,
    PixelFormat::BayerGbrg, PixelFormat::BayerGrbg, PixelFormat::BayerRggb, PixelFormat::Yuv422,
    PixelFormat::Yvu422,    PixelFormat::Argb8,     PixelFormat::Jpeg,      PixelFormat::Png,
};

std::string refusal(const omv::Frame& frame)
{
    const auto image = omv::toRgb(frame);
    REQUIRE(!image);
    return image.error().id;
}

}  // namespace

std::vector<omv::test::ColorRow> omv::test::colorRows()
{
    std::ifstream file(OMV_VECTORS_DIR "/colour.csv");
    std::vector<ColorRow> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream in(line);
        ColorRow row;
        std::string value;
        in >> value >> row.r >> row.g >> row.b >> row.y >> row.u >> row.v;
        row.rgb565 = static_cast<unsigned>(std::stoul(value, nullptr, 16));
        rows.push_back(row);
    }
    return rows;
}

TEST_CASE("RGB565 expands as the firmware does, for every row of the colour table")
{
    const auto rows = omv::test::colorRows();
    REQUIRE(rows.size() > 500);
    Bytes bytes;
    for (const auto& row : rows) {
        bytes.push_back(static_cast<std::uint8_t>(row.rgb565));
        bytes.push_back(static_cast<std::uint8_t>(row.rgb565 >> 8));
    }
    const auto width = static_cast<std::uint32_t>(rows.size());
    const auto image = omv::toRgb(makeFrame(PixelFormat::Rgb565, width, 1, bytes));
    REQUIRE(image);
    for (std::uint32_t x = 0; x < width; ++x) {
        CHECK(pixel(*image, x, 0) == Rgb{rows[x].r, rows[x].g, rows[x].b});
    }
}

TEST_CASE("grayscale becomes gray")
{
    const auto image =
        omv::toRgb(makeFrame(PixelFormat::Grayscale, 3, 2, {0, 1, 2, 253, 254, 255}));
    REQUIRE(image);
    CHECK(image->width == 3);
    CHECK(image->height == 2);
    CHECK(image->pixels ==
          Bytes{0, 0, 0, 1, 1, 1, 2, 2, 2, 253, 253, 253, 254, 254, 254, 255, 255, 255});
}

TEST_CASE("binary has the lowest bit first and rows padded to 32 bits")
{
    Bytes bytes(2 * 8);
    bytes[0] = 0x05;
    bytes[4] = 0xFE;  // only bit 0 is inside a row of 33 pixels
    bytes[8] = 0xFF;
    bytes[12] = 0x01;
    const auto image = omv::toRgb(makeFrame(PixelFormat::Binary, 33, 2, bytes));
    REQUIRE(image);
    const Rgb black{0, 0, 0};
    const Rgb white{255, 255, 255};
    CHECK(pixel(*image, 0, 0) == white);
    CHECK(pixel(*image, 1, 0) == black);
    CHECK(pixel(*image, 2, 0) == white);
    CHECK(pixel(*image, 32, 0) == black);
    CHECK(pixel(*image, 7, 1) == white);
    CHECK(pixel(*image, 8, 1) == black);
    CHECK(pixel(*image, 32, 1) == white);
}

TEST_CASE("ARGB8 is blue first in memory and its alpha does not matter")
{
    const auto image = omv::toRgb(makeFrame(PixelFormat::Argb8, 2, 1, {1, 2, 3, 0, 4, 5, 6, 255}));
    REQUIRE(image);
    CHECK(image->pixels == Bytes{3, 2, 1, 6, 5, 4});
}

TEST_CASE("width and height of 0 or above 32767 are refused in every format")
{
    for (const PixelFormat format : kAll) {
        INFO(omv::name(format));
        for (const std::uint32_t bad : {0u, 32768u, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
            CHECK(refusal(makeFrame(format, bad, 1, {0, 0, 0, 0})) == "OMV-E0401");
            CHECK(refusal(makeFrame(format, 1, bad, {0, 0, 0, 0})) == "OMV-E0401");
            CHECK(refusal(makeFrame(format, bad, bad, {})) == "OMV-E0401");
        }
    }
}

TEST_CASE("data that is too short or too long is refused in every uncompressed format")
{
    for (const PixelFormat format : kAll) {
        if (format == PixelFormat::Jpeg || format == PixelFormat::Png) {
            continue;
        }
        INFO(omv::name(format));
        std::size_t accepted = 0;
        for (std::size_t size = 0; size <= 128; ++size) {
            if (omv::toRgb(makeFrame(format, 5, 3, Bytes(size)))) {
                ++accepted;
            }
        }
        CHECK(accepted == 1);
        CHECK(refusal(makeFrame(format, 32767, 32767, Bytes(64))) == "OMV-E0401");
    }
}

TEST_CASE("a frame without data is refused")
{
    for (const PixelFormat format : kAll) {
        omv::Frame frame;
        frame.width = 4;
        frame.height = 4;
        frame.format = format;
        CHECK(!omv::toRgb(frame));
    }
}

TEST_CASE("an unknown pixel format is unsupported and its number is told")
{
    for (const std::uint32_t number : {0u, 1u, 0x0C030003u, 0xFFFFFFFFu}) {
        const auto image = omv::toRgb(makeFrame(static_cast<PixelFormat>(number), 1, 1, Bytes(4)));
        REQUIRE(!image);
        CHECK(image.error().code == Errc::Unsupported);
        CHECK(image.error().id == "OMV-E0402");
    }
    const auto image = omv::toRgb(makeFrame(static_cast<PixelFormat>(0x0C030003), 1, 1, Bytes(4)));
    CHECK(image.error().why == "number 0x0c030003");
}

TEST_CASE("formats have names")
{
    CHECK(omv::name(PixelFormat::Rgb565) == "RGB565");
    CHECK(omv::name(PixelFormat::Jpeg) == "JPEG");
    CHECK(omv::name(static_cast<PixelFormat>(7)) == "unknown");
}

TEST_CASE("frames share their bytes and may start inside them")
{
    auto bytes = std::make_shared<const Bytes>(Bytes{9, 9, 1, 2, 9});
    omv::Frame frame = makeFrame(PixelFormat::Grayscale, 2, 1, {});
    frame.setData(bytes, 2, 2);
    const omv::Frame copy = frame;
    CHECK(copy.data().data() == bytes->data() + 2);
    CHECK(omv::toRgb(copy)->pixels == Bytes{1, 1, 1, 2, 2, 2});
}
