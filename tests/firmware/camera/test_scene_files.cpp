// SPDX-License-Identifier: MIT
#include "tests/firmware/camera/scene_frames.h"
#include "tests/libopenmv/temp_directory.h"

#include "firmware/camera/frame_counter.h"
#include "firmware/camera/scene_described.h"
#include "firmware/camera/scene_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace omv::firmware;
using namespace omv::test;
using Json = nlohmann::json;

namespace {

std::unique_ptr<Scene> sceneOf(const Json& file, std::uint64_t seed = 1)
{
    SceneDescription description;
    std::string problem;
    const bool good = parseScene(file.dump(), OMV_SOURCE_DIR, description, problem);
    INFO(problem);
    REQUIRE(good);
    auto scene = DescribedScene::make(std::move(description), seed, problem);
    INFO(problem);
    REQUIRE(scene);
    return scene;
}

std::string problemOf(const std::string& text)
{
    SceneDescription description;
    std::string problem;
    CHECK_FALSE(parseScene(text, "", description, problem));
    return problem;
}

/// A black picture of 22 degrees and 3 m with these objects.
Json darkRoom(Json objects)
{
    if (objects.is_object())
        objects = Json::array({objects});
    return {{"schema", 1},
            {"background", {{"color", "black"}, {"temperature", 22}, {"distance", 3000}}},
            {"objects", std::move(objects)}};
}

std::array<int, 3> at(const RgbFrame& frame, double x, double y)
{
    const auto column =
        static_cast<std::size_t>(std::clamp(x * frame.width, 0.0, frame.width - 1.0));
    const auto row =
        static_cast<std::size_t>(std::clamp(y * frame.height, 0.0, frame.height - 1.0));
    const std::size_t i = (row * static_cast<std::size_t>(frame.width) + column) * 3;
    return {frame.pixels[i], frame.pixels[i + 1], frame.pixels[i + 2]};
}
float at(const ScalarFrame& frame, double x, double y)
{
    const auto column =
        static_cast<std::size_t>(std::clamp(x * frame.width, 0.0, frame.width - 1.0));
    const auto row =
        static_cast<std::size_t>(std::clamp(y * frame.height, 0.0, frame.height - 1.0));
    return frame.values[row * static_cast<std::size_t>(frame.width) + column];
}

struct Box {
    double left, top, right, bottom;
};
/// What is warmer than the room.
Box warmBox(const ScalarFrame& frame)
{
    Box box{1, 1, 0, 0};
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            if (frame.values[static_cast<std::size_t>(y * frame.width + x)] < 30)
                continue;
            box.left = std::min(box.left, double(x) / frame.width);
            box.right = std::max(box.right, (x + 1.0) / frame.width);
            box.top = std::min(box.top, double(y) / frame.height);
            box.bottom = std::max(box.bottom, (y + 1.0) / frame.height);
        }
    }
    return box;
}

Json onlyObject(const Scene& scene, std::uint32_t frame = 0)
{
    const Json objects = truthOf(scene, frame)["objects"];
    REQUIRE(objects.size() == 1);
    return objects[0];
}

}  // namespace

TEST_CASE("Each shape is where the truth says, in colour, warmth and distance", "[scenes]")
{
    const Json shapes = {
        {{"shape", "disc"}},
        {{"shape", "box"}},
        {{"shape", "triangle"}},
        {{"shape", "polygon"}, {"sides", 5}},
        {{"shape", "polygon"}, {"points", {{0, 0}, {1, 0}, {0.5, 1}}}},
        {{"shape", "ring"}, {"thickness", 0.05}},
        {{"shape", "line"}, {"from", {0.3, 0.4}}, {"to", {0.6, 0.7}}, {"thickness", 0.1}},
        {{"shape", "text"}, {"text", "H"}},
        {{"shape", "face"}},
        {{"shape", "apriltag"}, {"id", 5}},
        {{"shape", "qrcode"}, {"payload", "hello"}},
        {{"shape", "barcode"}, {"payload", "ABC"}},
        {{"shape", "datamatrix"}, {"payload", "hello"}},
    };
    for (Json object : shapes) {
        CAPTURE(object.dump());
        const bool line = object["shape"] == "line";
        if (!line) {
            object["size"] = {0.3, 0.3};
            object["position"] = {0.45, 0.55};
        }
        const std::string shape = object["shape"];
        const bool code =
            shape == "apriltag" || shape == "qrcode" || shape == "barcode" || shape == "datamatrix";
        if (code)
            object["quiet"] = 0;
        else if (shape != "face")
            object["color"] = "#e04020";
        object["temperature"] = 60;
        object["distance"] = 400;
        const auto scene = sceneOf(darkRoom(Json::array({object})));
        const Json truth = onlyObject(*scene);
        CHECK(truth["kind"] == shape);
        CHECK(truth["temperature"] == 60);
        CHECK(truth["distance"] == 400);

        const ScalarFrame warmth = warmthOf(*scene, 0, 400, 300);
        const ScalarFrame depth = depthOf(*scene, 0, 400, 300);
        const RgbFrame rgb = pictureOf(*scene, 0, 400, 300);
        const Box seen = warmBox(warmth);
        const double x = truth["box"][0];
        const double y = truth["box"][1];
        const double w = truth["box"][2];
        const double h = truth["box"][3];
        // Tags and barcodes keep white of their own.
        const double slack = shape == "apriltag" || shape == "barcode" ? 0.06 : 0.011;
        CHECK(seen.left == Approx(x).margin(slack));
        CHECK(seen.top == Approx(y).margin(slack));
        CHECK(seen.right == Approx(x + w).margin(slack));
        CHECK(seen.bottom == Approx(y + h).margin(slack));
        int painted = 0;
        for (std::size_t i = 0; i < warmth.values.size(); ++i) {
            // Within an edge the three may differ: a pixel is mixed, a distance is not.
            if (warmth.values[i] > 59 && depth.values[i] != 400)
                FAIL("warm but not near at pixel " << i);
            if (warmth.values[i] < 22.01F && depth.values[i] != 3000)
                FAIL("near but not warm at pixel " << i);
            const bool bright = rgb.pixels[3 * i] > 60;
            if (!code && shape != "face" && shape != "text" &&
                bright != (warmth.values[i] > 22.0F + 38.0F * 60 / 224))
                ++painted;
        }
        CHECK(painted < 60);
        CHECK(warmth.values[0] == 22);
        CHECK(depth.values[0] == 3000);
    }
}

TEST_CASE("A bitmap is an object, transparent where the file is", "[scenes]")
{
    const TempDirectory folder;
    const std::string file = folder / "picture.ppm";
    {
        std::ofstream out(file, std::ios::binary);
        out << "P6\n2 2\n255\n";
        for (const char byte :
             {'\xff', '\0', '\0', '\0', '\xff', '\0', '\0', '\0', '\xff', '\xff', '\xff', '\xff'})
            out.put(byte);
    }
    const Json object = {{"shape", "picture"}, {"file", file}, {"size", {1, 1}}};
    const auto scene = sceneOf(darkRoom(Json::array({object})));
    const RgbFrame rgb = pictureOf(*scene);
    CHECK(at(rgb, 0.05, 0.05) == std::array{255, 0, 0});
    CHECK(at(rgb, 0.95, 0.05) == std::array{0, 255, 0});
    CHECK(at(rgb, 0.05, 0.95) == std::array{0, 0, 255});
    CHECK(at(rgb, 0.95, 0.95) == std::array{255, 255, 255});
    std::filesystem::remove(file);

    SceneDescription description;
    std::string problem;
    REQUIRE(parseScene(darkRoom(Json::array({object})).dump(), "", description, problem));
    CHECK_FALSE(DescribedScene::make(std::move(description), 1, problem));
    CHECK(problem.find(file) != std::string::npos);
}

TEST_CASE("Paths are followed frame by frame", "[scenes]")
{
    const Json dot = {
        {"shape", "box"}, {"size", {0.1, 0.1}}, {"position", {0.5, 0.5}}, {"temperature", 60}};
    const auto centerAt = [&](const Json& path, std::uint32_t frame) {
        Json object = dot;
        object["path"] = path;
        const auto scene = sceneOf(darkRoom(Json::array({object})));
        const Json truth = onlyObject(*scene, frame);
        const Box seen = warmBox(warmthOf(*scene, frame, 400, 300));
        CHECK((seen.left + seen.right) / 2 ==
              Approx(truth["center"][0].get<double>()).margin(0.005));
        CHECK((seen.top + seen.bottom) / 2 ==
              Approx(truth["center"][1].get<double>()).margin(0.005));
        return std::pair<double, double>(truth["center"][0], truth["center"][1]);
    };
    const auto is = [](std::pair<double, double> point, double x, double y) {
        CHECK(point.first == Approx(x).margin(1e-5));
        CHECK(point.second == Approx(y).margin(1e-5));
    };
    const Json bounce = {{"kind", "bounce"}, {"speed", {0.01, -0.02}}};
    is(centerAt(bounce, 0), 0.5, 0.5);
    is(centerAt(bounce, 10), 0.6, 0.3);
    is(centerAt(bounce, 45), 0.95, 0.5);  // right edge reached; was at the top at frame 22.5
    is(centerAt(bounce, 60), 0.8, 0.8);
    const Json circle = {{"kind", "circle"}, {"radius", {0.2, 0.3}}, {"period", 100}};
    is(centerAt(circle, 0), 0.7, 0.5);
    is(centerAt(circle, 25), 0.5, 0.8);
    is(centerAt(circle, 1050), 0.3, 0.5);
    Json walk = {{"kind", "waypoints"},
                 {"points",
                  {{{"frame", 10}, {"position", {0.2, 0.2}}},
                   {{"frame", 20}, {"position", {0.4, 0.8}}},
                   {{"frame", 40}, {"position", {0.8, 0.8}}}}}};
    is(centerAt(walk, 0), 0.2, 0.2);
    is(centerAt(walk, 15), 0.3, 0.5);
    is(centerAt(walk, 30), 0.6, 0.8);
    is(centerAt(walk, 55), 0.3, 0.5);
    walk["loop"] = false;
    is(centerAt(walk, 5000), 0.8, 0.8);
}

TEST_CASE("A lamp is brighter than white, but not where something is before it", "[scenes]")
{
    const auto dull = sceneOf(darkRoom({{"shape", "box"}}));
    ScalarFrame glow{kWidth, kHeight, {}};
    CHECK_FALSE(dull->renderGlow(0, {}, glow));
    const auto scene = sceneOf(darkRoom({{{"shape", "box"}, {"size", 0.5}, {"glow", 40}},
                                         {{"shape", "box"}, {"size", 0.1}, {"z", 1}}}));
    REQUIRE(scene->renderGlow(0, {}, glow));
    CHECK(at(glow, 0.5, 0.35) == 40);
    CHECK(at(glow, 0.5, 0.5) == 1);
    CHECK(at(glow, 0.1, 0.1) == 1);
    CHECK(truthOf(*scene, 0)["objects"][0]["glow"] == 40);
    CHECK_FALSE(truthOf(*scene, 0)["objects"][1].contains("glow"));
    for (const double wrong : {0.5, 251.0})
        CHECK(problemOf(darkRoom({{"shape", "box"}, {"glow", wrong}}).dump())
                  .find("objects[0].glow") != std::string::npos);
}

TEST_CASE("Waypoints change warmth, distance, size and angle", "[scenes]")
{
    const Json path = {{"kind", "waypoints"},
                       {"points",
                        {{{"frame", 0},
                          {"position", {0.5, 0.5}},
                          {"temperature", 30},
                          {"distance", 1000},
                          {"scale", 1},
                          {"rotation", 0}},
                         {{"frame", 100},
                          {"position", {0.5, 0.5}},
                          {"temperature", 80},
                          {"distance", 200},
                          {"scale", 3},
                          {"rotation", 90}}}}};
    const auto scene =
        sceneOf(darkRoom({{{"shape", "box"}, {"size", {0.1, 0.1}}, {"path", path}}}));
    const Json truth = onlyObject(*scene, 50);
    CHECK(truth["temperature"] == 55);
    CHECK(truth["distance"] == 600);
    CHECK(truth["rotation"] == 45);
    CHECK(at(warmthOf(*scene, 50, 32, 24), 0.5, 0.5) == 55);
    CHECK(at(depthOf(*scene, 50, 32, 24), 0.5, 0.5) == 600);
}

TEST_CASE("Objects come and go at their frames", "[scenes]")
{
    const auto scene = sceneOf(darkRoom(
        {{{"shape", "disc"}, {"visible", {{"frames", {{2, 5}, {7, 8}}}, {"repeat", 10}}}}}));
    for (std::uint32_t frame = 0; frame < 30; ++frame) {
        CAPTURE(frame);
        const std::uint32_t part = frame % 10;
        const bool shown = (part >= 2 && part < 5) || part == 7;
        CHECK(truthOf(*scene, frame)["objects"].size() == (shown ? 1 : 0));
        CHECK(at(pictureOf(*scene, frame, 40, 30), 0.5, 0.5)[0] == (shown ? 255 : 0));
    }
}

TEST_CASE("The higher object hides the lower one, whatever comes first in the file", "[scenes]")
{
    const auto scene = sceneOf(darkRoom(
        {{{"shape", "box"}, {"color", "#00ff00"}, {"z", 2}, {"temperature", 50}, {"distance", 100}},
         {{"shape", "box"}, {"color", "#ff0000"}, {"z", 1}, {"size", 0.6}}}));
    const RgbFrame rgb = pictureOf(*scene);
    CHECK(at(rgb, 0.5, 0.5) == std::array{0, 255, 0});
    CHECK(at(rgb, 0.5, 0.25) == std::array{255, 0, 0});
    CHECK(at(warmthOf(*scene, 0, 32, 24), 0.5, 0.5) == 50);
    // Without warmth and distance of its own a thing is as warm and far as the room.
    CHECK(at(warmthOf(*scene, 0, 32, 24), 0.5, 0.25) == 22);
    CHECK(at(depthOf(*scene, 0, 32, 24), 0.5, 0.25) == 3000);
    CHECK(truthOf(*scene)["objects"][1]["color"] == Json({0, 255, 0}));
}

TEST_CASE("A view shows its part of all three", "[scenes]")
{
    const auto scene = sceneOf(
        darkRoom({{{"shape", "disc"},
                   {"position", {0.75, 0.25}},
                   {"color", "red"},
                   {"temperature", 60},
                   {"distance", 300},
                   {"path", {{"kind", "circle"}, {"radius", {0.02, 0.02}}, {"period", 50}}}}}));
    const SceneView corner{500000, 0, 500000, 500000};
    const RgbFrame part = pictureOf(*scene, 3, 160, 120, corner);
    const RgbFrame whole = pictureOf(*scene, 3, 320, 240);
    for (int y = 0; y < 120; ++y)
        for (int x = 0; x < 160; ++x)
            if (at(part, (x + .5) / 160, (y + .5) / 120) !=
                at(whole, .5 + (x + .5) / 320, (y + .5) / 240))
                FAIL("differs at " << x << ", " << y);
    CHECK(at(warmthOf(*scene, 3, 32, 24, corner), 0.54, 0.5) == 60);
    CHECK(at(depthOf(*scene, 3, 32, 24, corner), 0.54, 0.5) == 300);
    CHECK(at(depthOf(*scene, 3, 32, 24, corner), 0.03, 0.9) == 3000);
}

TEST_CASE("Noise has the strength that is asked for", "[scenes]")
{
    Json file = darkRoom(Json::array());
    file["background"]["color"] = {128, 128, 128};
    file["noise"] = 8;
    const auto scene = sceneOf(file);
    const RgbFrame rgb = pictureOf(*scene);
    double sum = 0;
    double squares = 0;
    for (const std::uint8_t value : rgb.pixels) {
        sum += value - 128;
        squares += (value - 128.0) * (value - 128.0);
    }
    const auto count = static_cast<double>(rgb.pixels.size());
    CHECK(sum / count == Approx(0).margin(0.2));
    CHECK(std::sqrt(squares / count) == Approx(8).margin(0.3));
}

TEST_CASE("Light makes the picture darker, not colder", "[scenes]")
{
    Json file = darkRoom({{{"shape", "disc"}, {"color", {200, 100, 50}}, {"temperature", 60}}});
    file["light"] = {{"level", 0.5}};
    const auto dim = sceneOf(file);
    CHECK(at(pictureOf(*dim), 0.5, 0.5) == std::array{100, 50, 25});
    CHECK(at(warmthOf(*dim, 0, 32, 24), 0.5, 0.5) == 60);
    file["light"] = {{"flicker", {{"amount", 0.5}, {"period", 4}}}};
    const auto flicker = sceneOf(file);
    CHECK(at(pictureOf(*flicker, 0), 0.5, 0.5)[1] == 150);
    CHECK(at(pictureOf(*flicker, 1), 0.5, 0.5)[1] == 100);
    CHECK(at(pictureOf(*flicker, 2), 0.5, 0.5)[1] == 50);
    CHECK(truthOf(*flicker, 2)["light"] == 0.5);
}

TEST_CASE("A moving camera moves background and objects together", "[scenes]")
{
    Json file = {{"schema", 1},
                 {"background", {{"checker", {"black", "white"}}, {"cells", {8, 6}}}},
                 {"objects",
                  Json::array({{{"shape", "box"},
                                {"color", "red"},
                                {"size", {0.125, 0.16667}},
                                {"position", {0.4375, 0.41667}},
                                {"temperature", 60},
                                {"distance", 500}}})}};
    const auto still = sceneOf(file);
    file["camera"] = {{"path",
                       {{"kind", "waypoints"},
                        {"points",
                         {{{"frame", 0}, {"position", {0.5, 0.5}}},
                          {{"frame", 10}, {"position", {0.55, 0.5}}},
                          {{"frame", 100}, {"position", {0.55, 0.5}}}}}}}};
    const auto moving = sceneOf(file);
    CHECK(onlyObject(*moving, 10)["center"][0].get<double>() == Approx(0.3875));
    const RgbFrame before = pictureOf(*still, 0, 320, 240);
    const RgbFrame after = pictureOf(*moving, 10, 320, 240);
    int differing = 0;
    for (int y = 0; y < 240; ++y)
        for (int x = 0; x < 320 - 16; ++x) {
            const auto one = at(before, (x + 16.5) / 320, (y + .5) / 240);
            const auto two = at(after, (x + .5) / 320, (y + .5) / 240);
            differing += std::abs(one[1] - two[1]) > 30;
        }
    CHECK(differing < 240 * 20);  // edges only
    CHECK(at(warmthOf(*moving, 10, 320, 240), 0.3875, 0.41667) == 60);
    CHECK(at(depthOf(*moving, 10, 320, 240), 0.3875, 0.41667) == 500);
    file["camera"] = {{"rotation", 90}, {"zoom", 2}};
    const Json turned = onlyObject(*sceneOf(file));
    // (0.4375, 0.41667) is left of and above the middle; seen by a camera turned clockwise it is
    // left below, and twice as far away.
    CHECK(turned["center"][0].get<double>() == Approx(0.5 - 2 * 0.08333 * 0.75).margin(0.001));
    CHECK(turned["center"][1].get<double>() == Approx(0.5 + 2 * 0.0625 / 0.75).margin(0.001));
}

TEST_CASE("Nothing is distorted on the sensor that a scene is drawn for", "[scenes]")
{
    constexpr int width = 320;
    const int height = GENERATE(200, 240);
    std::string problem;
    const auto scene = makeScene("turning", 1, problem, OMV_SOURCE_DIR "/resources/scenes",
                                 static_cast<double>(width) / height);
    REQUIRE(scene);
    for (const std::uint32_t frame : {0u, 17u, 40u, 75u}) {
        const Json truth = truthOf(*scene, frame);
        const auto corner = [&](std::size_t i) {
            const auto& at = truth["objects"][0]["corners"][i];
            return std::pair(at[0].get<double>() * width, at[1].get<double>() * height);
        };
        const auto [x0, y0] = corner(0);
        const auto [x1, y1] = corner(1);
        const auto [x3, y3] = corner(3);
        CAPTURE(frame, width, height);
        // A square box stays one however it is turned.
        CHECK(std::hypot(x1 - x0, y1 - y0) == Approx(std::hypot(x3 - x0, y3 - y0)).epsilon(0.001));
        CHECK((x1 - x0) * (x3 - x0) + (y1 - y0) * (y3 - y0) == Approx(0).margin(0.5));
    }
}

TEST_CASE("Backgrounds are painted as the file says", "[scenes]")
{
    const auto seen = [](const Json& background, double x, double y) {
        return at(pictureOf(*sceneOf({{"schema", 1}, {"background", background}})), x, y);
    };
    CHECK(seen({{"color", "#102030"}}, 0.3, 0.3) == std::array{16, 32, 48});
    CHECK(seen({{"gradient", {"black", "white"}}}, 0.5, 0.002)[0] < 3);
    CHECK(seen({{"gradient", {"black", "white"}}}, 0.5, 0.5)[0] == Approx(128).margin(2));
    CHECK(seen({{"gradient", {"black", "white"}}, {"direction", "horizontal"}}, 0.998, 0.5)[0] >
          252);
    CHECK(seen({{"checker", {"red", "white"}}, {"cells", {2, 2}}}, 0.7, 0.3) ==
          std::array{255, 255, 255});
    CHECK(seen({{"checker", {"red", "white"}}, {"cells", {2, 2}}}, 0.7, 0.7) ==
          std::array{220, 30, 30});
    CHECK(seen({{"stripes", {"red", "white"}}, {"cells", {4, 1}}}, 0.3, 0.9) ==
          std::array{255, 255, 255});
    const RgbFrame grains =
        pictureOf(*sceneOf({{"schema", 1}, {"background", {{"grains", {"black", "white"}}}}}));
    const auto [low, high] = std::minmax_element(grains.pixels.begin(), grains.pixels.end());
    CHECK(*low < 60);
    CHECK(*high > 195);
    const auto ramp = sceneOf(
        {{"schema", 1}, {"background", {{"temperature", {10, 30}}, {"distance", {4000, 1000}}}}});
    CHECK(at(warmthOf(*ramp, 0, 4, 2), 0.1, 0.3) == Approx(15));
    CHECK(at(depthOf(*ramp, 0, 4, 2), 0.1, 0.8) == Approx(1750));
}

TEST_CASE("The counter can be had over a scene from a file", "[scenes]")
{
    Json file = darkRoom(Json::array());
    file["counter"] = true;
    const RgbFrame rgb = pictureOf(*sceneOf(file), 4711);
    CHECK(readFrameCounter(rgb.pixels, kWidth, kHeight) == 4711u);
}

TEST_CASE("Wrong scene files are refused with place and reason", "[scenes]")
{
    const auto tells = [](const std::string& text, std::initializer_list<const char*> words) {
        const std::string problem = problemOf(text);
        CAPTURE(text, problem);
        for (const char* word : words)
            CHECK(problem.find(word) != std::string::npos);
    };
    const auto object = [](const std::string& members) {
        return R"({"schema":1,"objects":[{"shape":"disc"},{)" + members + "}]}";
    };
    tells("", {"line 1"});
    tells("{\n\"schema\": 1,\n\"objects\": [}\n", {"line 3, column 13"});
    tells("[]", {"the whole file", "object"});
    tells("{}", {"schema", "1"});
    for (const char* other : {"2", "0", "1.5", "\"1\""})
        tells(std::string(R"({"schema":)") + other + "}",
              {"schema: has to be 1: this program reads"});
    tells(R"({"schema":1,"objcts":[]})", {"objcts", "objects"});
    tells(R"({"schema":1,"noise":1,"noise":2})", {"noise: stands there twice"});
    tells(object(R"("shape":"disc","size":1,"size":1)"), {"objects[1].size: stands there twice"});
    tells(
        object(
            R"("shape":"disc","path":{"kind":"waypoints","points":[{"frame":0},{"frame":1,"position":[0,0],"frame":2}]})"),
        {"objects[1].path.points[1].frame: stands there twice"});
    tells(R"({"schema":1,"background":{"color":"red","col\u006fr":"red"}})",
          {"background.color: stands there twice"});
    tells(R"({"schema":1,"noise":1e400})", {"read"});
    tells(R"({"schema":1,"noise":-1})", {"noise", "0 to 100"});
    tells(R"({"schema":1,"background":{"color":"reddish"}})", {"background.color", "#rrggbb"});
    tells(R"({"schema":1,"background":{"color":"red","gradient":["red","red"]}})", {"keep one"});
    tells(R"({"schema":1,"objects":7})", {"objects", "list"});
    tells(object(R"("shape":"blob")"), {"objects[1].shape", "disc", "qrcode"});
    tells(object(R"("shape":"disc","colour":"red")"), {"objects[1]", "colour", "color"});
    tells(object(R"("shape":"disc","size":0)"), {"objects[1].size", "0.001"});
    tells(object(R"("shape":"disc","size":1e9)"), {"objects[1].size"});
    tells(object(R"("shape":"disc","position":[0.5])"), {"objects[1].position", "list of 2"});
    tells(object(R"("shape":"disc","payload":"x")"), {"objects[1].payload", "disc"});
    tells(object(R"("shape":"line","from":[0,0],"to":[1,1],"size":1)"), {"objects[1].size"});
    tells(object(R"("shape":"text")"), {"objects[1].text"});
    tells(object(R"("shape":"text","text":"äöü")"), {"objects[1].text", "ASCII"});
    tells(object(R"("shape":"polygon","points":[[0,0],[1,1]])"), {"objects[1].points"});
    tells(object(R"("shape":"apriltag","family":"TAG1")"), {"objects[1].family", "TAG36H11"});
    tells(object(R"("shape":"apriltag","id":587)"), {"objects[1].id", "586"});
    tells(object(R"("shape":"barcode","format":"EAN13","payload":"12")"),
          {"objects[1].payload", "13 digits"});
    tells(object(R"("shape":"barcode","format":"EAN13","payload":"4006381333930")"),
          {"objects[1].payload", "check digit is wrong", "EAN13 ends in 1"});
    tells(object(R"("shape":"barcode","format":"EAN8","payload":"96385070")"),
          {"objects[1].payload", "EAN8 ends in 4"});
    tells(object(R"("shape":"barcode","format":"UPCE","payload":"01234560")"),
          {"objects[1].payload", "UPCE ends in 5"});
    tells(object(R"("shape":"barcode","format":"EAN14","payload":"1")"),
          {"objects[1].format", "EAN13"});
    tells(object(R"("shape":"barcode","format":"I25","payload":"123")"),
          {"objects[1].payload", "encoded"});
    tells(object(R"("shape":"apriltag","family":"TAG16H5","id":30)"), {"objects[1].id", "29"});
    tells(object(R"("shape":"disc","path":{"kind":"loop"})"), {"objects[1].path.kind", "bounce"});
    tells(object(R"("shape":"disc","path":{"kind":"circle","radius":[1,1],"period":0})"),
          {"period"});
    tells(
        object(
            R"("shape":"disc","path":{"kind":"waypoints","points":[{"frame":1,"position":[0,0]},{"frame":1,"position":[0,0]}]})"),
        {"objects[1].path.points[1]", "later"});
    tells(object(R"("shape":"disc","visible":{"frames":[[5,5]]})"),
          {"objects[1].visible.frames[0]"});
    std::string many = R"({"schema":1,"objects":[)";
    for (int i = 0; i < 501; ++i)
        many += std::string(i > 0 ? "," : "") + R"({"shape":"disc"})";
    tells(many + "]}", {"objects", "500"});
    tells(std::string(kMaxSceneFileBytes + 1, ' '), {"bytes"});
    tells(std::string(20000, '['), {"line 1"});
}
