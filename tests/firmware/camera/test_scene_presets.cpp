// SPDX-License-Identifier: MIT
// The scenes that have names.
#include "tests/firmware/camera/scene_frames.h"

#include "firmware/camera/scene_file.h"
#include "firmware/camera/scene_presets.h"

#include <cmath>

using namespace omv::firmware;
using namespace omv::test;
using Json = nlohmann::json;

namespace {

constexpr const char* kPresets = OMV_SOURCE_DIR "/resources/scenes";

}  // namespace

TEST_CASE("Odd and tiny sizes work in each preset", "[scenes]")
{
    for (const ScenePreset& preset : scenePresets(kPresets)) {
        CAPTURE(preset.name);
        std::string problem;
        const auto scene = makeScene(preset.name, 3, problem, kPresets);
        REQUIRE(scene);
        for (const auto& [width, height] :
             {std::pair{1, 1}, {8, 8}, {33, 7}, {161, 121}, {3, 400}}) {
            for (const std::uint32_t frame : {0u, 100u, 0xFFFFFFFFu}) {
                pictureOf(*scene, frame, width, height, {123456, 7, 200001, 300003});
                CHECK(std::isfinite(warmthOf(*scene, frame, width, height).values[0]));
                CHECK(depthOf(*scene, frame, width, height).values[0] >= 0);
            }
        }
    }
}

TEST_CASE("A frame depends on seed, number, size and view alone", "[scenes]")
{
    for (const ScenePreset& preset : scenePresets(kPresets)) {
        CAPTURE(preset.name);
        std::string problem;
        const auto one = makeScene(preset.name, 5, problem, kPresets);
        const auto two = makeScene(preset.name, 5, problem, kPresets);
        REQUIRE(one);
        const RgbFrame first = pictureOf(*one, 77);
        pictureOf(*two, 3, 64, 48, {0, 0, 300000, 300000});
        pictureOf(*two, 4);
        CHECK(pictureOf(*two, 77).pixels == first.pixels);
        CHECK(one->truth(77) == two->truth(77));
        // There is noise in each of them.
        CHECK(pictureOf(*one, 78).pixels != first.pixels);
        const auto other = makeScene(preset.name, 6, problem, kPresets);
        CHECK(pictureOf(*other, 77).pixels != first.pixels);
    }
}

TEST_CASE("Every preset is there, is right and shows what it is for", "[scenes]")
{
    const std::pair<const char*, const char*> wanted[] = {
        {"colour-blobs", "disc"}, {"apriltag", "apriltag"},     {"qrcode", "qrcode"},
        {"barcodes", "barcode"},  {"datamatrix", "datamatrix"}, {"lines", "line"},
        {"circles", "disc"},      {"rectangles", "box"},        {"faces", "face"},
        {"motion", "disc"},       {"displacement", "box"},      {"turning", "box"},
        {"template", "box"},      {"thermal-people", "face"},   {"thermal-overheating", "box"},
        {"tof-hand", "disc"},     {"room", "qrcode"},           {"sheet", "polygon"},
        {"street", "polygon"},    {"darkness", "disc"},         {"lamp", "disc"},
        {"held-ball", "disc"}};
    CHECK(scenePresets(kPresets).size() == std::size(wanted));
    for (const auto& [name, kind] : wanted) {
        CAPTURE(name);
        CHECK(sceneSpecProblem(name, kPresets).empty());
        std::string problem;
        const auto scene = makeScene(name, 1, problem, kPresets);
        INFO(problem);
        REQUIRE(scene);
        bool found = false;
        const Json truth = truthOf(*scene, 150);
        for (const Json& object : truth["objects"])
            found = found || object["kind"] == kind;
        CHECK(found);
    }
    for (const ScenePreset& preset : scenePresets(kPresets))
        CHECK(preset.description.size() > 10);
}

TEST_CASE("A scene file is found by path, by ending and by name", "[scenes]")
{
    CHECK(sceneFileOf("file:/a/b.scene", kPresets) == "/a/b.scene");
    CHECK(sceneFileOf("dir/b.json", kPresets) == "dir/b.json");
    CHECK(sceneFileOf("qrcode", kPresets) == std::string(kPresets) + "/qrcode.json");
    CHECK_FALSE(sceneFileOf("../scenes/qrcode", kPresets));
    CHECK_FALSE(sceneFileOf("image:x.json", kPresets));
    CHECK_FALSE(sceneFileOf("nonsense", kPresets));
    CHECK_FALSE(sceneSpecProblem("nonsense", kPresets).empty());
    CHECK(sceneSpecProblem("file:/no/such/file.json").empty());
    std::string problem;
    CHECK_FALSE(makeScene("file:/no/such/file.json", 1, problem));
    CHECK(problem.find("/no/such/file.json") != std::string::npos);
}
