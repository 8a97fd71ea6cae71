// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "libopenmv/src/frame_codecs.h"
#include "tests/libopenmv/frame_helpers.h"
#include "tests/support/catch.h"

using omv::PixelFormat;
using omv::test::gradient;
using omv::test::makeFrame;

namespace {

using Bytes = std::vector<std::uint8_t>;

double psnr(const Bytes& a, const Bytes& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = double{1} * a[i] - b[i];
        sum += difference * difference;
    }
    return sum == 0 ? 99 : 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.size()) / sum);
}

Bytes jpegOf(const omv::RgbImage& image, int quality = 95)
{
    auto file = omv::encodeJpeg({image.width, image.height, 3, image.pixels}, quality);
    REQUIRE(file);
    return *file;
}

Bytes pngOf(const omv::RgbImage& image)
{
    auto file = omv::encodePng({image.width, image.height, 3, image.pixels});
    REQUIRE(file);
    return *file;
}

std::string refusal(const omv::Frame& frame)
{
    const auto image = omv::toRgb(frame);
    REQUIRE(!image);
    CHECK(image.error().code == omv::Errc::Malformed);
    return image.error().id;
}

}  // namespace

TEST_CASE("a JPEG frame is decoded to what it shows")
{
    for (const auto& [width, height] :
         {std::pair{64u, 48u}, std::pair{17u, 9u}, std::pair{1u, 1u}}) {
        const auto picture = gradient(width, height);
        const auto image = omv::toRgb(makeFrame(PixelFormat::Jpeg, width, height, jpegOf(picture)));
        REQUIRE(image);
        CHECK(image->width == width);
        CHECK(image->height == height);
        REQUIRE(image->pixels.size() == picture.pixels.size());
        CHECK(psnr(image->pixels, picture.pixels) > 30);
    }
}

TEST_CASE("a gray JPEG frame is decoded to gray")
{
    const Bytes gray(40 * 30, 123);
    const auto jpeg = omv::toJpeg(makeFrame(PixelFormat::Grayscale, 40, 30, gray));
    REQUIRE(jpeg);
    const auto image = omv::toRgb(makeFrame(PixelFormat::Jpeg, 40, 30, *jpeg));
    REQUIRE(image);
    CHECK(std::all_of(image->pixels.begin(), image->pixels.end(),
                      [](int value) { return std::abs(value - 123) <= 1; }));
}

TEST_CASE("a PNG frame is decoded exactly")
{
    const auto picture = gradient(37, 21);
    const auto image = omv::toRgb(makeFrame(PixelFormat::Png, 37, 21, pngOf(picture)));
    REQUIRE(image);
    CHECK(image->pixels == picture.pixels);

    const Bytes gray{0, 50, 100, 150, 200, 255};
    const auto file = omv::encodePng({3, 2, 1, gray});
    REQUIRE(file);
    const auto grayImage = omv::toRgb(makeFrame(PixelFormat::Png, 3, 2, *file));
    const auto expected = omv::toRgb(makeFrame(PixelFormat::Grayscale, 3, 2, gray));
    CHECK(grayImage->pixels == expected->pixels);
}

TEST_CASE("a picture of another size than the camera said is refused")
{
    const auto picture = gradient(32, 16);
    for (const auto& [width, height] :
         {std::pair{31u, 16u}, std::pair{32u, 17u}, std::pair{16u, 32u}}) {
        CHECK(refusal(makeFrame(PixelFormat::Jpeg, width, height, jpegOf(picture))) == "OMV-E0403");
        CHECK(refusal(makeFrame(PixelFormat::Png, width, height, pngOf(picture))) == "OMV-E0404");
    }
}

TEST_CASE("a JPEG or PNG cut at any byte is refused")
{
    const auto picture = gradient(24, 24);
    const Bytes jpeg = jpegOf(picture, 60);
    // Without its last two bytes, the end marker, the picture is still whole.
    for (std::size_t size = 0; size + 2 < jpeg.size(); ++size) {
        const Bytes part(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(refusal(makeFrame(PixelFormat::Jpeg, 24, 24, part)) == "OMV-E0403");
    }
    const Bytes png = pngOf(picture);
    // The last 12 bytes are the end chunk, which holds nothing.
    for (std::size_t size = 0; size + 12 < png.size(); ++size) {
        const Bytes part(png.begin(), png.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(refusal(makeFrame(PixelFormat::Png, 24, 24, part)) == "OMV-E0404");
    }
}

TEST_CASE("a good JPEG does not depend on the damaged frame before it")
{
    const auto picture = gradient(24, 24);
    const Bytes jpeg = jpegOf(picture, 60);
    const auto good = makeFrame(PixelFormat::Jpeg, 24, 24, jpeg);
    const auto expected = omv::toRgb(good);
    REQUIRE(expected);
    for (std::size_t i = 0; i < jpeg.size(); ++i) {
        Bytes bad = jpeg;
        bad[i] ^= 0x11;
        (void)omv::toRgb(makeFrame(PixelFormat::Jpeg, 24, 24, bad));
        const auto image = omv::toRgb(good);
        INFO(i);
        REQUIRE(image);
        REQUIRE(image->pixels == expected->pixels);
    }
}

TEST_CASE("a JPEG with padding before its end marker is accepted")
{
    const auto picture = gradient(24, 24);
    Bytes jpeg = jpegOf(picture);
    jpeg.insert(jpeg.end() - 2, 30, 0x00);
    CHECK(omv::toRgb(makeFrame(PixelFormat::Jpeg, 24, 24, jpeg)));
}

TEST_CASE("a damaged PNG is refused, wherever the damage is")
{
    const auto picture = gradient(16, 16);
    const Bytes png = pngOf(picture);
    for (std::size_t i = 0; i + 12 < png.size(); ++i) {
        Bytes bad = png;
        bad[i] ^= 0x10;
        const auto image = omv::toRgb(makeFrame(PixelFormat::Png, 16, 16, bad));
        INFO(i);
        CHECK((!image || image->pixels == picture.pixels));
    }
}

TEST_CASE("a compressed frame that claims a huge size is refused before memory is taken")
{
    const auto picture = gradient(8, 8);
    for (const PixelFormat format : {PixelFormat::Jpeg, PixelFormat::Png}) {
        const Bytes file = format == PixelFormat::Jpeg ? jpegOf(picture) : pngOf(picture);
        CHECK(refusal(makeFrame(format, 32767, 32767, file)) == "OMV-E0401");
        CHECK(!omv::toRgb(makeFrame(format, 8192, 8192, file)));
    }
}

TEST_CASE("toJpeg gives a JPEG frame as it was sent and encodes the others")
{
    const auto picture = gradient(40, 24);
    const Bytes jpeg = jpegOf(picture);
    CHECK(*omv::toJpeg(makeFrame(PixelFormat::Jpeg, 40, 24, jpeg), 10) == jpeg);
    const auto encoded = omv::toJpeg(makeFrame(PixelFormat::Png, 40, 24, pngOf(picture)), 95);
    REQUIRE(encoded);
    const auto image = omv::toRgb(makeFrame(PixelFormat::Jpeg, 40, 24, *encoded));
    REQUIRE(image);
    CHECK(psnr(image->pixels, picture.pixels) > 30);
}

TEST_CASE("a lower quality makes a smaller JPEG, and qualities outside 1 to 100 are refused")
{
    const auto picture = gradient(160, 120);
    const auto frame = makeFrame(PixelFormat::Png, 160, 120, pngOf(picture));
    CHECK(omv::toJpeg(frame, 1)->size() < omv::toJpeg(frame, 60)->size());
    CHECK(omv::toJpeg(frame, 60)->size() < omv::toJpeg(frame, 100)->size());
    for (const int quality : {-1, 0, 101}) {
        const auto refused = omv::toJpeg(frame, quality);
        REQUIRE(!refused);
        CHECK(refused.error().code == omv::Errc::InvalidArgument);
        CHECK(refused.error().id == "OMV-E0407");
    }
}

TEST_CASE("toJpeg refuses frames whose sizes do not fit")
{
    CHECK(omv::toJpeg(makeFrame(PixelFormat::Grayscale, 4, 4, Bytes(15))).error().id ==
          "OMV-E0401");
    CHECK(omv::toJpeg(makeFrame(PixelFormat::Rgb565, 4, 4, Bytes(15))).error().id == "OMV-E0401");
}
