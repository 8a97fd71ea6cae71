// SPDX-License-Identifier: MIT
#include "firmware/camera/blobs.h"

#include "firmware/camera/color.h"
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>

using namespace omv::firmware;
using omv::test::Picture;

namespace {

using Corners = std::array<Point, 4>;

Picture gray(int width = 100, int height = 80)
{
    return Picture(width, height, PixelFormat::Grayscale);
}

ColorThreshold grayRange(int lo, int hi)
{
    return makeThreshold(std::vector{lo, hi}, PixelFormat::Grayscale);
}

BlobOptions bright()
{
    return {.thresholds = {grayRange(128, 255)}};
}

/// As text, so that a failed comparison shows all of it.
std::string boxes(const std::vector<Blob>& blobs)
{
    std::string out;
    for (const Blob& b : blobs) {
        out += std::to_string(b.x) + ',' + std::to_string(b.y) + ' ' + std::to_string(b.w) + 'x' +
            std::to_string(b.h) + "; ";
    }
    return out;
}

Blob onlyBlob(const Picture& picture, const BlobOptions& options)
{
    const std::vector<Blob> blobs = findBlobs(picture.canvas(), options);
    REQUIRE(blobs.size() == 1);
    return blobs.front();
}

int near(const Point& a, const Point& b)
{
    return std::max(std::abs(a.x - b.x), std::abs(a.y - b.y));
}

}  // namespace

TEST_CASE("A rectangle is measured exactly")
{
    const Blob b = onlyBlob(gray().fill({10, 20, 31, 11}, 255), bright());
    CHECK(boxes({b}) == "10,20 31x11; ");
    CHECK(b.pixels == 341);
    CHECK(b.area == 341);
    CHECK(b.density == 1);
    CHECK(b.cx == 25);
    CHECK(b.cy == 25);
    CHECK(b.cxf == 25);
    CHECK(b.cyf == 25);
    CHECK(b.code == 1);
    CHECK(b.count == 1);
    CHECK(b.rotation == 0);
    CHECK(b.perimeter == 80);
    CHECK(b.compactness == Approx(4 * std::numbers::pi * 341 / 6400));
    // Moments of n pixels in a row: (n * n - 1) / 12.
    CHECK(b.roundness == Approx(120.0 / 960));
    CHECK(b.elongation == Approx(1 - 120.0 / 960));
    CHECK(b.corners == Corners{{{10, 20}, {40, 20}, {40, 30}, {10, 30}}});
    CHECK(b.minCorners == b.corners);
    CHECK(b.xHistBins.empty());
    CHECK(b.yHistBins.empty());
}

TEST_CASE("A centroid between two pixels is rounded up, and exact in the fraction")
{
    const Blob b = onlyBlob(gray().fill({10, 20, 4, 4}, 255), bright());
    CHECK(b.cxf == 11.5);
    CHECK(b.cx == 12);
    CHECK(b.roundness == 1);
    CHECK(b.rotation == 0);
}

TEST_CASE("An upright bar is turned by a quarter turn")
{
    const Blob b = onlyBlob(gray().fill({3, 5, 4, 40}, 255), bright());
    CHECK(b.rotation == Approx(std::numbers::pi / 2));
}

TEST_CASE("A slanting bar gives its angle and its corners")
{
    const double degrees = GENERATE(20.0, 45.0, 70.0, 110.0, 135.0, 160.0);
    const double angle = degrees * std::numbers::pi / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    Picture picture = gray(200, 200);
    picture.fillWhere(
        [&](int x, int y) {
            const double along = (x - 100) * c + (y - 100) * s;
            const double across = (y - 100) * c - (x - 100) * s;
            return std::abs(along) <= 60 && std::abs(across) <= 10;
        },
        255);
    const Blob b = onlyBlob(picture, bright());
    CHECK(b.rotation == Approx(angle).margin(0.01));
    CHECK(b.cxf == Approx(100).margin(0.01));
    CHECK(b.roundness == Approx(1.0 / 36).margin(0.004));
    CHECK(b.elongation == 1 - b.roundness);
    CHECK(b.density < 0.9);
    for (const double end : {-60.0, 60.0}) {
        for (const double side : {-10.0, 10.0}) {
            const Point wanted{static_cast<int>(std::lround(100 + end * c - side * s)),
                               static_cast<int>(std::lround(100 + end * s + side * c))};
            const auto isNear = [&](const Point& p) { return near(p, wanted) <= 2; };
            CHECK(std::any_of(b.minCorners.begin(), b.minCorners.end(), isNear));
        }
    }
}

TEST_CASE("A square on its tip has its four tips as corners, clockwise")
{
    Picture picture = gray();
    picture.fillWhere([](int x, int y) { return std::abs(x - 40) + std::abs(y - 30) <= 20; }, 255);
    const Blob b = onlyBlob(picture, bright());
    CHECK(b.corners == Corners{{{40, 10}, {60, 30}, {40, 50}, {20, 30}}});
    CHECK(b.minCorners == b.corners);
    CHECK(b.pixels == 841);
}

TEST_CASE("A ring counts its inner edge and leaves its hole out")
{
    Picture picture = gray();
    picture.fill({10, 10, 30, 30}, 255).fill({20, 20, 10, 10}, 0);
    const Blob b = onlyBlob(picture, bright());
    CHECK(b.pixels == 800);
    CHECK(b.area == 900);
    CHECK(b.density == Approx(8.0 / 9));
    CHECK(b.cxf == 24.5);
    CHECK(b.roundness == 1);
    // Outside 4 * 29; inside the 10 pixels along each side (corners do not touch).
    CHECK(b.perimeter == 116 + 40);
}

TEST_CASE("A patch that fills the picture has the picture's edge as its perimeter")
{
    const Blob b = onlyBlob(gray(10, 10).fill({0, 0, 10, 10}, 255), bright());
    CHECK(b.perimeter == 36);
}

TEST_CASE("A disc is round and compact, a line is neither")
{
    Picture picture = gray();
    picture.fillWhere([](int x, int y) { return (x - 50) * (x - 50) + (y - 40) * (y - 40) <= 900; },
                      255);
    const Blob disc = onlyBlob(picture, bright());
    CHECK(disc.roundness == Approx(1));
    CHECK(disc.density == Approx(std::numbers::pi / 4).margin(0.03));
    const Blob line = onlyBlob(gray().fill({5, 5, 60, 1}, 255), bright());
    CHECK(line.roundness == 0);
    CHECK(line.elongation == 1);
    CHECK(line.minCorners[0] == Point{5, 5});
    CHECK(near(line.minCorners[2], {64, 5}) == 0);
}

TEST_CASE("A single pixel is a blob when the thresholds allow it")
{
    BlobOptions options = bright();
    options.areaThreshold = 0;
    options.pixelsThreshold = 0;
    const Blob b = onlyBlob(gray().fill({6, 4, 1, 1}, 200), options);
    CHECK(boxes({b}) == "6,4 1x1; ");
    CHECK(b.roundness == 0);
    CHECK(b.perimeter == 1);
    CHECK(b.corners == Corners{{{6, 4}, {6, 4}, {6, 4}, {6, 4}}});
    CHECK(b.minCorners == b.corners);
}

TEST_CASE("Shapes that share an edge are one blob, shapes that share a corner are two")
{
    const Picture edge = gray().fill({10, 10, 10, 10}, 255).fill({20, 15, 10, 10}, 200);
    CHECK(boxes(findBlobs(edge.canvas(), bright())) == "10,10 20x15; ");
    const Picture corner = gray().fill({10, 10, 10, 10}, 255).fill({20, 20, 10, 10}, 200);
    CHECK(boxes(findBlobs(corner.canvas(), bright())) == "10,10 10x10; 20,20 10x10; ");
}

TEST_CASE("A U is one blob although it begins with two arms")
{
    const Blob b = onlyBlob(
        gray().fill({10, 10, 5, 30}, 255).fill({30, 10, 5, 30}, 255).fill({10, 35, 25, 5}, 255),
        bright());
    CHECK(b.pixels == 5 * 30 * 2 + 15 * 5);
    CHECK(boxes({b}) == "10,10 25x30; ");
    CHECK(b.corners == Corners{{{10, 10}, {34, 10}, {34, 39}, {10, 39}}});
}

TEST_CASE("Two colours are told apart by their code")
{
    Picture picture(80, 60, PixelFormat::Rgb565);
    picture.fill({5, 5, 20, 20}, rgb565(0, 255, 0)).fill({40, 30, 10, 20}, rgb565(255, 0, 0));
    const std::vector red{20, 100, 40, 127, 20, 127};
    const std::vector green{30, 100, -128, -40, 20, 127};
    const BlobOptions options{.thresholds = {makeThreshold(red, PixelFormat::Rgb565),
                                             makeThreshold(green, PixelFormat::Rgb565)}};
    const std::vector<Blob> blobs = findBlobs(picture.canvas(), options);
    CHECK(boxes(blobs) == "40,30 10x20; 5,5 20x20; ");
    REQUIRE(blobs.size() == 2);
    CHECK(blobs[0].code == 1);
    CHECK(blobs[1].code == 2);
}

TEST_CASE("A pixel belongs to the first threshold only")
{
    BlobOptions options = bright();
    options.thresholds.push_back(grayRange(50, 255));
    const Picture picture = gray().fill({0, 0, 40, 10}, 100).fill({10, 0, 10, 10}, 200);
    const std::vector<Blob> blobs = findBlobs(picture.canvas(), options);
    CHECK(boxes(blobs) == "10,0 10x10; 0,0 10x10; 20,0 20x10; ");
}

TEST_CASE("Merging joins overlapping boxes and combines what was measured")
{
    // An L and a square in its bend: the boxes overlap, the shapes do not touch.
    Picture picture = gray();
    picture.fill({10, 10, 5, 40}, 255).fill({10, 45, 40, 5}, 255).fill({30, 20, 10, 10}, 100);
    BlobOptions options{.thresholds = {grayRange(200, 255), grayRange(90, 110)}};
    REQUIRE(findBlobs(picture.canvas(), options).size() == 2);
    options.merge = true;
    options.xHistBinsMax = 8;
    options.yHistBinsMax = 4;
    const Blob b = onlyBlob(picture, options);
    CHECK(boxes({b}) == "10,10 40x40; ");
    CHECK(b.code == 3);
    CHECK(b.count == 2);
    CHECK(b.pixels == 375 + 100);
    CHECK(b.cxf == Approx((200 * 12.0 + 175 * 32.0 + 100 * 34.5) / 475));
    CHECK(b.cyf == Approx((200 * 29.5 + 175 * 47.0 + 100 * 24.5) / 475));
    // The L less its inner pixels (3 x 38, 4 and 34 x 3), and the square.
    CHECK(b.perimeter == 375 - 220 + 36);
    CHECK(b.xHistBins == std::vector{200, 25, 25, 25, 75, 75, 25, 25});
    CHECK(b.yHistBins == std::vector{50, 150, 50, 225});
    CHECK(b.corners == Corners{{{10, 10}, {39, 20}, {49, 49}, {10, 49}}});
}

TEST_CASE("Merged parts have the shape that they would have in one piece")
{
    Picture apart = gray();
    apart.fill({10, 10, 12, 8}, 255).fill({22, 13, 15, 20}, 100);
    Picture whole = gray();
    whole.fill({10, 10, 12, 8}, 255).fill({22, 13, 15, 20}, 255);
    const BlobOptions parts{
        .thresholds = {grayRange(200, 255), grayRange(90, 110)}, .merge = true, .margin = 1};
    const Blob a = onlyBlob(apart, parts);
    const Blob b = onlyBlob(whole, bright());
    CHECK(a.count == 2);
    CHECK(a.rotation == Approx(b.rotation));
    CHECK(a.roundness == Approx(b.roundness));
    CHECK(a.cxf == Approx(b.cxf));
    CHECK(a.corners == b.corners);
    CHECK(a.minCorners == b.minCorners);
}

TEST_CASE("The margin says how far apart boxes still merge")
{
    // Three empty columns lie between the two; either may be the one found first.
    const int rightTop = GENERATE(9, 11);
    const Picture picture = gray().fill({10, 10, 10, 10}, 255).fill({23, rightTop, 10, 10}, 255);
    BlobOptions options = bright();
    options.merge = true;
    options.margin = 3;
    CHECK(findBlobs(picture.canvas(), options).size() == 2);
    options.margin = 4;
    CHECK(onlyBlob(picture, options).w == 23);
    options.merge = false;
    CHECK(findBlobs(picture.canvas(), options).size() == 2);
}

TEST_CASE("Boxes that only touch merge from a margin of one")
{
    const Picture picture = gray().fill({10, 10, 10, 10}, 255).fill({20, 20, 10, 10}, 255);
    BlobOptions options = bright();
    options.merge = true;
    CHECK(findBlobs(picture.canvas(), options).size() == 2);
    options.margin = 1;
    CHECK(findBlobs(picture.canvas(), options).size() == 1);
}

TEST_CASE("A negative margin asks for more overlap")
{
    // A frame open to the right and a bar that enters it by four columns.
    Picture picture = gray();
    picture.fill({10, 10, 4, 30}, 255).fill({10, 10, 30, 4}, 255).fill({10, 36, 30, 4}, 255);
    picture.fill({36, 20, 20, 10}, 255);
    BlobOptions options = bright();
    options.merge = true;
    options.margin = -3;
    CHECK(findBlobs(picture.canvas(), options).size() == 1);
    options.margin = -4;
    CHECK(findBlobs(picture.canvas(), options).size() == 2);
}

TEST_CASE("Merging goes on until no boxes overlap")
{
    // The last one brings the first two together.
    Picture picture = gray();
    picture.fill({10, 10, 10, 10}, 255).fill({40, 10, 10, 10}, 255).fill({70, 60, 10, 10}, 255);
    picture.fill({5, 25, 50, 4}, 255);
    BlobOptions options = bright();
    options.merge = true;
    options.margin = 6;
    const std::vector<Blob> blobs = findBlobs(picture.canvas(), options);
    CHECK(boxes(blobs) == "5,10 50x19; 70,60 10x10; ");
    CHECK(blobs.front().count == 3);
}

TEST_CASE("Small patches are dropped before merging")
{
    const Picture picture = gray().fill({10, 10, 3, 3}, 255).fill({14, 10, 3, 3}, 255);
    BlobOptions options = bright();
    options.merge = true;
    options.margin = 5;
    CHECK(findBlobs(picture.canvas(), options).empty());
    options.areaThreshold = 9;
    options.pixelsThreshold = 9;
    CHECK(findBlobs(picture.canvas(), options).size() == 1);
    options.pixelsThreshold = 10;
    CHECK(findBlobs(picture.canvas(), options).empty());
    options = bright();
    options.pixelsThreshold = 9;
    CHECK(findBlobs(picture.canvas(), options).empty());
}

TEST_CASE("Strides say where patches are looked for, not how they are measured")
{
    const Picture picture = gray().fill({3, 3, 5, 5}, 255).fill({40, 40, 30, 30}, 255);
    BlobOptions options = bright();
    options.xStride = 16;
    options.yStride = 16;
    CHECK(boxes(findBlobs(picture.canvas(), options)) == "40,40 30x30; ");
    options.xStride = 1;
    options.yStride = 1;
    CHECK(findBlobs(picture.canvas(), options).size() == 2);
    options.xStride = 0;
    options.yStride = 2147483647;
    CHECK(boxes(findBlobs(picture.canvas(), options)).empty());
}

TEST_CASE("Staggered rows find upright lines at every column")
{
    for (int x = 0; x < 6; ++x) {
        const Blob b = onlyBlob(gray(20, 30).fill({x, 5, 1, 20}, 255), bright());
        CHECK(boxes({b}) == std::to_string(x) + ",5 1x20; ");
    }
}

TEST_CASE("A roi cuts patches and keeps the picture's coordinates")
{
    const Picture picture = gray().fill({10, 10, 30, 30}, 255);
    BlobOptions options = bright();
    options.roi = {20, 25, 100, 100};
    options.xHistBinsMax = 2;
    const Blob b = onlyBlob(picture, options);
    CHECK(boxes({b}) == "20,25 20x15; ");
    CHECK(b.pixels == 300);
    CHECK(b.cxf == 29.5);
    CHECK(b.corners[0] == Point{20, 25});
    CHECK(b.minCorners[2] == Point{39, 39});
    CHECK(b.perimeter == 66);
    CHECK(b.xHistBins == std::vector{150, 150});
    options.roi = {-5, -5, 20, 20};
    CHECK(boxes(findBlobs(picture.canvas(), options)) == "10,10 5x5; ");
    options.roi = {100, 0, 10, 10};
    CHECK(findBlobs(picture.canvas(), options).empty());
}

TEST_CASE("Swapped ends of a threshold are put in order and missing ones filled in")
{
    CHECK(grayRange(200, 100) == grayRange(100, 200));
    CHECK(makeThreshold({}, PixelFormat::Grayscale).l == ValueRange{0, 255});
    CHECK(makeThreshold({}, PixelFormat::Binary).l == ValueRange{0, 1});
    const ColorThreshold partial =
        makeThreshold(std::vector{50, 30, 10, -10, 7}, PixelFormat::Rgb565);
    CHECK(partial == ColorThreshold{{30, 50}, {-10, 10}, {7, 127}});
    CHECK(makeThreshold({}, PixelFormat::Rgb565).l == ValueRange{0, 100});
    const Picture picture = gray().fill({10, 10, 10, 10}, 150);
    const BlobOptions swapped{.thresholds = {grayRange(200, 100)}};
    CHECK(findBlobs(picture.canvas(), swapped).size() == 1);
}

TEST_CASE("Both ends of a threshold belong to it")
{
    const Picture picture = gray().fill({10, 10, 10, 10}, 150);
    const auto found = [&](int lo, int hi) {
        return findBlobs(picture.canvas(), {.thresholds = {grayRange(lo, hi)}}).size();
    };
    CHECK(found(150, 150) == 1);
    CHECK(found(151, 255) == 0);
    CHECK(found(100, 149) == 0);
}

TEST_CASE("Inverting looks for what lies outside of the threshold")
{
    BlobOptions options = bright();
    options.invert = true;
    const Blob b = onlyBlob(gray().fill({0, 0, 100, 80}, 255).fill({10, 20, 5, 6}, 3), options);
    CHECK(boxes({b}) == "10,20 5x6; ");
}

TEST_CASE("Blobs of a binary picture are found across its words")
{
    Picture picture(70, 20, PixelFormat::Binary);
    picture.fill({30, 5, 36, 10}, 1);
    const std::vector one{1, 1};
    const Blob b = onlyBlob(picture, {.thresholds = {makeThreshold(one, PixelFormat::Binary)}});
    CHECK(boxes({b}) == "30,5 36x10; ");
    CHECK(b.pixels == 360);
}

TEST_CASE("Projections have at most the bins wanted and hold every pixel")
{
    BlobOptions options = bright();
    options.xHistBinsMax = 4;
    options.yHistBinsMax = 100;
    const Blob b = onlyBlob(gray().fill({10, 10, 10, 3}, 255).fill({10, 13, 2, 3}, 255), options);
    CHECK(b.xHistBins == std::vector{15, 6, 9, 6});
    CHECK(b.yHistBins == std::vector{10, 10, 10, 2, 2, 2});
}

TEST_CASE("The threshold callback sees each large patch and may drop it")
{
    const Picture picture =
        gray().fill({10, 10, 10, 10}, 255).fill({40, 10, 20, 10}, 255).fill({80, 10, 2, 2}, 255);
    BlobOptions options = bright();
    std::vector<Blob> seen;
    options.thresholdCallback = [&](const Blob& blob) {
        seen.push_back(blob);
        return blob.w == 20;
    };
    CHECK(boxes(findBlobs(picture.canvas(), options)) == "40,10 20x10; ");
    CHECK(boxes(seen) == "10,10 10x10; 40,10 20x10; ");
    CHECK(seen.front().pixels == 100);
}

TEST_CASE("The merge callback may keep blobs apart")
{
    const Picture picture =
        gray().fill({10, 10, 10, 10}, 255).fill({21, 10, 10, 10}, 255).fill({32, 10, 12, 10}, 100);
    BlobOptions options{
        .thresholds = {grayRange(200, 255), grayRange(90, 110)}, .merge = true, .margin = 5};
    options.mergeCallback = [](const Blob& a, const Blob& b) { return a.code == b.code; };
    const std::vector<Blob> blobs = findBlobs(picture.canvas(), options);
    CHECK(boxes(blobs) == "10,10 21x10; 32,10 12x10; ");
    options.mergeCallback = [](const Blob&, const Blob&) { return true; };
    CHECK(findBlobs(picture.canvas(), options).size() == 1);
}

TEST_CASE("The merge callback gets what has been merged so far, the earlier blob first")
{
    const Picture picture =
        gray().fill({10, 10, 10, 10}, 255).fill({21, 10, 10, 10}, 255).fill({32, 10, 12, 10}, 255);
    BlobOptions options = bright();
    options.merge = true;
    options.margin = 3;
    std::vector<Blob> seen;
    options.mergeCallback = [&](const Blob& a, const Blob& b) {
        seen.insert(seen.end(), {a, b});
        return true;
    };
    CHECK(findBlobs(picture.canvas(), options).size() == 1);
    CHECK(boxes(seen) == "10,10 10x10; 21,10 10x10; 10,10 21x10; 32,10 12x10; ");
}

TEST_CASE("Pictures that cannot be searched have no blobs")
{
    Picture picture(20, 20, PixelFormat::Rgb565);
    Canvas canvas = picture.canvas();
    canvas.format = PixelFormat::Yuv422;
    const BlobOptions everything{
        .thresholds = {ColorThreshold{{-1000, 1000}, {-1000, 1000}, {-1000, 1000}}}};
    CHECK(findBlobs(picture.canvas(), everything).size() == 1);
    CHECK(findBlobs(canvas, everything).empty());
    CHECK(findBlobs(Canvas{}, everything).empty());
    CHECK(findBlobs(picture.canvas(), {}).empty());
}

TEST_CASE("A threshold number beyond 31 is not looked at")
{
    BlobOptions options;
    options.thresholds.assign(32, grayRange(1, 2));
    options.thresholds.back() = grayRange(200, 255);
    options.thresholds.push_back(grayRange(90, 110));
    const Picture picture = gray().fill({10, 10, 10, 10}, 255).fill({40, 10, 10, 10}, 100);
    CHECK(onlyBlob(picture, options).code == 0x80000000u);
}

TEST_CASE("The pixels of all blobs of noise add up")
{
    Picture picture = gray(320, 240);
    std::uint32_t state = 1;
    int total = 0;
    picture.fillWhere(
        [&](int, int) {
            state = state * 1664525u + 1013904223u;
            const bool on = (state >> 24) < 140;
            total += on;
            return on;
        },
        255);
    BlobOptions options = bright();
    options.xStride = 1;
    options.areaThreshold = 0;
    options.pixelsThreshold = 0;
    const std::vector<Blob> blobs = findBlobs(picture.canvas(), options);
    CHECK(blobs.size() > 1000);
    CHECK(std::accumulate(blobs.begin(), blobs.end(), 0,
                          [](int sum, const Blob& b) { return sum + b.pixels; }) == total);
}
