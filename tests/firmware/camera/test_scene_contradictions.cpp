// SPDX-License-Identifier: MIT
// Scene files that say two things of one, or something that nothing follows from.
#include "tests/support/catch.h"

#include "firmware/camera/scene_file.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace omv::firmware;

namespace {

/// Empty: the file is right.
std::string problemOf(const std::string& text)
{
    SceneDescription description;
    std::string problem;
    parseScene(text, "", description, problem);
    return problem;
}

std::string problemOfObject(const std::string& members)
{
    return problemOf(R"({"schema":1,"objects":[{)" + members + "}]}");
}

std::string problemOfCode(const std::string& shape, const std::string& payload)
{
    const bool bars = shape != "qrcode" && shape != "datamatrix";
    return problemOfObject((bars ? R"("shape":"barcode","format":")" : R"("shape":")") + shape +
                           R"(","payload":")" + payload + '"');
}

}  // namespace

TEST_CASE("Members that contradict each other, or do nothing, are refused", "[scenes]")
{
    const std::vector<std::tuple<std::string, std::string, std::string>> wrong{
        {R"("shape":"polygon","sides":5,"points":[[0,0],[1,0],[0,1]])", "sides", "keep one"},
        {R"("shape":"box","cells":[2,2])", "cells", "\"checker\", \"stripes\" and \"grains\""},
        {R"("shape":"box","gradient":["red","blue"],"cells":[2,2])", "cells", "only"},
        {R"("shape":"box","picture":"x.png","cells":[2,2])", "cells", "only"},
        {R"("shape":"qrcode","payload":"x","cells":[2,2])", "cells", "only"},
        {R"("shape":"box","direction":"vertical")", "direction", "\"gradient\" and \"stripes\""},
        {R"("shape":"box","checker":["red","blue"],"direction":"vertical")", "direction", "only"},
        {R"("shape":"box","stripes":["red","blue"],"direction":"radial")", "direction",
         "horizontal"},
        {R"("shape":"apriltag","color":"red")", "color", "does not go with the shape apriltag"},
        {R"("shape":"qrcode","payload":"x","color":"red")", "color", "the shape qrcode"},
        {R"("shape":"picture","file":"x.png","color":"red")", "color", "the shape picture"},
        {R"("shape":"picture","file":"x.png","picture":"y.png")", "picture", "the shape picture"},
        {R"("shape":"text","text":"x","gradient":["red","blue"])", "gradient", "the shape text"},
        {R"("shape":"face","grains":["red","blue"])", "grains", "the shape face"},
        {R"("shape":"line","from":[0.5,0.5],"to":[0.5,0.5])", "to", "another point"},
        {R"("shape":"box","path":{"kind":"bounce","speed":[0,0],"room":[0.5,0,-0.1,1]})",
         "path.room[2]", "more than 0"},
        {R"("shape":"box","path":{"kind":"bounce","speed":[0,0],"room":[0.5,0,0.1,0]})",
         "path.room[3]", "more than 0"},
        {R"("shape":"box","visible":{"frames":[[0,5]],"repeat":0})", "visible.repeat", "from 1"},
        {R"("shape":"box","visible":{"frames":[[0,5],[20,30],[7,9]],"repeat":29})",
         "visible.repeat", "at least 30"},
        {R"("shape":"box","size":"big")", "size", "a number, or a list of two: [width, height]"},
        {R"("shape":"box","size":{})", "size", "a number, or a list of two"},
        {R"("shape":"box","size":[1])", "size", "list of 2"},
    };
    for (const auto& [members, place, reason] : wrong) {
        const std::string problem = problemOfObject(members);
        CAPTURE(members, problem);
        CHECK(problem.find("objects[0]." + place + ": ") == 0);
        CHECK(problem.find(reason) != std::string::npos);
    }
    for (const std::string member : {"temperature", "distance"}) {
        const std::string problem =
            problemOf(R"({"schema":1,"background":{")" + member + R"(":"warm"}})");
        CAPTURE(problem);
        CHECK(problem.find("background." + member + ": has to be a number, or a list of two") == 0);
    }
    CHECK(problemOf(R"({"schema":1,"background":{"color":"red","cells":[2,2]}})")
              .find("background.cells: ") == 0);
}

TEST_CASE("What is close to a contradiction and is none is taken", "[scenes]")
{
    for (const std::string members :
         {R"("shape":"box","stripes":["red","blue"],"direction":"horizontal","cells":[2,2])",
          R"("shape":"ring","gradient":["red","blue"],"direction":"radial")",
          R"("shape":"text","text":"x","color":"red")", R"("shape":"face","color":"pink")",
          R"("shape":"line","from":[0.5,0.5],"to":[0.5,0.51],"checker":["red","blue"])",
          R"("shape":"box","visible":{"frames":[[0,5],[20,30]],"repeat":30})",
          R"("shape":"box","path":{"kind":"bounce","speed":[1,-1],"room":[-1,-1,3,0.1]})",
          R"("shape":"box","size":[0.1,0.2])"})
        CHECK(problemOfObject(members).empty());
    CHECK(problemOf(R"({"schema":1,"background":{"temperature":[1,2],"distance":7}})").empty());
}

TEST_CASE("The message about a payload says which characters that code takes", "[scenes]")
{
    const std::vector<std::tuple<std::string, std::string, std::string>> wrong{
        {"qrcode", "日本", "qrcode takes the characters of Latin-1, U+0001 to U+00FF"},
        {"qrcode", "x\u0100", "Latin-1"},
        {"datamatrix", "日本", "datamatrix takes the characters of Latin-1"},
        {"CODE128", "日本", "CODE128 takes up to 80 characters of ASCII"},
        {"CODE128", "\u00f1", "ASCII"},
        {"CODE128", std::string(81, '1'), "up to 80"},
        {"CODE39", "ä", "CODE39 takes up to 80 characters of ASCII"},
        {"CODE39", std::string(41, 'a'), "small letters and most signs count twice"},
        {"CODE93", "ä", "CODE93 takes up to 80 characters of ASCII"},
        {"CODABAR", "12X", "CODABAR takes digits and - $ : / . +"},
        {"CODABAR", "A12", "two letters A to D"},
        {"I25", "123", "I25 takes an even number of digits, up to 80"},
        {"UPCE", "21234565", "UPCE takes 8 digits that begin with 0 or 1"},
    };
    for (const auto& [shape, payload, reason] : wrong) {
        const std::string problem = problemOfCode(shape, payload);
        CAPTURE(payload, problem);
        CHECK(problem.find("objects[0].payload: cannot be encoded: ") == 0);
        CHECK(problem.find(reason) != std::string::npos);
    }
    const std::vector<std::pair<std::string, std::string>> right{
        {"qrcode", "ÿ"},
        {"qrcode", "\\u0001"},
        {"datamatrix", "ÿ"},
        {"CODE128", "a~\\u0001"},
        {"CODE39", "a~"},
        {"CODE93", "a~"},
        {"CODABAR", "12-$:/.+"},
        {"CODABAR", "A12B"},
        {"I25", "12"},
        {"CODE128", std::string(80, '1')},
        {"CODE39", std::string(40, 'a')},
    };
    for (const auto& [shape, payload] : right) {
        CAPTURE(shape, payload);
        CHECK(problemOfCode(shape, payload).empty());
    }
}
