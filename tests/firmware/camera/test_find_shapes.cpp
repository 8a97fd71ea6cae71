// SPDX-License-Identifier: MIT
#include "firmware/camera/blob_shape.h"
#include "firmware/camera/blobs.h"
#include "firmware/camera/find_circles.h"
#include "firmware/camera/find_lines.h"
#include "firmware/camera/find_rects.h"
#include "tests/firmware/camera/code_pictures.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace omv::firmware;
using namespace omv::test;

namespace {

constexpr double kDegree = std::numbers::pi / 180;

cv::Mat dark(int width = 160, int height = 120)
{
    return cv::Mat(height, width, CV_8UC1, cv::Scalar(20));
}

/// Bright where x cos + y sin of the normal is below `rho`.
cv::Mat halfPlane(int theta, double rho)
{
    cv::Mat out = dark();
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x)
            if (x * std::cos(theta * kDegree) + y * std::sin(theta * kDegree) < rho)
                out.at<std::uint8_t>(y, x) = 220;
    // As a lens does; the direction of a jagged edge cannot be told.
    cv::GaussianBlur(out, out, {7, 7}, 1.5);
    return out;
}

/// How far a line given by theta and rho passes by a point.
double distance(const Line& line, double x, double y)
{
    return std::abs(x * std::cos(line.theta * kDegree) + y * std::sin(line.theta * kDegree) -
                    line.rho);
}

void drawQuad(cv::Mat& picture, const Quad& quad, int gray)
{
    std::vector<cv::Point> points;
    for (const cv::Point2f& p : quad)
        points.emplace_back(cvRound(p.x), cvRound(p.y));
    cv::fillConvexPoly(picture, points, cv::Scalar(gray));
}

std::vector<ColorThreshold> bright()
{
    return {makeThreshold(std::vector{128, 255}, PixelFormat::Grayscale)};
}

}  // namespace

TEST_CASE("An edge is one line, whatever its direction")
{
    for (int theta = 0; theta < 180; theta += 10) {
        const double rho = 80 * std::cos(theta * kDegree) + 60 * std::sin(theta * kDegree);
        cv::Mat picture = halfPlane(theta, rho);
        addNoise(picture, 3);
        const std::vector<Line> found = findLines(canvasOf(picture), {});
        CAPTURE(theta);
        REQUIRE(!found.empty());
        const Line best =
            *std::max_element(found.begin(), found.end(), [](const Line& a, const Line& b) {
                return a.magnitude < b.magnitude;
            });
        CHECK(found.size() <= 2);
        const int turn = std::abs(best.theta - theta);
        CHECK(std::min(turn, 180 - turn) <= 3);
        CHECK(distance(best, 80, 60) < 3);
        CHECK(distance(best, best.from.x, best.from.y) <= 1.5);
        CHECK(distance(best, best.to.x, best.to.y) <= 1.5);
        for (const Point& end : {best.from, best.to}) {
            CHECK((end.x >= 0 && end.y >= 0 && end.x < 160 && end.y < 120));
            CHECK((end.x == 0 || end.y == 0 || end.x == 159 || end.y == 119));
        }
    }
}

TEST_CASE("Lines near to each other merge as far as the margins say")
{
    cv::Mat picture = dark();
    cv::rectangle(picture, cv::Rect(40, 0, 20, 120), cv::Scalar(220), cv::FILLED);
    LineOptions options;
    CHECK(findLines(canvasOf(picture), options).size() == 1);
    options.rhoMargin = 10;
    CHECK(findLines(canvasOf(picture), options).size() == 2);
    options.threshold = 1 << 24;
    CHECK(findLines(canvasOf(picture), options).empty());
}

TEST_CASE("A line across a part of the picture keeps to it")
{
    const Rect roi{10, 20, 50, 40};
    const auto diagonal = lineAcross(roi, 135, 0);
    REQUIRE(diagonal);
    CHECK(diagonal->from == Point{10, 20});
    CHECK(diagonal->to == Point{49, 59});
    CHECK(std::abs(diagonal->rho - 7) <= 1);
    CHECK(!lineAcross(roi, 0, 50));
    CHECK(!lineAcross(roi, 90, -1));
    const auto upright = lineAcross(roi, 0, 49);
    REQUIRE(upright);
    CHECK(upright->from == Point{59, 20});
    CHECK(upright->to == Point{59, 59});
    CHECK(upright->length() == 39);
}

TEST_CASE("The sides of a turned box are line segments")
{
    for (int degrees = 0; degrees < 90; degrees += 15) {
        cv::Mat picture = dark();
        drawQuad(picture, turnedQuad({80, 60}, {70, 40}, degrees), 220);
        SegmentOptions options;
        options.mergeDistance = 4;
        std::vector<Line> found = findLineSegments(canvasOf(picture), options);
        std::erase_if(found, [](const Line& line) { return line.length() < 15; });
        CAPTURE(degrees);
        REQUIRE(found.size() == 4);
        for (const Line& line : found) {
            const int turn = (line.theta - degrees + 360) % 90;
            CHECK(std::min(turn, 90 - turn) <= 3);
            const bool isLong = line.length() > 52;
            CHECK(distance(line, 80, 60) == Approx(isLong ? 20 : 35).margin(2));
            CHECK(line.length() == Approx(isLong ? 70 : 40).margin(8));
        }
    }
    cv::Mat picture = dark();
    CHECK(findLineSegments(canvasOf(picture), {}).empty());
}

TEST_CASE("Pieces of a line merge when they are near and run alike")
{
    cv::Mat picture = dark();
    cv::rectangle(picture, cv::Rect(0, 60, 60, 60), cv::Scalar(220), cv::FILLED);
    cv::rectangle(picture, cv::Rect(75, 60, 85, 60), cv::Scalar(220), cv::FILLED);
    const auto level = [&](int distance) {
        SegmentOptions options;
        options.mergeDistance = distance;
        std::vector<Line> found = findLineSegments(canvasOf(picture), options);
        std::erase_if(found, [](const Line& line) { return line.theta != 90; });
        return found;
    };
    CHECK(level(0).size() >= 2);
    CHECK(level(5).size() == 2);
    const std::vector<Line> one = level(30);
    REQUIRE(one.size() == 1);
    CHECK(one[0].length() > 145);
}

TEST_CASE("The regression of a line with strays is the line")
{
    for (int degrees = 0; degrees < 180; degrees += 15) {
        cv::Mat picture = dark();
        const double dx = 50 * std::cos(degrees * kDegree);
        const double dy = 50 * std::sin(degrees * kDegree);
        cv::line(picture, {cvRound(80 - dx), cvRound(60 - dy)},
                 {cvRound(80 + dx), cvRound(60 + dy)}, cv::Scalar(220), 3);
        cv::circle(picture, {150, 10}, 4, cv::Scalar(220), cv::FILLED);
        RegressionOptions options;
        options.thresholds = bright();
        const std::optional<Line> line = findRegression(canvasOf(picture), options);
        CAPTURE(degrees);
        REQUIRE(line);
        const int turn = std::abs((degrees + 90) % 180 - line->theta);
        CHECK(std::min(turn, 180 - turn) <= 4);
        CHECK(distance(*line, 80, 60) < 3);
        options.pixelsThreshold = 5000;
        CHECK(!findRegression(canvasOf(picture), options));
    }
    cv::Mat dot = dark();
    dot.at<std::uint8_t>(5, 5) = 255;
    RegressionOptions options;
    options.thresholds = bright();
    options.pixelsThreshold = options.areaThreshold = 0;
    options.strides = {1, 1};
    CHECK(!findRegression(canvasOf(dot), options));
    dot.at<std::uint8_t>(5, 9) = 255;
    REQUIRE(findRegression(canvasOf(dot), options));
    CHECK(findRegression(canvasOf(dot), options)->theta == 90);
}

TEST_CASE("Circles are found by their edge, bright and dark, whole ones only")
{
    for (const bool isBright : {true, false}) {
        for (const int r : {10, 18, 30, 44}) {
            cv::Mat picture(120, 160, CV_8UC1, cv::Scalar(isBright ? 20 : 220));
            cv::circle(picture, {82, 58}, r, cv::Scalar(isBright ? 220 : 20), cv::FILLED);
            cv::GaussianBlur(picture, picture, {7, 7}, 1.5);
            CircleOptions options;
            options.threshold = 180 * r;
            options.strides = {1, 1};
            options.xMargin = options.yMargin = options.rMargin = 12;
            std::vector<Circle> found = findCircles(canvasOf(picture), options);
            CAPTURE(isBright, r);
            REQUIRE(!found.empty());
            const auto best =
                *std::max_element(found.begin(), found.end(), [](const Circle& a, const Circle& b) {
                    return a.magnitude < b.magnitude;
                });
            CHECK(std::abs(best.x - 82) <= 2);
            CHECK(std::abs(best.y - 58) <= 2);
            CHECK(std::abs(best.r - r) <= 3);
        }
    }
    cv::Mat picture = dark();
    cv::circle(picture, {5, 60}, 25, cv::Scalar(220), cv::FILLED);
    CircleOptions options;
    options.threshold = 6000;
    CHECK(findCircles(canvasOf(picture), options).empty());
}

TEST_CASE("Circles that are near in place and size are one, whatever the threshold")
{
    cv::Mat picture = dark();
    cv::circle(picture, {82, 58}, 30, cv::Scalar(220), cv::FILLED);
    for (const int threshold : {1000, 2000, 3000}) {
        CircleOptions options;
        options.threshold = threshold;
        const std::vector<Circle> found = findCircles(canvasOf(picture), options);
        CAPTURE(threshold);
        REQUIRE(!found.empty());
        for (const Circle& a : found)
            for (const Circle& b : found)
                CHECK((&a == &b || std::abs(a.x - b.x) >= 10 || std::abs(a.y - b.y) >= 10 ||
                       std::abs(a.r - b.r) >= 10));
    }
    CircleOptions options;
    options.threshold = 5000;
    CHECK(findCircles(canvasOf(picture), options).size() == 1);
    cv::GaussianBlur(picture, picture, {7, 7}, 1.5);
    CHECK(findCircles(canvasOf(picture), {}).size() == 1);
}

TEST_CASE("Rectangles are found however they are turned")
{
    for (int degrees = 0; degrees < 90; degrees += 10) {
        for (const int gray : {20, 230}) {
            cv::Mat picture(160, 200, CV_8UC1, cv::Scalar(120));
            const Quad quad = turnedQuad({100, 80}, {80, 50}, degrees);
            drawQuad(picture, quad, gray);
            addNoise(picture, 4);
            const std::vector<Quadrangle> found = findRects(canvasOf(picture), {}, 5000);
            CAPTURE(degrees, gray);
            REQUIRE(found.size() == 1);
            for (const cv::Point2f& corner : quad)
                CHECK(std::any_of(found[0].corners.begin(), found[0].corners.end(),
                                  [&](const Point& p) { return isNear(p, corner, 3); }));
            // From the top left, clockwise.
            const auto& c = found[0].corners;
            for (std::size_t i = 0; i < 4; ++i) {
                const Point a = c[i];
                const Point b = c[(i + 1) % 4];
                const Point d = c[(i + 2) % 4];
                CHECK((b.x - a.x) * (d.y - b.y) - (b.y - a.y) * (d.x - b.x) > 0);
                CHECK(c[0].x + c[0].y <= a.x + a.y);
            }
            CHECK(findRects(canvasOf(picture), {}, found[0].magnitude + 1).empty());
        }
    }
    cv::Mat picture(160, 200, CV_8UC1, cv::Scalar(120));
    CHECK(findRects(canvasOf(picture), {}, 0).empty());
    for (int size = 1; size < 20; ++size)
        CHECK(findRects(canvasOf(picture), {3, 3, size, size}, 0).empty());
    drawQuad(picture, turnedQuad({50, 50}, {40, 40}, 0), 250);
    drawQuad(picture, turnedQuad({140, 100}, {60, 60}, 30), 10);
    CHECK(findRects(canvasOf(picture), {}, 5000).size() == 2);
    // What lies in a larger one is not told.
    drawQuad(picture, turnedQuad({140, 100}, {20, 20}, 30), 240);
    const std::vector<Quadrangle> two = findRects(canvasOf(picture), {}, 5000);
    REQUIRE(two.size() == 2);
    CHECK(two[0].box.w > 70);
}

TEST_CASE("The shape of a blob follows from its smallest rectangle")
{
    cv::Mat picture = dark();
    drawQuad(picture, turnedQuad({80, 60}, {80, 30}, 30), 220);
    BlobOptions options;
    options.thresholds = bright();
    const std::vector<Blob> blobs = findBlobs(canvasOf(picture), options);
    REQUIRE(blobs.size() == 1);
    const MinCorners& corners = blobs[0].minCorners;
    CHECK(solidity(blobs[0].pixels, corners) > 0.9);
    CHECK(convexity(blobs[0].perimeter, corners) <= 1);
    const AxisLine major = majorAxis(corners);
    const AxisLine minor = minorAxis(corners);
    const auto length = [](const AxisLine& l) {
        return std::hypot(l.to.x - l.from.x, l.to.y - l.from.y);
    };
    const auto angle = [](const AxisLine& l) {
        return std::fmod(std::atan2(l.to.y - l.from.y, l.to.x - l.from.x) / kDegree + 360, 180);
    };
    CHECK(length(major) == Approx(80).margin(3));
    CHECK(length(minor) == Approx(30).margin(3));
    CHECK(angle(major) == Approx(30).margin(3));
    CHECK(angle(minor) == Approx(120).margin(4));
    const EnclosingCircle circle = enclosingCircle(corners);
    CHECK(isNear({circle.x, circle.y}, {80, 60}, 2));
    CHECK(circle.r == Approx(std::hypot(40, 15)).margin(2));
    const EnclosedEllipse ellipse = enclosedEllipse(corners);
    CHECK(isNear({ellipse.x, ellipse.y}, {80, 60}, 2));
    CHECK(std::max(ellipse.a, ellipse.b) == Approx(40).margin(2));
    CHECK(std::min(ellipse.a, ellipse.b) == Approx(15).margin(2));
    const int along = ellipse.a > ellipse.b ? ellipse.degrees : (ellipse.degrees + 90) % 180;
    CHECK(std::abs(along - 30) <= 3);
}

TEST_CASE("The shape of a single pixel and of a line is defined")
{
    const MinCorners dot{Point{5, 5}, {5, 5}, {5, 5}, {5, 5}};
    CHECK(solidity(1, dot) == 1);
    CHECK(convexity(1, dot) <= 1);
    CHECK(convexity(0, dot) == 1);
    CHECK(enclosingCircle(dot).r == 0);
    CHECK(enclosedEllipse(dot).a == 0);
    const MinCorners line{Point{5, 5}, {14, 5}, {14, 5}, {5, 5}};
    CHECK(solidity(10, line) == 1);
    CHECK(majorAxis(line).from == Point{5, 5});
    CHECK(majorAxis(line).to == Point{14, 5});
}
