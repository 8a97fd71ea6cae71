// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "firmware/camera/scene_described.h"
#include "firmware/camera/scene_file.h"

#define ZX_USE_UTF8  // texts as std::string
#include <ZXing/ReadBarcode.h>
#include <apriltag/apriltag.h>
#include <apriltag/common/image_u8.h>
#include <apriltag/tag16h5.h>
#include <apriltag/tag25h9.h>
#include <apriltag/tag36h10.h>
#include <apriltag/tag36h11.h>
#include <apriltag/tagCircle21h7.h>
#include <apriltag/tagCustom48h12.h>
#include <apriltag/tagStandard41h12.h>
#include <apriltag/tagStandard52h13.h>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace omv::firmware;
using Json = nlohmann::json;

// Independent readers find what the scene shows where the truth says.

namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 480;

struct Shot {
    Json truth;
    std::vector<std::uint8_t> gray;
};

Shot shotOf(Json object)
{
    const Json file = {{"schema", 1},
                       {"background", {{"color", "#606870"}}},
                       {"noise", 2},
                       {"objects", Json::array({std::move(object)})}};
    SceneDescription description;
    std::string problem;
    const bool good = parseScene(file.dump(), "", description, problem);
    INFO(problem);
    REQUIRE(good);
    const auto scene = DescribedScene::make(std::move(description), 3, problem);
    REQUIRE(scene);
    RgbFrame rgb{kWidth, kHeight, {}};
    scene->render(0, {}, rgb);
    Shot shot;
    for (std::size_t i = 0; i < rgb.pixels.size(); i += 3)
        shot.gray.push_back(rgb.pixels[i + 1]);
    const Json truth = Json::parse(scene->truth(0));
    shot.truth = truth["objects"].at(0);
    return shot;
}

double distanceOf(const Json& corner, double x, double y)
{
    return std::hypot(corner[0].get<double>() * kWidth - x, corner[1].get<double>() * kHeight - y);
}

}  // namespace

TEST_CASE("Codes are read by a decoder, at the corners of the truth", "[scenes]")
{
    const Json codes = {
        {{"shape", "qrcode"}, {"payload", "https://openmv.io"}, {"size", 0.5}},
        {{"shape", "qrcode"}, {"payload", "turned"}, {"size", 0.4}, {"rotation", 25}},
        {{"shape", "datamatrix"}, {"payload", "PART 4711"}, {"size", 0.4}},
        {{"shape", "barcode"}, {"format", "EAN13"}, {"payload", "4006381333931"}, {"size", 0.35}},
        {{"shape", "barcode"}, {"format", "EAN8"}, {"payload", "96385074"}, {"size", 0.35}},
        {{"shape", "barcode"}, {"format", "UPCA"}, {"payload", "036000291452"}, {"size", 0.35}},
        {{"shape", "barcode"}, {"format", "CODE39"}, {"payload", "OPENMV"}, {"size", 0.4}},
        {{"shape", "barcode"}, {"format", "CODE93"}, {"payload", "OPENMV"}, {"size", 0.4}},
        {{"shape", "barcode"}, {"format", "CODE128"}, {"payload", "OpenMV 128"}, {"size", 0.4}},
        {{"shape", "barcode"}, {"format", "I25"}, {"payload", "12345678"}, {"size", 0.4}},
    };
    for (const Json& code : codes) {
        CAPTURE(code.dump());
        const Shot shot = shotOf(code);
        CHECK(shot.truth["payload"] == code["payload"]);
        const auto read =
            ZXing::ReadBarcode({shot.gray.data(), kWidth, kHeight, ZXing::ImageFormat::Lum});
        REQUIRE(read.isValid());
        const std::string payload = code["payload"];
        // A reader may tell a UPC-A as the EAN-13 that it is.
        CHECK((read.text() == payload || read.text() == "0" + payload));
        if (code["shape"] == "barcode")
            continue;
        CHECK(distanceOf(shot.truth["corners"][0], read.position().topLeft().x,
                         read.position().topLeft().y) < 8);
        CHECK(distanceOf(shot.truth["corners"][2], read.position().bottomRight().x,
                         read.position().bottomRight().y) < 8);
    }
}

TEST_CASE("Tags of each family are found by libapriltag, at the corners of the truth", "[scenes]")
{
    struct Family {
        const char* name;
        apriltag_family_t* (*create)();
        void (*destroy)(apriltag_family_t*);
    };
    const Family families[] = {
        {"TAG16H5", tag16h5_create, tag16h5_destroy},
        {"TAG25H9", tag25h9_create, tag25h9_destroy},
        {"TAG36H10", tag36h10_create, tag36h10_destroy},
        {"TAG36H11", tag36h11_create, tag36h11_destroy},
        {"TAGCIRCLE21H7", tagCircle21h7_create, tagCircle21h7_destroy},
        {"TAGSTANDARD41H12", tagStandard41h12_create, tagStandard41h12_destroy},
    };
    for (const Family& family : families) {
        CAPTURE(family.name);
        Shot shot = shotOf({{"shape", "apriltag"},
                            {"family", family.name},
                            {"id", 7},
                            {"size", 0.4},
                            {"position", {0.45, 0.55}},
                            {"rotation", 20}});
        CHECK(shot.truth["family"] == family.name);
        CHECK(shot.truth["id"] == 7);
        image_u8_t image{kWidth, kHeight, kWidth, shot.gray.data()};
        apriltag_detector_t* detector = apriltag_detector_create();
        apriltag_family_t* codes = family.create();
        apriltag_detector_add_family(detector, codes);
        zarray_t* found = apriltag_detector_detect(detector, &image);
        CHECK(zarray_size(found) >= 1);
        for (int i = 0; i < std::min(zarray_size(found), 1); ++i) {
            apriltag_detection_t* tag = nullptr;
            zarray_get(found, i, &tag);
            CHECK(tag->id == 7);
            // Lower left, lower right, upper right, upper left.
            CHECK(distanceOf(shot.truth["corners"][3], tag->p[0][0], tag->p[0][1]) < 3);
            CHECK(distanceOf(shot.truth["corners"][2], tag->p[1][0], tag->p[1][1]) < 3);
            CHECK(distanceOf(shot.truth["corners"][1], tag->p[2][0], tag->p[2][1]) < 3);
            CHECK(distanceOf(shot.truth["corners"][0], tag->p[3][0], tag->p[3][1]) < 3);
        }
        apriltag_detections_destroy(found);
        apriltag_detector_destroy(detector);
        family.destroy(codes);
    }
}
