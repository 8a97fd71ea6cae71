// SPDX-License-Identifier: MIT
#include "firmware/camera/abort.h"

#include "firmware/camera/blobs.h"
#include "firmware/camera/codes.h"
#include "firmware/camera/displacement.h"
#include "firmware/camera/draw.h"
#include "firmware/camera/edges.h"
#include "firmware/camera/filters.h"
#include "firmware/camera/find_circles.h"
#include "firmware/camera/find_lines.h"
#include "firmware/camera/find_rects.h"
#include "firmware/camera/flood.h"
#include "firmware/camera/haar.h"
#include "firmware/camera/keypoints.h"
#include "firmware/camera/lbp.h"
#include "firmware/camera/similarity.h"
#include "firmware/camera/template.h"
#include "firmware/camera/warp.h"
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include <cmath>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <thread>

using namespace omv::firmware;
using Drawing = omv::test::Picture;

namespace {

constexpr Rect kWhole{0, 0, 200, 160};

int s_asked = 0;
int s_refusals = 0;  // questions that are answered with no

bool ask()
{
    return s_asked++ >= s_refusals;
}

/// Runs `work`, whose question number `refusals` is answered with yes. True: it was left.
bool isLeft(const std::function<void()>& work, int refusals)
{
    s_asked = 0;
    s_refusals = refusals;
    try {
        const AbortScope scope(ask);
        work();
    } catch (const Aborted&) {
        return true;
    }
    return false;
}

/// A Haar cascade of one stump that holds nearly everywhere.
Cascade someCascade()
{
    Cascade cascade;
    cascade.width = cascade.height = 8;
    cascade.stages = {{-1, 1}};
    cascade.features = {{0, 0, 0, 1}};
    cascade.rectangles = {{0, 0, 7, 7, 1}};
    return cascade;
}

struct Work {
    const char* name;
    std::function<void(const Canvas&)> run;
};

BlobOptions mergingBlobs()
{
    BlobOptions options;
    options.thresholds = {makeThreshold(std::vector<int>{0, 110}, PixelFormat::Grayscale)};
    options.areaThreshold = options.pixelsThreshold = 0;
    options.merge = true;
    return options;
}

const std::vector<Work>& works()
{
    static const std::vector<Work> all = {
        {"morph", [](const Canvas& c) { morphFilter(c, gaussianKernel(2, false), 1, 0, {}); }},
        {"median", [](const Canvas& c) { medianFilter(c, 3, 0.5, {}); }},
        {"mode", [](const Canvas& c) { modeFilter(c, 3, {}); }},
        {"bilateral", [](const Canvas& c) { bilateralFilter(c, 3, 0.1, 1, {}); }},
        {"canny", [](const Canvas& c) { cannyEdges(c, kWhole, 100, 200); }},
        {"flood",
         [](const Canvas& c) {
             floodFill(c, {80, 60}, {.seedThreshold = 1, .floatingThreshold = 1});
         }},
        {"polar",
         [](const Canvas& c) {
             polarWarp(c, {.center = {80, 60}});
         }},
        {"lens", [](const Canvas& c) { correctLens(c, {}); }},
        {"rotation", [](const Canvas& c) { rotatePlane(c, {.x = 0.1}); }},
        {"similarity", [](const Canvas& c) { similarity(c, c, {.roi = kWhole}, false); }},
        {"line",
         [](const Canvas& c) {
             drawLine(c, {0, 0}, {199, 159}, 255, 50);
         }},
        {"text",
         [](const Canvas& c) {
             drawText(c, {0, 0}, "text", 255, {});
         }},
        {"pupil", [](const Canvas& c) { findPupil(c, kWhole); }},
        {"features", [](const Canvas& c) { findFeatures(c, kWhole, someCascade(), {}); }},
        {"template", [](const Canvas& c) { searchTemplate(c, c); }},
        {"displacement",
         [](const Canvas& c) { findDisplacement(c, kWhole, c, kWhole, DisplacementMode::Fixed); }},
        {"keypoints",
         [](const Canvas& c) {
             const auto points = findKeypoints(c, kWhole, {.threshold = 5});
             matchKeypoints(points, points, 85, false);
         }},
        {"patterns", [](const Canvas& c) { lbpDescriptor(c, kWhole); }},
        {"lines", [](const Canvas& c) { findLines(c, {}); }},
        {"circles", [](const Canvas& c) { findCircles(c, {}); }},
        {"segments", [](const Canvas& c) { findLineSegments(c, {.mergeDistance = 5}); }},
        {"regression",
         [](const Canvas& c) {
             RegressionOptions options;
             options.thresholds = mergingBlobs().thresholds;
             findRegression(c, options);
         }},
        {"blobs", [](const Canvas& c) { findBlobs(c, mergingBlobs()); }},
        {"data matrices", [](const Canvas& c) { findDataMatrices(c, {}, 10); }},
    };
    return all;
}

Drawing busyPicture()
{
    Drawing picture(kWhole.w, kWhole.h, PixelFormat::Grayscale);
    std::mt19937 random(1);
    for (int y = 0; y < kWhole.h; y += 3)
        for (int x = 0; x < kWhole.w; x += 3)
            picture.fill({x, y, 3, 3}, random() & 255);
    return picture;
}

}  // namespace

TEST_CASE("Nobody is asked outside of a scope, and each scope asks its own")
{
    CHECK_NOTHROW(checkAbort());
    s_asked = s_refusals = 0;
    {
        const AbortScope scope(ask);
        CHECK_THROWS_AS(checkAbort(), Aborted);
        {
            const AbortScope inner(nullptr);
            CHECK_NOTHROW(checkAbort());
        }
        CHECK_THROWS_AS(checkAbort(), Aborted);
        bool thrown = false;
        std::thread([&] {
            try {
                checkAbort();
            } catch (const Aborted&) {
                thrown = true;
            }
        }).join();
        CHECK_FALSE(thrown);
    }
    CHECK_NOTHROW(checkAbort());
    CHECK(s_asked == 2);
}

TEST_CASE("All work that may take long asks early and often, and ends at the first yes")
{
    const Work& work = GENERATE(from_range(works()));
    CAPTURE(work.name);
    const auto run = [&] {
        const Drawing picture = busyPicture();
        work.run(picture.canvas());
    };
    constexpr int kNever = 1 << 30;
    REQUIRE_FALSE(isLeft(run, kNever));
    const int questions = s_asked;
    REQUIRE(questions >= 3);
    for (const int refusals : {0, questions / 2, questions - 1}) {
        CHECK(isLeft(run, refusals));
        CHECK(s_asked == refusals + 1);
    }
    CHECK_NOTHROW(run());
}

TEST_CASE("Questions become more with the work, so that none is far from the next")
{
    const Drawing picture = busyPicture();
    const auto questions = [&](int ksize) {
        isLeft([&] { bilateralFilter(picture.canvas(), ksize, 0.1, 1, {}); }, 1 << 30);
        return s_asked;
    };
    CHECK(questions(1) >= 10 * kWhole.h);
    const auto found = [&](double scale) {
        FeatureSearch search;
        search.scale = scale;
        isLeft([&] { findFeatures(picture.canvas(), kWhole, someCascade(), search); }, 1 << 30);
        return s_asked;
    };
    CHECK(found(1.1) > found(2));
}

TEST_CASE("A pupil in a picture of a million pixels is found without looking at every place")
{
    Drawing picture(1280, 720, PixelFormat::Grayscale);
    picture.fill({0, 0, 1280, 720}, 200);
    picture.fillWhere([](int x, int y) { return std::hypot(x - 700, y - 450) < 120; }, 40);
    // Lids and lashes: edges that point elsewhere.
    std::mt19937 random(2);
    for (int x = 200; x < 1200; x += 40)
        picture.fill({x, 300 + static_cast<int>(random() % 12), 2, 6}, random() & 255);
    Point pupil;
    REQUIRE_FALSE(isLeft([&] { pupil = findPupil(picture.canvas(), {0, 0, 1280, 720}); }, 1 << 30));
    CHECK(std::abs(pupil.x - 700) <= 8);
    CHECK(std::abs(pupil.y - 450) <= 8);
    // It asks once a row: of the 432 below the brow few are searched.
    CHECK(s_asked < 200);
}
