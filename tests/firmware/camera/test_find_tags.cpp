// SPDX-License-Identifier: MIT
#include "firmware/camera/apriltag_find.h"

#include "firmware/camera/apriltag_code.h"
#include "tests/firmware/camera/code_pictures.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <apriltag/apriltag.h>
#include <apriltag/tag16h5.h>
#include <apriltag/tag25h9.h>
#include <apriltag/tag36h10.h>
#include <apriltag/tagStandard41h12.h>
#include <cmath>
#include <numbers>

using namespace omv::firmware;
using namespace omv::test;

namespace {

constexpr TagOptics kOptics{300, 300, 160, 120};

cv::Mat wall(int gray = 128)
{
    return cv::Mat(240, 320, CV_8UC1, cv::Scalar(gray));
}

cv::Mat tag36h11(unsigned id)
{
    cv::Mat out(kTagCells, kTagCells, CV_8UC1);
    for (unsigned y = 0; y < kTagCells; ++y)
        for (unsigned x = 0; x < kTagCells; ++x)
            out.at<std::uint8_t>(static_cast<int>(y), static_cast<int>(x)) =
                isTagCellWhite(id, x, y) ? 255 : 0;
    return out;
}

cv::Mat tagOf(apriltag_family_t* family, int id)
{
    image_u8_t* image = apriltag_to_image(family, id);
    const cv::Mat out =
        cv::Mat(image->height, image->width, CV_8UC1, image->buf, std::size_t(image->stride))
            .clone();
    std::free(image->buf);
    std::free(image);
    return out;
}

/// The tag's black square is a cell smaller on each side than the picture of it.
Quad square(const cv::Point2f& centre, double cell, double degrees, int cells = kTagCells)
{
    const auto side = static_cast<float>(cell * (cells - 2));
    return turnedQuad(centre, {side, side}, degrees);
}

void putTag(cv::Mat& picture, const cv::Mat& tag, const cv::Point2f& centre, double cell,
            double degrees)
{
    const auto side = static_cast<float>(cell * tag.cols);
    put(picture, tag, turnedQuad(centre, {side, side}, degrees));
}

}  // namespace

TEST_CASE("The synthetic scene's tags are found wherever and however they stand")
{
    TagFinder finder;
    for (int degrees = 0; degrees < 360; degrees += 20) {
        const auto id = static_cast<unsigned>(degrees / 20) % kTagCount;
        cv::Mat picture = wall();
        putTag(picture, tag36h11(id), {150, 118}, 9, degrees);
        addNoise(picture, 10);
        const std::vector<Tag> found = finder.find(canvasOf(picture), {}, kTag36h11, kOptics);
        CAPTURE(degrees);
        REQUIRE(found.size() == 1);
        CHECK(found[0].id == static_cast<int>(id));
        CHECK(found[0].family == kTag36h11);
        CHECK(found[0].hamming == 0);
        CHECK(found[0].cx == Approx(150).margin(1));
        CHECK(found[0].cy == Approx(118).margin(1));
        const Quad quad = square({150, 118}, 9, degrees);
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(isNear(found[0].corners[i], quad[i], 2));
        // Half its side is 36 pixels.
        CHECK(found[0].translation[2] == Approx(-300.0 / 36).margin(0.15));
        CHECK(std::abs(std::remainder(found[0].rotation[2] + degrees * std::numbers::pi / 180,
                                      2 * std::numbers::pi)) < 0.03);
    }
}

TEST_CASE("A tag's place and turn follow from how it is seen")
{
    TagFinder finder;
    struct Pose {
        double ax, ay, az;  // about the axes, radians
        cv::Vec3d t;  // x to the right, y down, z away; half sides of the tag
    };
    const Pose poses[] = {{0, 0, 0, {0, 0, 8}},
                          {0.4, 0, 0, {1, -0.5, 9}},
                          {0, -0.5, 0, {-2, 1, 10}},
                          {0.3, 0.4, 0.6, {1.5, 1, 9}},
                          {-0.5, 0.2, 2, {0, 0.3, 7}}};
    for (const Pose& pose : poses) {
        const auto turn = [](int a, int b, double angle) {
            cv::Matx33d out = cv::Matx33d::eye();
            out(a, a) = out(b, b) = std::cos(angle);
            out(a, b) = -std::sin(angle);
            out(b, a) = std::sin(angle);
            return out;
        };
        const cv::Matx33d r = turn(0, 1, pose.az) * turn(2, 0, pose.ay) * turn(1, 2, pose.ax);
        const auto seen = [&](double x, double y) {
            const cv::Vec3d p = r * cv::Vec3d(x, y, 0) + pose.t;
            return cv::Point2f(static_cast<float>(160 + 300 * p[0] / p[2]),
                               static_cast<float>(120 + 300 * p[1] / p[2]));
        };
        cv::Mat picture = wall();
        constexpr double kEdge = 1.25;  // ten cells to the black square's eight
        put(picture, tag36h11(3),
            {seen(-kEdge, -kEdge), seen(kEdge, -kEdge), seen(kEdge, kEdge), seen(-kEdge, kEdge)});
        const std::vector<Tag> found = finder.find(canvasOf(picture), {}, kTag36h11, kOptics);
        CAPTURE(pose.ax, pose.ay, pose.az);
        REQUIRE(found.size() == 1);
        CHECK(found[0].translation[0] == Approx(pose.t[0]).margin(0.12));
        CHECK(found[0].translation[1] == Approx(-pose.t[1]).margin(0.12));
        CHECK(found[0].translation[2] == Approx(-pose.t[2]).margin(0.3));
        // The same turn in the firmware's axes, of which y and z point the other way.
        const cv::Matx33d own = cv::Matx33d(1, 0, 0, 0, -1, 0, 0, 0, -1) * r;
        CHECK(std::abs(std::remainder(found[0].rotation[0] - std::atan2(own(2, 1), own(2, 2)),
                                      2 * std::numbers::pi)) < 0.15);
        CHECK(std::abs(found[0].rotation[1] -
                       std::atan2(-own(2, 0), std::hypot(own(2, 1), own(2, 2)))) < 0.15);
        CHECK(std::abs(std::remainder(found[0].rotation[2] - std::atan2(own(1, 0), own(0, 0)),
                                      2 * std::numbers::pi)) < 0.1);
    }
}

TEST_CASE("Each family is found when it is asked for, several at once")
{
    struct Kind {
        TagFamily number;
        apriltag_family_t* (*create)();
        void (*destroy)(apriltag_family_t*);
        const char* name;
    };
    const Kind kinds[] = {
        {kTag16h5, tag16h5_create, tag16h5_destroy, "TAG16H5"},
        {kTag25h9, tag25h9_create, tag25h9_destroy, "TAG25H9"},
        {kTag36h10, tag36h10_create, tag36h10_destroy, "TAG36H10"},
        {kTagStandard41h12, tagStandard41h12_create, tagStandard41h12_destroy, "TAGSTANDARD41H12"},
    };
    TagFinder finder;
    for (const Kind& kind : kinds) {
        apriltag_family_t* family = kind.create();
        cv::Mat picture = wall();
        const cv::Mat tag = tagOf(family, 7);
        putTag(picture, tag, {110, 120}, 120.0 / tag.cols, 0);
        putTag(picture, tag36h11(5), {250, 120}, 11, 30);
        kind.destroy(family);
        std::vector<Tag> found = finder.find(canvasOf(picture), {}, kind.number, kOptics);
        std::erase_if(found, [](const Tag& one) { return one.hamming > 0; });
        CAPTURE(kind.name);
        REQUIRE(found.size() == 1);
        CHECK(found[0].id == 7);
        CHECK(found[0].family == kind.number);
        CHECK(std::string(tagFamilyName(found[0].family)) == kind.name);
        found = finder.find(canvasOf(picture), {}, kind.number | kTag36h11, kOptics);
        std::erase_if(found, [](const Tag& one) { return one.hamming > 0; });
        CHECK(found.size() == 2);
    }
    CHECK(tagFamilyName(3) == nullptr);
    CHECK(tagFamilyName(512) == nullptr);
}

TEST_CASE("Wrong cells of a tag are counted, and parts of the picture are looked at")
{
    TagFinder finder;
    cv::Mat tag = tag36h11(2);
    cv::Mat picture = wall();
    for (int wrong = 0; wrong < 3; ++wrong) {
        if (wrong > 0)
            tag.at<std::uint8_t>(3, 2 + wrong) =
                static_cast<std::uint8_t>(255 - tag.at<std::uint8_t>(3, 2 + wrong));
        putTag(picture, tag, {80, 80}, 10, 0);
        const std::vector<Tag> found = finder.find(canvasOf(picture), {}, kTag36h11, kOptics);
        REQUIRE(found.size() == 1);
        CHECK(found[0].id == 2);
        CHECK(found[0].hamming == wrong);
    }
    putTag(picture, tag36h11(9), {240, 150}, 8, 45);
    CHECK(finder.find(canvasOf(picture), {}, kTag36h11, kOptics).size() == 2);
    const auto part = finder.find(canvasOf(picture), {170, 80, 150, 150}, kTag36h11, kOptics);
    REQUIRE(part.size() == 1);
    CHECK(part[0].id == 9);
    CHECK(part[0].cx == Approx(240).margin(1));
    CHECK(finder.find(canvasOf(picture), {0, 0, 60, 60}, kTag36h11, kOptics).empty());
    for (int size = 1; size < 20; ++size)
        CHECK(finder.find(canvasOf(picture), {0, 0, size, size}, kTag36h11, kOptics).empty());
    CHECK(finder.find(canvasOf(picture), {}, 0, kOptics).empty());
    cv::Mat noise = wall();
    addNoise(noise, 80);
    for (const Tag& one : finder.find(canvasOf(noise), {}, kTag36h11, kOptics))
        CHECK(one.hamming > 0);
}
