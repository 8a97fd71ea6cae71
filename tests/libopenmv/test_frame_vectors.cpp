// SPDX-License-Identifier: MIT
// Conversions by vectors give the same bytes as those pixel by pixel.
#include <random>

#include "libopenmv/src/frame_vectors.h"
#include "tests/libopenmv/frame_helpers.h"
#include "tests/support/catch.h"

using omv::PixelFormat;
using omv::test::makeFrame;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes randomBytes(std::size_t size, unsigned seed)
{
    std::minstd_rand random(seed);
    Bytes bytes(size);
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(random() >> 8);
    }
    return bytes;
}

/// A row pixel by pixel.
Bytes plainRow(PixelFormat format, const std::uint8_t* row, std::size_t width)
{
    Bytes out(width * 3);
    switch (format) {
    case PixelFormat::Grayscale: omv::expandGrayscale(row, width, out.data()); break;
    case PixelFormat::Rgb565: omv::expandRgb565(row, width, out.data()); break;
    default: omv::expandYuv422(row, 0, width, format == PixelFormat::Yvu422, out.data()); break;
    }
    return out;
}

Bytes plain(PixelFormat format, std::uint32_t width, std::uint32_t height, const Bytes& bytes)
{
    Bytes out;
    for (std::uint32_t y = 0; y < height; ++y) {
        const Bytes row = plainRow(format, bytes.data() + bytes.size() / height * y, width);
        out.insert(out.end(), row.begin(), row.end());
    }
    return out;
}

constexpr PixelFormat kFormats[] = {PixelFormat::Grayscale, PixelFormat::Rgb565,
                                    PixelFormat::Yuv422, PixelFormat::Yvu422};

std::size_t pixelSize(PixelFormat format)
{
    return format == PixelFormat::Grayscale ? 1 : 2;
}

/// All values of two bytes.
Bytes everyWord()
{
    Bytes bytes;
    for (unsigned value = 0; value < 0x10000; ++value) {
        bytes.push_back(static_cast<std::uint8_t>(value));
        bytes.push_back(static_cast<std::uint8_t>(value >> 8));
    }
    return bytes;
}

}  // namespace

TEST_CASE("pictures of every width are as if converted pixel by pixel")
{
    constexpr std::uint32_t kHeight = 3;
    for (const PixelFormat format : kFormats) {
        for (std::uint32_t width = 1; width <= 100; ++width) {
            INFO(omv::name(format) << ", " << width << " wide");
            const Bytes bytes = randomBytes(pixelSize(format) * width * kHeight, width);
            const auto image = omv::toRgb(makeFrame(format, width, kHeight, bytes));
            REQUIRE(image);
            REQUIRE(image->pixels == plain(format, width, kHeight, bytes));
        }
    }
}

TEST_CASE("every value of an RGB565 and of a gray pixel is converted alike")
{
    const Bytes bytes = everyWord();
    for (const PixelFormat format : {PixelFormat::Rgb565, PixelFormat::Grayscale}) {
        const auto width = static_cast<std::uint32_t>(512 / pixelSize(format));
        const auto image = omv::toRgb(makeFrame(format, width, 256, bytes));
        REQUIRE(image);
        CHECK(image->pixels == plain(format, width, 256, bytes));
    }
}

TEST_CASE("every brightness and colour of YUV is converted alike")
{
    Bytes bytes(std::size_t{256} * 256 * 2);
    for (const PixelFormat format : {PixelFormat::Yuv422, PixelFormat::Yvu422}) {
        for (int y = 0; y < 256; ++y) {
            std::size_t at = 0;
            for (unsigned colour = 0; colour < 0x10000; ++colour) {
                if (colour % 2 == static_cast<unsigned>(y) % 2) {
                    continue;  // comes with the second pixel, whose brightness is odd when this is
                               // even
                }
                bytes[at] = static_cast<std::uint8_t>(y);
                bytes[at + 1] = static_cast<std::uint8_t>(colour);
                bytes[at + 2] = static_cast<std::uint8_t>(255 - y);
                bytes[at + 3] = static_cast<std::uint8_t>(colour >> 8);
                at += 4;
            }
            const auto image = omv::toRgb(makeFrame(format, 256, 256, bytes));
            REQUIRE(image);
            REQUIRE(image->pixels == plain(format, 256, 256, bytes));
        }
    }
}

TEST_CASE("frames may begin at any address")
{
    const auto bytes = std::make_shared<const Bytes>(randomBytes(400, 1));
    for (const PixelFormat format : kFormats) {
        for (std::size_t offset = 0; offset < 33; ++offset) {
            omv::Frame frame = makeFrame(format, 50, 1, {});
            const std::size_t size = 50 * pixelSize(format);
            frame.setData(bytes, offset, size);
            const auto image = omv::toRgb(frame);
            REQUIRE(image);
            REQUIRE(image->pixels == plainRow(format, bytes->data() + offset, 50));
        }
    }
}

TEST_CASE("vectors leave less than sixteen pixels over, or everything")
{
    const Bytes bytes = randomBytes(200, 2);
    Bytes out(300);
    const std::size_t most = omv::expandGrayscaleVectors(bytes.data(), 100, out.data());
    CHECK((most == 96 || most == 0));
    CHECK(omv::expandRgb565Vectors(bytes.data(), 100, out.data()) == most);
    CHECK(omv::expandYuv422Vectors(bytes.data(), 100, true, out.data()) == most);
    CHECK(omv::expandRgb565Vectors(bytes.data(), 15, out.data()) == 0);
}

TEST_CASE("an image is used again for frames of other sizes and formats")
{
    omv::RgbImage image;
    for (const std::uint32_t width : {40u, 100u, 3u}) {
        for (const PixelFormat format : kFormats) {
            const Bytes bytes = randomBytes(pixelSize(format) * width, width);
            REQUIRE(omv::toRgb(makeFrame(format, width, 1, bytes), image));
            CHECK(image.width == width);
            CHECK(image.height == 1);
            CHECK(image.pixels == plainRow(format, bytes.data(), width));
        }
    }
    CHECK_FALSE(omv::toRgb(makeFrame(PixelFormat::Rgb565, 2, 1, {0}), image));
}
