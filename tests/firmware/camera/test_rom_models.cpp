// SPDX-License-Identifier: MIT
// The models in /rom find what the scene shows, where it shows it.
#include "tests/firmware/vcam/run_script.h"

#include <algorithm>
#include <map>
#include <sstream>

using namespace omv::test;

namespace {

/// Middle and size, in parts of the picture.
struct Box {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
};

double overlap(const Box& a, const Box& b)
{
    const double w =
        std::min(a.x + a.w / 2, b.x + b.w / 2) - std::max(a.x - a.w / 2, b.x - b.w / 2);
    const double h =
        std::min(a.y + a.h / 2, b.y + b.h / 2) - std::max(a.y - a.h / 2, b.y - b.h / 2);
    return w <= 0 || h <= 0 ? 0 : w * h / (a.w * a.h + b.w * b.h - w * h);
}

std::uint32_t newestFrame(Session& session)
{
    return session.control(R"({"cmd":"truth"})")["truth"]["frame"];
}

Box truthOf(Session& session, const std::string& name, std::uint32_t frame)
{
    const std::string request = R"({"cmd":"truth","frame":)" + std::to_string(frame) + "}";
    const auto truth = session.control(request)["truth"];
    for (const auto& object : truth["objects"]) {
        const auto box = object["box"];
        if (object["name"] == name)
            return {double(box[0]) + double(box[2]) / 2, double(box[1]) + double(box[3]) / 2,
                    double(box[2]), double(box[3])};
    }
    FAIL("no " << name << " in the scene");
    return {};
}

}  // namespace

TEST_CASE("The face detector in /rom finds the faces of a scene")
{
    const std::string board = GENERATE("pure-thermal", "ae3", "rt1062");
    CAPTURE(board);
    Session session({"--board", board, "--scene", "room", "--seed", "1"});
    const std::string text = session.camera->run(scriptFile("camera/scripts/rom_faces.py"));
    CAPTURE(text);
    std::istringstream found(text);
    Box box;
    REQUIRE(found >> box.x >> box.y >> box.w >> box.h);
    CHECK(overlap(box, truthOf(session, "face", 0)) > 0.4);  // it does not move
    std::string more;
    CHECK_FALSE(found >> more);

    Session empty({"--board", board, "--scene", "colour-blobs", "--seed", "1"});
    CHECK(empty.camera->run(scriptFile("camera/scripts/rom_faces.py")).empty());
}

TEST_CASE("The object detector in /rom names the things of a scene")
{
    Session session({"--board", "ae3", "--scene", "street", "--seed", "1"});
    const std::uint32_t first = newestFrame(session);
    const std::string text = session.camera->run(scriptFile("camera/scripts/rom_objects.py"));
    const std::uint32_t last = newestFrame(session);
    CAPTURE(text);
    std::istringstream found(text);
    std::map<std::string, Box> boxes;
    std::string name;
    Box box;
    while (found >> name >> box.x >> box.y >> box.w >> box.h)
        boxes[name] = box;
    CHECK(boxes.size() == 4);
    CHECK(overlap(boxes["stop_sign"], truthOf(session, "stop sign edge", first)) > 0.5);
    CHECK(overlap(boxes["traffic_light"], truthOf(session, "traffic light", first)) > 0.5);
    const Box face = truthOf(session, "face", first);
    const Box body = truthOf(session, "body", first);
    const double top = face.y - face.h / 2;
    const double bottom = body.y + body.h / 2;
    CHECK(overlap(boxes["person"], {body.x, (top + bottom) / 2, body.w, bottom - top}) > 0.5);
    // The one that moves was there in one of the frames since.
    double best = 0;
    for (std::uint32_t frame = first; frame <= last; ++frame)
        best = std::max(best, overlap(boxes["sports_ball"], truthOf(session, "ball", frame)));
    CHECK(best > 0.5);
}

TEST_CASE("The models in /rom tell a sound that climbs from one that falls")
{
    Session session({"--board", "ae3"});
    CHECK(session.camera->run(scriptFile("camera/scripts/rom_words.py")) ==
          "['No', 'Yes'] ['No', 'Yes']\n");
}

TEST_CASE("A board has the models in /rom that it is sold with")
{
    Session session({"--board", "pure-thermal"});
    CHECK(session.camera->run("import os\nprint([f for f in os.listdir('/rom') if 'yolo' in f or "
                              "f == 'micro_speech.txt'])\n") == "['micro_speech.txt']\n");
}
