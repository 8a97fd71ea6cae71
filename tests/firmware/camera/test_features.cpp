// SPDX-License-Identifier: MIT
#include "firmware/camera/codecs.h"
#include "firmware/camera/displacement.h"
#include "firmware/camera/gif_writer.h"
#include "firmware/camera/haar.h"
#include "firmware/camera/image_stream.h"
#include "firmware/camera/keypoints.h"
#include "firmware/camera/mjpeg_writer.h"
#include "firmware/camera/template.h"
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include <opencv2/videoio.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <unistd.h>

using namespace omv::firmware;
using Drawing = omv::test::Picture;

namespace {

using Bytes = std::vector<std::uint8_t>;

void append(Bytes& out, int value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

/// One stage with one stump: the left half of a window of 8 x 8 brighter than the right one.
Bytes edgeCascade()
{
    Bytes out;
    for (const int number : {8, 8, 1})
        append(out, number, 4);
    append(out, 1, 4);  // features, filled up
    append(out, 128, 2);  // half of what the stump gives when it holds
    append(out, 1000, 2);
    append(out, -256, 2);
    append(out, 256, 2);
    append(out, 2, 1);
    append(out, 1, 1);
    append(out, -1, 1);
    for (const int number : {0, 0, 3, 7, 4, 0, 3, 7})
        append(out, number, 1);
    return out;
}

Drawing noisePicture(int width, int height, unsigned seed)
{
    Drawing picture(width, height, PixelFormat::Grayscale);
    std::mt19937 random(seed);
    for (int y = 0; y < height; y += 4)
        for (int x = 0; x < width; x += 4)
            picture.fill({x, y, 4, 4}, random() & 255);
    return picture;
}

/// Reads a film by another library's means: size and mean level of each frame.
std::vector<std::array<int, 3>> film(const std::string& name, const Bytes& bytes)
{
    const auto path =
        std::filesystem::temp_directory_path() / ("omv-" + std::to_string(::getpid()) + "-" + name);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    std::vector<std::array<int, 3>> frames;
    cv::VideoCapture reader(path.string(), cv::CAP_FFMPEG);
    for (cv::Mat frame; reader.read(frame) && frames.size() < 100;)
        frames.push_back(
            {frame.cols, frame.rows, static_cast<int>(std::lround(cv::mean(frame)[1]))});
    std::filesystem::remove(path);
    return frames;
}

}  // namespace

TEST_CASE("A cascade is read as its file says, and nothing of a file that is cut off")
{
    const Bytes file = edgeCascade();
    const auto cascade = parseCascade(file);
    REQUIRE(cascade);
    CHECK(cascade->width == 8);
    CHECK(cascade->height == 8);
    REQUIRE(cascade->stages.size() == 1);
    CHECK(cascade->stages[0].threshold == 128);
    REQUIRE(cascade->features.size() == 1);
    CHECK(cascade->features[0].threshold == 1000);
    CHECK(cascade->features[0].below == -256);
    CHECK(cascade->features[0].above == 256);
    REQUIRE(cascade->rectangles.size() == 2);
    CHECK(cascade->rectangles[1].x == 4);
    CHECK(cascade->rectangles[1].weight == -1);
    for (std::size_t size = 0; size < file.size(); ++size)
        CHECK_FALSE(parseCascade(omv::protocol::Bytes(file).first(size)));
    Bytes huge = file;
    huge[3] = 0x7F;
    CHECK_FALSE(parseCascade(huge));
}

TEST_CASE("A cascade finds what it describes, at the size at which it is there")
{
    const auto cascade = parseCascade(edgeCascade());
    REQUIRE(cascade);
    // The window fits nowhere else: 9 x 9 pixels hold it in one place.
    Drawing picture(9, 9, PixelFormat::Grayscale);
    picture.fill({0, 0, 5, 9}, 255);
    const std::vector<Rect> found = findFeatures(picture.canvas(), {0, 0, 9, 9}, *cascade, {});
    REQUIRE(found.size() == 1);
    CHECK(found[0] == Rect{0, 0, 8, 8});
    Drawing mirrored(9, 9, PixelFormat::Grayscale);
    mirrored.fill({5, 0, 4, 9}, 255);
    CHECK(findFeatures(mirrored.canvas(), {0, 0, 9, 9}, *cascade, {}).empty());
    // Without contrast it does not look.
    Drawing pale(9, 9, PixelFormat::Grayscale);
    pale.fill({0, 0, 9, 9}, 100).fill({0, 0, 5, 9}, 150);
    CHECK(findFeatures(pale.canvas(), {0, 0, 9, 9}, *cascade, {}).empty());
}

TEST_CASE("Damaged numbers in a cascade lead nowhere outside of the picture")
{
    const Bytes file = edgeCascade();
    const Drawing picture = noisePicture(32, 24, 3);
    for (std::size_t at = 0; at < file.size(); ++at) {
        for (const int value : {0, 1, 127, 128, 255}) {
            Bytes damaged = file;
            damaged[at] = static_cast<std::uint8_t>(value);
            const auto cascade = parseCascade(damaged);
            if (!cascade)
                continue;
            for (const Rect& rect : findFeatures(picture.canvas(), {0, 0, 32, 24}, *cascade, {}))
                CHECK(intersection(rect, {0, 0, 32, 24}) != Rect{});
        }
    }
}

TEST_CASE("Phase correlation measures how far a part of a scene moved")
{
    const Drawing scene = noisePicture(128, 128, 1);
    for (const Point shift : {Point{0, 0}, Point{3, 0}, Point{-4, 6}, Point{9, -7}}) {
        CAPTURE(shift.x, shift.y);
        const Displacement d =
            findDisplacement(scene.canvas(), {32 - shift.x, 32 - shift.y, 64, 64}, scene.canvas(),
                             {32, 32, 64, 64}, DisplacementMode::Translation);
        CHECK(d.x == Approx(shift.x).margin(0.5));
        CHECK(d.y == Approx(-shift.y).margin(0.5));
        CHECK(d.response > 0.3f);
    }
}

TEST_CASE("Displacement takes regions of every size")
{
    const Drawing scene = noisePicture(40, 40, 5);
    for (const Size size : {Size{1, 1}, Size{1, 7}, Size{2, 2}, Size{3, 40}, Size{40, 3}}) {
        CAPTURE(size.width, size.height);
        const Rect roi{0, 0, size.width, size.height};
        for (const auto mode :
             {DisplacementMode::Translation, DisplacementMode::LogPolar, DisplacementMode::Fixed}) {
            const Displacement d = findDisplacement(scene.canvas(), roi, scene.canvas(), roi, mode);
            CHECK(std::isfinite(d.x + d.y + d.rotation + d.scale + d.response));
        }
    }
}

TEST_CASE("Rotation and scale are measured around the middle")
{
    const Drawing scene = noisePicture(256, 256, 6);
    Drawing reference(128, 128, PixelFormat::Grayscale);
    Drawing larger(128, 128, PixelFormat::Grayscale);
    Drawing turned(128, 128, PixelFormat::Grayscale);
    const double angle = 0.3;
    for (int y = 0; y < 128; ++y) {
        for (int x = 0; x < 128; ++x) {
            const auto at = [&](double dx, double dy) {
                return pixel(scene.canvas(), 128 + static_cast<int>(std::lround(dx)),
                             128 + static_cast<int>(std::lround(dy)));
            };
            const int dx = x - 64;
            const int dy = y - 64;
            setPixel(reference.canvas(), x, y, at(dx, dy));
            setPixel(larger.canvas(), x, y, at(dx / 1.25, dy / 1.25));
            setPixel(turned.canvas(), x, y,
                     at(dx * std::cos(angle) - dy * std::sin(angle),
                        dx * std::sin(angle) + dy * std::cos(angle)));
        }
    }
    const Rect roi{0, 0, 128, 128};
    const auto measure = [&](const Drawing& picture) {
        return findDisplacement(picture.canvas(), roi, reference.canvas(), roi,
                                DisplacementMode::LogPolar);
    };
    // A larger picture has the logarithm of its scale below 1.
    CHECK(measure(larger).scale == Approx(1 - std::log(1.25)).margin(0.04));
    CHECK(std::abs(measure(larger).rotation) < 0.06f);
    CHECK(std::abs(measure(turned).rotation) == Approx(angle).margin(0.06));
    CHECK(measure(turned).scale == Approx(1).margin(0.04));
    // What is turned back fits again.
    const Displacement fixed =
        findDisplacement(turned.canvas(), roi, reference.canvas(), roi, DisplacementMode::Fixed);
    const Displacement plain = findDisplacement(turned.canvas(), roi, reference.canvas(), roi,
                                                DisplacementMode::Translation);
    CAPTURE(fixed.rotation, fixed.scale, fixed.x, fixed.y, fixed.response, plain.response);
    CHECK(std::abs(fixed.rotation) == Approx(angle).margin(0.1));
    CHECK(fixed.response > plain.response);
}

TEST_CASE("A template is found where it was cut out, and the roi keeps to its place")
{
    const Drawing scene = noisePicture(96, 64, 2);
    Drawing pattern(16, 12, PixelFormat::Grayscale);
    for (int y = 0; y < 12; ++y)
        for (int x = 0; x < 16; ++x)
            setPixel(pattern.canvas(), x, y, pixel(scene.canvas(), 41 + x, 23 + y));
    const auto match = matchTemplate(scene.canvas(), pattern.canvas(), {0, 0, 96, 64}, 1);
    REQUIRE(match);
    CHECK(match->place == Rect{41, 23, 16, 12});
    CHECK(match->correlation > 0.999);
    const auto exact = matchTemplate(scene.canvas(), pattern.canvas(), {41, 23, 16, 12}, 1);
    REQUIRE(exact);
    CHECK(exact->place == Rect{41, 23, 16, 12});
    const auto elsewhere = matchTemplate(scene.canvas(), pattern.canvas(), {0, 0, 40, 64}, 1);
    CHECK((!elsewhere || elsewhere->correlation < 0.8));
}

TEST_CASE("Descriptors survive their file")
{
    std::vector<Keypoint> points(3);
    points[1] = {10, 20, 30, 2, 345, {}};
    points[2].descriptor[31] = 0xA5;
    const Bytes file = descriptorFile(points);
    CHECK(file.size() == 8 + 3 * 42);
    const auto again = parseDescriptor(file);
    REQUIRE(again);
    CHECK(descriptorFile(*again) == file);
    for (std::size_t size = 0; size < file.size(); ++size)
        CHECK_FALSE(parseDescriptor(omv::protocol::Bytes(file).first(size)));
}

TEST_CASE("Matches are mutual and outliers can be left out")
{
    std::mt19937 random(1);
    std::vector<Keypoint> points(12);
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].x = static_cast<std::uint16_t>(40 + 2 * i);
        points[i].y = 50;
        for (auto& byte : points[i].descriptor)
            byte = static_cast<std::uint8_t>(random());
    }
    std::vector<Keypoint> turned(points.rbegin(), points.rend());
    for (auto& point : turned)
        point.angle = 30;
    turned[0].x = 600;
    const KeypointMatch match = matchKeypoints(points, turned, 85, false);
    REQUIRE(match.count == 12);
    for (const auto& [first, second] : match.pairs)
        CHECK(first + second == 11);
    CHECK(match.box == Rect{40, 50, 560, 0});
    const KeypointMatch filtered = matchKeypoints(points, turned, 85, true);
    CHECK(filtered.count == 11);
    CHECK(filtered.box == Rect{40, 50, 20, 0});
    CHECK(matchKeypoints(points, {}, 85, true).count == 0);
}

TEST_CASE("Few matches tell the turn of their angles")
{
    std::mt19937 random(2);
    std::vector<Keypoint> points(4);
    for (auto& point : points)
        for (auto& byte : point.descriptor)
            byte = static_cast<std::uint8_t>(random());
    points[0].angle = 345;
    std::vector<Keypoint> turned = points;
    // 345 + 30 is 15; to both sides alike.
    for (auto& point : turned)
        point.angle = static_cast<std::uint16_t>((point.angle + 30) % 360);
    CHECK(matchKeypoints(points, turned, 85, false).theta == 30);
    CHECK(matchKeypoints(turned, points, 85, false).theta == 30);
}

namespace {

/// Boxes of all sizes in a disc, turned clockwise around the middle.
Drawing turnedBoxes(double degrees, unsigned seed)
{
    constexpr int kSide = 240;
    Drawing boxes(kSide, kSide, PixelFormat::Grayscale);
    std::mt19937 random(seed);
    const auto upTo = [&](unsigned most) { return static_cast<int>(random() % most); };
    for (int i = 0; i < 160; ++i)
        boxes.fill({upTo(kSide), upTo(kSide), 6 + upTo(17), 6 + upTo(13)}, random() & 255);
    Drawing out(kSide, kSide, PixelFormat::Grayscale);
    const double c = std::cos(degrees * 3.14159265 / 180);
    const double s = std::sin(degrees * 3.14159265 / 180);
    const double middle = (kSide - 1) / 2.0;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double dx = x - middle;
            const double dy = y - middle;
            const double u = dx * c + dy * s + middle;
            const double v = dy * c - dx * s + middle;
            if (u < 0 || v < 0 || u >= kSide - 1 || v >= kSide - 1)
                continue;
            const int i = static_cast<int>(u);
            const int j = static_cast<int>(v);
            const auto at = [&](int a, int b) { return double(pixel(boxes.canvas(), a, b)); };
            const double level = (j + 1 - v) * ((i + 1 - u) * at(i, j) + (u - i) * at(i + 1, j)) +
                (v - j) * ((i + 1 - u) * at(i, j + 1) + (u - i) * at(i + 1, j + 1));
            setPixel(out.canvas(), x, y, static_cast<std::uint32_t>(std::lround(level)));
        }
    }
    return out;
}

}  // namespace

TEST_CASE("Matches tell how far a picture was turned, by whole degrees")
{
    const Rect roi{0, 0, 240, 240};
    const KeypointSearch search{.threshold = 15, .normalized = true, .most = 150};
    const auto known = findKeypoints(turnedBoxes(0, 3).canvas(), roi, search);
    REQUIRE(known.size() > 50);
    for (int turn = -180; turn <= 180; turn += 9) {
        const auto seen = findKeypoints(turnedBoxes(turn, 3).canvas(), roi, search);
        const KeypointMatch match = matchKeypoints(known, seen, 85, false);
        CAPTURE(turn, match.count, match.theta);
        CHECK(match.count > 15);
        CHECK(std::abs(match.theta - std::abs(turn)) <= 2);
    }
}

TEST_CASE("A GIF of ours is read by another library")
{
    Drawing bright(50, 40, PixelFormat::Grayscale);
    bright.fill({0, 0, 50, 40}, 200);
    Bytes file = gifHeader(50, 40, false, true);
    const Drawing dark(50, 40, PixelFormat::Grayscale);
    for (const Canvas& frame : {dark.canvas(), bright.canvas()}) {
        const Bytes bytes = gifFrame(frame, 20);
        file.insert(file.end(), bytes.begin(), bytes.end());
    }
    file.push_back(kGifTrailer);
    const auto frames = film("a.gif", file);
    REQUIRE(frames.size() == 2);
    CHECK(frames[0] == std::array<int, 3>{50, 40, 0});
    CHECK(frames[1][2] == Approx(200).margin(3));
}

TEST_CASE("A film of ours is read by another library, at the rate that it tells")
{
    Drawing bright(64, 48, PixelFormat::Grayscale);
    bright.fill({0, 0, 64, 48}, 180);
    AviState state;
    state.width = 64;
    state.height = 48;
    state.frameUs = 40000;
    Bytes frames;
    for (int i = 0; i < 3; ++i) {
        const auto jpeg = encodeJpeg(bright.canvas(), 90 - 10 * i);
        REQUIRE(jpeg);
        const Bytes chunk = aviFrame(*jpeg);
        CHECK(chunk.size() % 4 == 0);
        frames.insert(frames.end(), chunk.begin(), chunk.end());
        ++state.frames;
        state.bytes += static_cast<std::uint32_t>(chunk.size() - 8);
    }
    const auto header = aviHeader(state);
    Bytes file(header.begin(), header.end());
    file.insert(file.end(), frames.begin(), frames.end());
    const auto seen = film("a.avi", file);
    REQUIRE(seen.size() == 3);
    for (const auto& frame : seen) {
        CHECK(frame[0] == 64);
        CHECK(frame[1] == 48);
        CHECK(frame[2] == Approx(180).margin(4));
    }
}

TEST_CASE("Headers of image streams: what is written is read, nonsense is not")
{
    const auto magic = streamMagic();
    CHECK(streamVersion(magic) == 20);
    auto newer = magic;
    newer[15] = '1';
    CHECK(streamVersion(newer) == 21);
    CHECK_FALSE(isKnownVersion(21));
    newer[0] = 'o';
    CHECK_FALSE(streamVersion(newer));
    const StreamFrame frame{7, 33, 2, PixelFormat::Binary, 16};
    const auto again = parseFrameHeader(frameHeader(frame), StreamVersion::V2_0);
    REQUIRE(again);
    CHECK(again->elapsedMs == 7);
    CHECK(again->size == 16);
    CHECK_FALSE(
        parseFrameHeader(frameHeader({0, 0, 2, PixelFormat::Binary, 1}), StreamVersion::V2_0));
    CHECK_FALSE(
        parseFrameHeader(frameHeader({0, 4, 2, PixelFormat::Invalid, 1}), StreamVersion::V2_0));
    CHECK_FALSE(
        parseFrameHeader(frameHeader({0, 4, 2, PixelFormat::Jpeg, 0}), StreamVersion::V2_0));
    CHECK(framePadding(16) == 0);
    CHECK(framePadding(17) == 15);
}
