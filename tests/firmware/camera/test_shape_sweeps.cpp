// SPDX-License-Identifier: MIT
// Shapes of known place, size and angle, drawn at all angles, and what the finders say of them.
#include "firmware/camera/blob_shape.h"
#include "firmware/camera/blobs.h"
#include "firmware/camera/edges.h"
#include "firmware/camera/filters.h"
#include "firmware/camera/find_circles.h"
#include "firmware/camera/find_lines.h"
#include "firmware/camera/find_rects.h"
#include "firmware/camera/haar.h"
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

using namespace omv::firmware;
using omv::test::Picture;

namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr int kWidth = 160;
constexpr int kHeight = 120;
constexpr double kMiddleX = 80;
constexpr double kMiddleY = 60;

struct Along {
    double u;
    double v;
};

/// Where a pixel is, seen from the middle along axes that are turned clockwise.
Along along(double x, double y, int degrees)
{
    const double c = std::cos(degrees * kDegree);
    const double s = std::sin(degrees * kDegree);
    const double dx = x - kMiddleX;
    const double dy = y - kMiddleY;
    return {dx * c + dy * s, dy * c - dx * s};
}

/// Bright where `inside(u, v)`; pixels on the edge are as bright as much of them is inside.
template<typename Inside>
Picture drawn(int degrees, Inside inside, int bright = 220)
{
    constexpr int kParts = 6;
    Picture out(kWidth, kHeight, PixelFormat::Grayscale);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            int hits = 0;
            for (int j = 0; j < kParts; ++j) {
                for (int i = 0; i < kParts; ++i) {
                    const Along at =
                        along(x + (i + 0.5) / kParts - 0.5, y + (j + 0.5) / kParts - 0.5, degrees);
                    hits += inside(at.u, at.v);
                }
            }
            const int level = 20 + (bright - 20) * hits / (kParts * kParts);
            setPixel(out.canvas(), x, y, static_cast<std::uint32_t>(level));
        }
    }
    return out;
}

Picture box(int degrees, double width, double height)
{
    return drawn(degrees, [=](double u, double v) {
        return std::abs(u) <= width / 2 && std::abs(v) <= height / 2;
    });
}

double fromMiddle(const Point& point)
{
    return std::hypot(point.x - kMiddleX, point.y - kMiddleY);
}

/// How far the nearest of the points is from where (u, v) lies in the picture.
double nearest(const std::array<Point, 4>& points, int degrees, double u, double v)
{
    const double c = std::cos(degrees * kDegree);
    const double s = std::sin(degrees * kDegree);
    double best = 1e9;
    for (const Point& p : points)
        best = std::min(
            best, std::hypot(p.x - kMiddleX - (u * c - v * s), p.y - kMiddleY - (u * s + v * c)));
    return best;
}

double turnBetween(double a, double b)
{
    return std::abs(std::remainder(a - b, 180));
}

double normalRho(int theta)
{
    return kMiddleX * std::cos(theta * kDegree) + kMiddleY * std::sin(theta * kDegree);
}

std::vector<ColorThreshold> bright()
{
    return {makeThreshold(std::vector{121, 255}, PixelFormat::Grayscale)};
}

Blob onlyBlob(const Picture& picture)
{
    const auto blobs = findBlobs(picture.canvas(), {.thresholds = bright()});
    REQUIRE(blobs.size() == 1);
    return blobs.front();
}

}  // namespace

TEST_CASE("A box has the same shape at all angles")
{
    for (int degrees = 0; degrees < 180; degrees += 5) {
        const Blob b = onlyBlob(box(degrees, 81, 31));
        CAPTURE(degrees, b.rotation / kDegree, b.roundness, b.pixels, b.perimeter);
        CHECK(turnBetween(b.rotation / kDegree, degrees) < 0.5);
        CHECK(b.cxf == Approx(kMiddleX).margin(0.1));
        CHECK(b.cyf == Approx(kMiddleY).margin(0.1));
        CHECK(b.pixels == Approx(2511).margin(60));
        CHECK(b.roundness == Approx(31.0 * 31 / (81 * 81)).margin(0.008));
        CHECK(b.elongation == Approx(1 - b.roundness));
        CHECK(b.density == Approx(double(b.pixels) / (b.w * b.h)));
        for (const double u : {-40, 40})
            for (const double v : {-15, 15})
                CHECK(nearest(b.minCorners, degrees, u, v) < 2);
        CHECK(solidity(b.pixels, b.minCorners) > 0.92);
        CHECK(convexity(b.perimeter, b.minCorners) > 0.9);
        const AxisLine axis = majorAxis(b.minCorners);
        const double turn = std::atan2(axis.to.y - axis.from.y, axis.to.x - axis.from.x) / kDegree;
        CHECK(turnBetween(turn, degrees) < 2);
        CHECK(std::hypot(axis.to.x - axis.from.x, axis.to.y - axis.from.y) == Approx(80).margin(2));
        const EnclosingCircle circle = enclosingCircle(b.minCorners);
        CHECK(circle.r == Approx(std::hypot(40, 15)).margin(2));
    }
}

TEST_CASE("An ellipse has the same shape at all angles")
{
    for (int degrees = 0; degrees < 180; degrees += 5) {
        const Blob b = onlyBlob(drawn(degrees, [](double u, double v) {
            return (u / 40) * (u / 40) + (v / 20) * (v / 20) <= 1;
        }));
        CAPTURE(degrees, b.rotation / kDegree, b.roundness, b.pixels);
        CHECK(turnBetween(b.rotation / kDegree, degrees) < 0.5);
        CHECK(b.pixels == Approx(std::numbers::pi * 800).epsilon(0.015));
        CHECK(b.roundness == Approx(0.25).margin(0.005));
        CHECK(solidity(b.pixels, b.minCorners) == Approx(std::numbers::pi / 4).margin(0.06));
    }
}

TEST_CASE("Smooth straight edges are found at their angle")
{
    for (int theta = 0; theta < 180; theta += 3) {
        const auto lines = findLines(drawn(theta, [](double u, double) { return u < 0; }).canvas(),
                                     {.threshold = 2000});
        CAPTURE(theta, lines.size());
        REQUIRE_FALSE(lines.empty());
        const Line& line =
            *std::max_element(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
                return a.magnitude < b.magnitude;
            });
        CAPTURE(line.theta, line.rho);
        CHECK(turnBetween(line.theta, theta) <= 3);
        CHECK(std::abs(kMiddleX * std::cos(line.theta * kDegree) +
                       kMiddleY * std::sin(line.theta * kDegree) - line.rho) < 2.5);
    }
}

TEST_CASE("A stripe's regression has its angle, with strays as well")
{
    for (int theta = 0; theta < 180; theta += 6) {
        Picture picture = drawn(theta, [](double u, double) { return std::abs(u) < 2.5; });
        const RegressionOptions options{.thresholds = bright()};
        for (const bool strays : {false, true}) {
            if (strays)
                picture.fill({4, 4, 8, 8}, 220);
            const auto line = findRegression(picture.canvas(), options);
            REQUIRE(line);
            CAPTURE(theta, strays, line->theta, line->rho);
            CHECK(turnBetween(line->theta, theta) <= (strays ? 2 : 1));
            const double rho = line->theta - theta > 90 ? -normalRho(theta) : normalRho(theta);
            CHECK(line->rho == Approx(rho).margin(strays ? 5 : 2));
        }
    }
}

TEST_CASE("A box's corners are found at all angles")
{
    for (int degrees = 0; degrees < 180; degrees += 5) {
        const Picture picture = box(degrees, 70, 40);
        const auto rects = findRects(picture.canvas(), {0, 0, kWidth, kHeight}, 10000);
        CAPTURE(degrees, rects.size());
        REQUIRE(rects.size() == 1);
        for (const double u : {-35, 35})
            for (const double v : {-20, 20})
                CHECK(nearest(rects[0].corners, degrees, u, v) < 1.8);
    }
}

TEST_CASE("A bar's line segments run along it")
{
    for (int degrees = 0; degrees < 180; degrees += 5) {
        const Picture picture = box(degrees, 80, 4);
        const auto segments = findLineSegments(picture.canvas(), {.mergeDistance = 8});
        CAPTURE(degrees, segments.size());
        REQUIRE_FALSE(segments.empty());
        const Line& longest =
            *std::max_element(segments.begin(), segments.end(),
                              [](const Line& a, const Line& b) { return a.length() < b.length(); });
        CHECK(turnBetween(longest.theta, degrees + 90) <= 3);
        CHECK(longest.length() == Approx(80).margin(6));
        CHECK(fromMiddle(
                  {(longest.from.x + longest.to.x) / 2, (longest.from.y + longest.to.y) / 2}) < 4);
    }
}

TEST_CASE("Blurred discs are one circle each at the threshold for them")
{
    for (int r = 10; r <= 30; r += 2) {
        Picture picture = drawn(0, [=](double u, double v) { return std::hypot(u, v) < r; });
        morphFilter(picture.canvas(), gaussianKernel(2, false), 1, 0, {});
        const auto circles = findCircles(picture.canvas(), {.threshold = 5000});
        CAPTURE(r, circles.size());
        REQUIRE(circles.size() == 1);
        CAPTURE(circles[0].x, circles[0].y, circles[0].r);
        CHECK(std::hypot(circles[0].x - kMiddleX, circles[0].y - kMiddleY) < 2);
        CHECK(std::abs(circles[0].r - r) <= 2);
    }
}

TEST_CASE("A sharp step has an edge of one pixel, however steep it is")
{
    for (const unsigned level : {80U, 100U, 120U, 200U, 255U}) {
        Picture picture(60, 50, PixelFormat::Grayscale);
        picture.fill({20, 15, 20, 20}, level);
        cannyEdges(picture.canvas(), {0, 0, 60, 50}, 50, 80);
        for (int y = 18; y < 32; ++y) {
            int left = 0;
            int right = 0;
            for (int x = 10; x < 50; ++x)
                (x < 30 ? left : right) += pixel(picture.canvas(), x, y) != 0;
            CAPTURE(level, y);
            CHECK(left == 1);
            CHECK(right == 1);
        }
        for (int x = 23; x < 37; ++x) {
            int lines = 0;
            for (int y = 5; y < 45; ++y)
                lines += pixel(picture.canvas(), x, y) != 0;
            CHECK(lines == 2);
        }
    }
}

TEST_CASE("A pupil is found in eyes with and without a bright white")
{
    for (const int white : {190, 200, 220, 240}) {
        for (const int x : {50, 70, 80, 95}) {
            Picture picture(kWidth, kHeight, PixelFormat::Grayscale);
            picture.fill({0, 0, kWidth, kHeight}, 180);
            picture.fillWhere(
                [](int px, int py) { return std::hypot((px - 75) / 60.0, (py - 70) / 30.0) < 1; },
                static_cast<std::uint32_t>(white));
            picture.fillWhere([=](int px, int py) { return std::hypot(px - x, py - 72) < 12; }, 30);
            const Point pupil = findPupil(picture.canvas(), {0, 0, kWidth, kHeight});
            CAPTURE(white, x, pupil.x, pupil.y);
            CHECK(std::hypot(pupil.x - x, pupil.y - 72) < 2.5);
        }
    }
}
