// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "firmware/camera/blit.h"
#include "firmware/camera/camera_codec.h"
#include "firmware/camera/codecs.h"
#include "firmware/camera/scene.h"

#include <cmath>

using namespace omv::firmware;
namespace protocol = omv::protocol;
using omv::protocol::PixelFormat;

namespace {

constexpr std::array kRawFormats{
    PixelFormat::Grayscale, PixelFormat::Rgb565,    PixelFormat::BayerBggr, PixelFormat::BayerGbrg,
    PixelFormat::BayerGrbg, PixelFormat::BayerRggb, PixelFormat::Yuv422,    PixelFormat::Yvu422};

Picture scenePicture(PixelFormat format, int width = 160, int height = 120)
{
    return {width, height, format,
            renderFrame(11, 5, static_cast<std::uint32_t>(width),
                        static_cast<std::uint32_t>(height), format)};
}

double psnr(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    REQUIRE(a.size() == b.size());
    double sum = 1e-9;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += std::pow(double(a[i]) - double(b[i]), 2);
    return 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.size()) / sum);
}

}  // namespace

TEST_CASE("JPEG keeps what every raw format shows", "[codecs]")
{
    Picture truth = scenePicture(PixelFormat::Rgb565);
    const auto gray = toGrayBytes(truth.canvas());
    for (const PixelFormat format : kRawFormats) {
        CAPTURE(int(format));
        Picture picture = scenePicture(format);
        const auto file = encodeJpeg(picture.canvas(), 90);
        REQUIRE(file);
        const auto size = compressedSize(*file, PixelFormat::Jpeg);
        REQUIRE(size);
        CHECK(size->width == 160);
        CHECK(size->height == 120);
        auto back = decodePicture(*file);
        REQUIRE(back);
        CHECK(psnr(toGrayBytes(back->canvas()), gray) > 18);
        if (protocol::isColor(format))
            CHECK(psnr(toRgbBytes(back->canvas()), toRgbBytes(truth.canvas())) > 20);
    }
}

TEST_CASE("Every Bayer order is interpolated to the same colours", "[codecs]")
{
    Picture truth = scenePicture(PixelFormat::Rgb565, 640, 480);
    const auto rgb = toRgbBytes(truth.canvas());
    for (const PixelFormat format : {PixelFormat::BayerBggr, PixelFormat::BayerGbrg,
                                     PixelFormat::BayerGrbg, PixelFormat::BayerRggb}) {
        Picture picture = scenePicture(format, 640, 480);
        CHECK(psnr(toRgbBytes(picture.canvas()), rgb) > 24);
    }
}

TEST_CASE("PNG is exact", "[codecs]")
{
    for (const PixelFormat format : {PixelFormat::Grayscale, PixelFormat::Rgb565}) {
        Picture picture = scenePicture(format, 63, 47);
        const auto file = encodePng(picture.canvas());
        REQUIRE(file);
        const auto size = compressedSize(*file, PixelFormat::Png);
        REQUIRE(size);
        CHECK(size->width == 63);
        const auto back = decodePicture(*file);
        REQUIRE(back);
        CHECK(back->format == format);
        CHECK(back->pixels == picture.pixels);
    }
}

TEST_CASE("Files that are no pictures, or cut short, decode to nothing and never crash", "[codecs]")
{
    const std::vector<std::uint8_t> text{'h', 'e', 'l', 'l', 'o'};
    CHECK_FALSE(decodePicture(text));
    CHECK_FALSE(decodePicture({}));
    Picture picture = scenePicture(PixelFormat::Rgb565, 64, 48);
    auto file = *encodePng(picture.canvas());
    for (std::size_t size = 0; size < 40; ++size)
        CHECK_FALSE(decodePicture(protocol::Bytes(file).first(size)));
    CHECK_FALSE(compressedSize(protocol::Bytes(file).first(20), PixelFormat::Png));
    CHECK_FALSE(compressedSize(text, PixelFormat::Jpeg));
}

TEST_CASE("The stream's codec compresses into the room it gets", "[codecs]")
{
    CameraCodec codec;
    const Picture picture = scenePicture(PixelFormat::Rgb565);
    const FrameView view{160, 120, PixelFormat::Rgb565, picture.pixels};
    std::vector<std::uint8_t> out(picture.pixels.size());
    const std::size_t size = codec.encodeJpeg(view, 50, out);
    REQUIRE(size > 0);
    CHECK(compressedSize(protocol::Bytes(out).first(size), PixelFormat::Jpeg)->height == 120);
    CHECK(codec.encodeJpeg(view, 50, protocol::MutableBytes(out).first(size)) == size);
    CHECK(codec.encodeJpeg(view, 50, protocol::MutableBytes(out).first(size - 1)) == 0);
    const FrameView cut{160, 120, PixelFormat::Rgb565, protocol::Bytes(picture.pixels).first(100)};
    CHECK(codec.encodeJpeg(cut, 50, out) == 0);
}

TEST_CASE("The stream's codec scales raw formats and refuses others", "[codecs]")
{
    CameraCodec codec;
    std::vector<std::uint8_t> out(80 * 60 * 2);
    const Picture rgb = scenePicture(PixelFormat::Rgb565);
    CHECK(codec.scale({160, 120, PixelFormat::Rgb565, rgb.pixels}, 80, 60, out));
    const Picture gray{4, 2, PixelFormat::Grayscale, {0, 0, 200, 200, 0, 0, 200, 200}};
    out.resize(2);
    CHECK(codec.scale({4, 2, PixelFormat::Grayscale, gray.pixels}, 2, 1, out));
    CHECK(out == std::vector<std::uint8_t>{0, 200});
    std::vector<std::uint8_t> bits(64 / 8 * 10);
    std::vector<std::uint8_t> white(128 / 8 * 20, 0xFF);
    CHECK(codec.scale({128, 20, PixelFormat::Binary, white}, 64, 10, bits));
    CHECK(bits == std::vector<std::uint8_t>(64 / 8 * 10, 0xFF));
    const Picture bayer = scenePicture(PixelFormat::BayerBggr);
    std::vector<std::uint8_t> small(80 * 60);
    CHECK_FALSE(codec.scale({160, 120, PixelFormat::BayerBggr, bayer.pixels}, 80, 60, small));
}

namespace {

/// A small picture over a grey one.
struct Drawing {
    Picture source{2, 2, PixelFormat::Grayscale, {10, 20, 30, 40}};
    Picture target{6, 4, PixelFormat::Grayscale, std::vector<std::uint8_t>(24, 100)};
    BlitOptions options;

    Drawing() { options.roi = {0, 0, 2, 2}; }
    bool draw() { return blit(source.canvas(), target.canvas(), options); }
    std::vector<int> row(int y) const
    {
        const auto begin = target.pixels.begin() + y * 6;
        return std::vector<int>(begin, begin + 6);
    }
};

}  // namespace

TEST_CASE("Drawing a picture places it and cuts it at the edge", "[blit]")
{
    Drawing drawing;
    drawing.options.x = 5;
    drawing.options.y = -1;
    CHECK(drawing.draw());
    CHECK(drawing.row(0) == std::vector<int>{100, 100, 100, 100, 100, 30});
    CHECK(drawing.row(1) == std::vector<int>(6, 100));
}

TEST_CASE("Drawing a picture with a negative scale mirrors it", "[blit]")
{
    Drawing drawing;
    drawing.options.xScale = -2;
    CHECK(drawing.draw());
    CHECK(drawing.row(0) == std::vector<int>{20, 20, 10, 10, 100, 100});
}

TEST_CASE("Drawing a picture centres it, keeps its aspect and transposes it", "[blit]")
{
    Drawing drawing;
    SECTION("centred")
    {
        drawing.options.center = true;
        CHECK(drawing.draw());
        CHECK(drawing.row(1) == std::vector<int>{100, 100, 10, 20, 100, 100});
    }
    SECTION("aspect kept and transposed")
    {
        drawing.options.aspect = Aspect::Keep;
        drawing.options.transpose = true;
        CHECK(drawing.draw());
        CHECK(drawing.row(0) == std::vector<int>{10, 10, 30, 30, 100, 100});
        CHECK(drawing.row(3) == std::vector<int>{20, 20, 40, 40, 100, 100});
    }
}

TEST_CASE("Drawing a picture mixes it by alpha, operation and mask", "[blit]")
{
    Drawing drawing;
    SECTION("half transparent")
    {
        drawing.options.alpha = 128;
        CHECK(drawing.draw());
        CHECK(drawing.row(0)[0] == (10 * 128 + 100 * 127 + 127) / 255);
    }
    SECTION("added and capped, through a mask")
    {
        drawing.source.pixels = {200, 20, 30, 40};
        Picture mask{6, 4, PixelFormat::Binary, std::vector<std::uint8_t>(16, 0)};
        setPixel(mask.canvas(), 0, 0, 1);
        const Canvas maskCanvas = mask.canvas();
        drawing.options.mask = &maskCanvas;
        drawing.options.op = PixelOp::Add;
        CHECK(drawing.draw());
        CHECK(drawing.row(0) == std::vector<int>{255, 100, 100, 100, 100, 100});
        CHECK(drawing.row(1) == std::vector<int>(6, 100));
    }
}

TEST_CASE("Drawing a picture colours it by a palette", "[blit]")
{
    Drawing drawing;
    Picture color{2, 2, PixelFormat::Rgb565, std::vector<std::uint8_t>(8, 0)};
    drawing.options.palette = &rainbowPalette();
    CHECK(blit(drawing.source.canvas(), color.canvas(), drawing.options));
    CHECK(pixel(color.canvas(), 1, 1) == rainbowPalette()[40]);
}
