// SPDX-License-Identifier: MIT
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

#include "firmware/camera/codecs.h"
#include "firmware/camera/frame_counter.h"
#include "firmware/camera/mjpeg_writer.h"
#include "firmware/camera/scene.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace omv::firmware;
using omv::protocol::PixelFormat;

namespace {

struct FrameSize {
    std::uint32_t width;
    std::uint32_t height;
};
constexpr std::array<FrameSize, 8> kSizes{{{160, 120},
                                           {176, 144},
                                           {320, 200},
                                           {320, 240},
                                           {640, 400},
                                           {640, 480},
                                           {161, 121},
                                           {1280, 800}}};
constexpr std::array<std::uint32_t, 7> kCounters{0,          1,          59,        12345,
                                                 0x80000000, 0xFFFFFFFF, 0xA5C33C5A};

RgbFrame rendered(std::uint64_t seed, std::uint32_t frame, int width, int height,
                  const SceneView& view = {})
{
    std::string problem;
    const auto scene = makeScene("synthetic", seed, problem);
    RgbFrame out{width, height, {}};
    scene->render(frame, view, out);
    return out;
}

Picture pictureOf(std::uint32_t frame, FrameSize size, PixelFormat format)
{
    return {static_cast<int>(size.width), static_cast<int>(size.height), format,
            renderFrame(3, frame, size.width, size.height, format)};
}

constexpr std::uint8_t kDark = 40;
constexpr std::uint8_t kLight = 200;
constexpr int kFilmWidth = 64;
constexpr int kFilmHeight = 48;

std::vector<std::uint8_t> grayJpeg(std::uint8_t level)
{
    Picture picture{kFilmWidth, kFilmHeight, PixelFormat::Grayscale,
                    std::vector<std::uint8_t>(kFilmWidth * kFilmHeight, level)};
    return encodeJpeg(picture.canvas(), 90).value();
}

void append(std::ostream& out, omv::protocol::Bytes bytes)
{
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

void writeFilm(const std::string& path, const std::vector<std::uint8_t>& levels)
{
    AviState state{kFilmWidth, kFilmHeight, 0, 0, 33333};
    std::vector<std::uint8_t> frames;
    for (const std::uint8_t level : levels) {
        const auto frame = aviFrame(grayJpeg(level));
        frames.insert(frames.end(), frame.begin(), frame.end());
        ++state.frames;
        state.bytes += static_cast<std::uint32_t>(frame.size() - 8);
    }
    std::ofstream out(path, std::ios::binary);
    append(out, aviHeader(state));
    append(out, frames);
}

/// For each of the first frames: whether it is a light one, a dark one (1, 0) or none (-1).
std::vector<int> shown(const std::string& spec, std::uint32_t count)
{
    std::string problem;
    const auto scene = makeScene(spec, 1, problem);
    INFO(problem);
    REQUIRE(scene);
    std::vector<int> out;
    for (std::uint32_t frame = 0; frame < count; ++frame) {
        RgbFrame rgb{kFilmWidth, kFilmHeight, {}};
        scene->render(frame, {}, rgb);
        const int level = rgb.pixels.at(rgb.pixels.size() / 2);
        const bool light = std::abs(level - kLight) < 20;
        out.push_back(light ? 1 : std::abs(level - kDark) < 20 ? 0 : -1);
    }
    return out;
}

}  // namespace

TEST_CASE("The synthetic scene depends on seed and frame number alone", "[scene]")
{
    CHECK(rendered(1, 100, 320, 240).pixels == rendered(1, 100, 320, 240).pixels);
    CHECK(rendered(1, 100, 320, 240).pixels != rendered(1, 101, 320, 240).pixels);
    CHECK(rendered(1, 100, 320, 240).pixels != rendered(2, 100, 320, 240).pixels);
}

TEST_CASE("A frame does not depend on what was rendered before it", "[scene]")
{
    std::string problem;
    const auto scene = makeScene("synthetic", 9, problem);
    RgbFrame out{640, 480, {}};
    for (const std::uint32_t frame : {5u, 77u, 3u})
        scene->render(frame, {}, out);
    out = {320, 200, {}};
    scene->render(42, {}, out);
    CHECK(out.pixels == rendered(9, 42, 320, 200).pixels);
}

TEST_CASE("The counter can be read back at every size, gray and coloured", "[scene]")
{
    for (const FrameSize size : kSizes) {
        for (const std::uint32_t counter : kCounters) {
            CAPTURE(size.width, size.height, counter);
            const Picture gray = pictureOf(counter, size, PixelFormat::Grayscale);
            const Picture rgb565 = pictureOf(counter, size, PixelFormat::Rgb565);
            CHECK(readFrameCounter(gray.pixels, size.width, size.height) == counter);
            CHECK(readFrameCounter(gray.pixels, size.width, size.height, gray.format) == counter);
            CHECK(readFrameCounter(rgb565.pixels, size.width, size.height, rgb565.format) ==
                  counter);
        }
    }
}

TEST_CASE("The counter survives JPEG of quality 50", "[scene]")
{
    for (const FrameSize size : kSizes) {
        for (const PixelFormat format : {PixelFormat::Grayscale, PixelFormat::Rgb565}) {
            CAPTURE(size.width, size.height, int(format));
            Picture picture = pictureOf(0xA5C33C5A, size, format);
            const auto file = encodeJpeg(picture.canvas(), 50);
            REQUIRE(file);
            auto back = decodePicture(*file);
            REQUIRE(back);
            const auto rgb = toRgbBytes(back->canvas());
            CHECK(readFrameCounter(rgb, size.width, size.height) == 0xA5C33C5A);
        }
    }
}

TEST_CASE("A picture without a counter, or with a damaged one, has none", "[scene]")
{
    std::vector<std::uint8_t> gray(320 * 240, 128);
    CHECK_FALSE(readFrameCounter(gray, 320, 240));
    CHECK_FALSE(readFrameCounter(gray, 320, 241));
    gray = renderFrame(1, 77, 320, 240, PixelFormat::Grayscale);
    // One cell of the low half, 16 pixels wide and 12 high.
    for (unsigned y = 0; y < 12; ++y)
        for (unsigned x = 16 * 10; x < 16 * 11; ++x)
            gray[y * 320 + x] = static_cast<std::uint8_t>(255 - gray[y * 320 + x]);
    CHECK_FALSE(readFrameCounter(gray, 320, 240));
}

TEST_CASE("The truth says where the shapes are", "[scene]")
{
    std::string problem;
    const auto scene = makeScene("synthetic", 4, problem);
    for (const std::uint32_t frame : {0u, 250u, 4000000000u}) {
        const auto truth = nlohmann::json::parse(scene->truth(frame));
        CHECK(truth.at("kind") == "synthetic");
        CHECK(truth.at("frame") == frame);
        CHECK(truth.at("tag").at("corners").size() == 4);
        RgbFrame out{640, 480, {}};
        scene->render(frame, {}, out);
        // Shapes are drawn in order: only the last is never covered.
        const auto& shape = truth.at("shapes").back();
        const auto box = shape.at("box").get<std::array<double, 4>>();
        const auto color = shape.at("color").get<std::array<int, 3>>();
        const auto x = static_cast<std::size_t>((box[0] + box[2] / 2) * 640);
        const auto y = static_cast<std::size_t>((box[1] + box[3] / 2) * 480);
        for (std::size_t channel = 0; channel < 3; ++channel)
            CHECK(int(out.pixels[(y * 640 + x) * 3 + channel]) == color[channel]);
    }
}

TEST_CASE("The synthetic tag is square in pictures of either proportions", "[scene]")
{
    for (const double aspect : {4.0 / 3, 1.6}) {
        std::string problem;
        const auto scene = makeScene("synthetic", 4, problem, {}, aspect);
        const auto tag = nlohmann::json::parse(scene->truth(7)).at("tag");
        const auto corners = tag.at("corners").get<std::vector<std::array<double, 2>>>();
        const double width = (corners[1][0] - corners[0][0]) * aspect;
        CHECK(std::abs(width - (corners[3][1] - corners[0][1])) < 1e-4);
    }
}

TEST_CASE("A view shows its part of the scene", "[scene]")
{
    const RgbFrame whole = rendered(5, 30, 640, 480);
    const RgbFrame part = rendered(5, 30, 320, 240, {500000, 500000, 500000, 500000});
    bool equal = true;
    for (std::size_t y = 60; y < 240; ++y)
        for (std::size_t x = 0; x < 320 * 3; ++x)
            equal = equal &&
                part.pixels[y * 320 * 3 + x] == whole.pixels[(y + 240) * 640 * 3 + 960 + x];
    CHECK(equal);
}

TEST_CASE("Raw formats hold the scene's colours", "[scene]")
{
    const RgbFrame rgb = rendered(3, 8, 64, 48);
    const auto bayer = renderFrame(3, 8, 64, 48, PixelFormat::BayerBggr);
    const auto rggb = renderFrame(3, 8, 64, 48, PixelFormat::BayerRggb);
    REQUIRE(bayer.size() == 64 * 48);
    const std::size_t at = 40 * 64 + 10;
    CHECK(bayer[at] == rgb.pixels[at * 3 + 2]);
    CHECK(bayer[at + 1] == rgb.pixels[(at + 1) * 3 + 1]);
    CHECK(bayer[at + 64] == rgb.pixels[(at + 64) * 3 + 1]);
    CHECK(bayer[at + 65] == rgb.pixels[(at + 65) * 3]);
    CHECK(rggb[at] == rgb.pixels[at * 3]);
    const auto yuv = renderFrame(3, 8, 64, 48, PixelFormat::Yuv422);
    const auto yvu = renderFrame(3, 8, 64, 48, PixelFormat::Yvu422);
    CHECK(yuv[2 * at] == yvu[2 * at]);
    CHECK(yuv.size() == 64 * 48 * 2);
    CHECK(renderFrame(3, 8, 64, 48, PixelFormat::Jpeg).empty());
}

TEST_CASE("A scene that cannot be opened says why", "[scene]")
{
    for (const std::string spec : {"image:/nowhere/x.png", "folder:/nowhere", "video:/nowhere.mp4",
                                   "webcam:77", "webcam:x", "image:", "circus", "circus:3"}) {
        CAPTURE(spec);
        std::string problem;
        CHECK_FALSE(makeScene(spec, 1, problem));
        CHECK_FALSE(problem.empty());
    }
}

TEST_CASE("A video begins again at its end", "[scene]")
{
    const omv::test::TempDirectory folder;
    const std::string film = folder / "film.avi";
    writeFilm(film, {kLight, kDark, kDark});
    CHECK(shown("video:" + film, 8) == std::vector{1, 0, 0, 1, 0, 0, 1, 0});
}

TEST_CASE("A video of one still picture stays", "[scene]")
{
    const omv::test::TempDirectory folder;
    const std::string film = folder / "film.avi";
    writeFilm(film, {kLight});
    CHECK(shown("video:" + film, 4) == std::vector(4, 1));

    const std::string still = folder / "still.jpg";
    {
        std::ofstream out(still, std::ios::binary);
        append(out, grayJpeg(kLight));
    }
    CHECK(shown("video:" + still, 4) == std::vector(4, 1));
}

TEST_CASE("A folder whose pictures are all damaged is refused", "[scene]")
{
    const omv::test::TempDirectory folder;
    omv::test::writeText(folder / "a.png", "\x89PNG\r\n\x1a\nno more");
    std::string problem;
    CHECK_FALSE(makeScene("folder:" + folder.path(), 1, problem));
    CHECK(problem.find("damaged") != std::string::npos);
}
