// SPDX-License-Identifier: MIT
// A single call of an image or model function that takes minutes: Stop, a reset, Ctrl-C and
// the end of the process do not wait for it.
#include "tests/firmware/vcam/run_script.h"
#include "tests/firmware/vcam/terminal_host.h"

using namespace omv::test;
using namespace omv::protocol;
using namespace std::chrono_literals;

namespace {

// A picture of noise, in which there is most to do.
std::string noise(int width, int height)
{
    return "import image, os\nw, h = " + std::to_string(width) + ", " + std::to_string(height) +
        "\nimg = image.Image(w, h, image.GRAYSCALE)\nbytes = memoryview(img.bytearray())\n"
        "for i in range(0, w * h, 256):\n    bytes[i:i + 256] = os.urandom(256)\n";
}

struct LongCall {
    std::string name;
    std::string before;
    std::string call;
};

const std::vector<LongCall>& longCalls()
{
    static const std::vector<LongCall> calls = {
        {"bilateral", noise(1280, 720), "img.bilateral(127, color_sigma=1, space_sigma=1)"},
        {"find_features",
         noise(1280, 720) +
             "c = image.HaarCascade("
             "'/rom/haarcascade_frontalface.cascade')\n",
         "img.find_features(c, threshold=0.5, scale=1.00001)"},
        {"find_template", noise(640, 480) + "t = img.copy(roi=(0, 0, 600, 440))\n",
         "img.find_template(t, 0.9, step=1, search=image.SEARCH_DS)"},
        {"find_circles", noise(320, 240),
         "img.find_circles(threshold=1, r_step=1, x_margin=1, y_margin=1, r_margin=1)"},
        {"a callback", noise(1280, 720),
         "img.find_blobs([(0, 110)], area_threshold=0, pixels_threshold=0, merge=True, "
         "merge_cb=lambda a, b: img.bilateral(127) and False)"},
        {"draw_line", noise(1280, 720),
         "img.draw_line((-1000000, 0, 1000000, 3), thickness=1000000)"},
        {"draw_string", noise(1280, 720),
         "img.draw_string((0, 0), 'hello world' * 1000, scale=1000)"},
        {"convolve", "from ulab import numpy as np\na = np.ones(150000)\n", "np.convolve(a, a)"},
        {"polyfit", "from ulab import numpy as np\na = np.ones(3000)\n", "np.polyfit(a, 400)"},
    };
    return calls;
}

/// The script that says when it is about to begin.
std::string scriptOf(const LongCall& work)
{
    return work.before + "print('begins')\n" + work.call + "\nprint('ended')\n";
}

bool begins(Session& session, const LongCall& work)
{
    return session.camera->start(scriptOf(work)) && session.camera->printed("begins\r\n", 120s) &&
        (session.camera->poll() & 2) == 2;
}

}  // namespace

TEST_CASE("Stop ends a call that takes minutes, and the camera goes on")
{
    Session session({"--board", "ae3"});
    for (const LongCall& work : longCalls()) {
        CAPTURE(work.name);
        REQUIRE(begins(session, work));
        REQUIRE(session.camera->stop());
        CHECK(scriptText(session.camera->collected()) == "begins\n");
        REQUIRE(session.camera->run("print(6 * 7)\n") == "42\n");
    }
}

TEST_CASE("Stop ends the search for keypoints and their comparison")
{
    // A board with a corner detector.
    Session session({"--board", "rt1062"});
    const std::vector<LongCall> calls = {
        {"find_keypoints", noise(640, 480),
         "img.find_keypoints(threshold=5, scale_factor=1.000001, max_keypoints=100)"},
        {"match_descriptor",
         noise(1280, 720) +
             "k = img.find_keypoints(threshold=0, max_keypoints=100000, "
             "scale_factor=1.05)\nassert len(k) > 30000, len(k)\n",
         "image.match_descriptor(k, k)"}};
    for (const LongCall& work : calls) {
        CAPTURE(work.name);
        REQUIRE(begins(session, work));
        REQUIRE(session.camera->stop());
        REQUIRE(session.camera->run("print(6 * 7)\n") == "42\n");
    }
}

TEST_CASE("Stop ends a model that takes minutes, and it can be run again")
{
    Session session({"--board", "rt1062"});
    // An average over windows as large as the picture.
    const std::string before = scriptFile("camera/scripts/tflite_writer.py") +
        "import ml, os\nfrom ulab import numpy as np\n"
        "s = [1, 512, 512, 8]\n"
        "with open('/flash/m.tflite', 'wb') as f:\n"
        "    f.write(model([Tensor(s, U8, None, 1.0), Tensor(s, U8, None, 1.0)],\n"
        "        [(1, [0], [1], {0: ('b', 0), 1: ('i', 1), 2: ('i', 1), 3: ('i', 511), 4: ('i', "
        "511)})], [0], [1]))\n"
        "m = ml.Model('/flash/m.tflite')\na = np.ones((1, 512, 512, 8), dtype=np.uint8)\n";
    const LongCall work{"predict", before, "m.predict([a])"};
    for (int i = 0; i < 2; ++i) {
        REQUIRE(begins(session, work));
        REQUIRE(session.camera->stop());
    }
    CHECK(session.camera->run("print(6 * 7)\n") == "42\n");
}

TEST_CASE("A reset ends a call that takes minutes")
{
    const bool fromOutside = GENERATE(true, false);
    CAPTURE(fromOutside);
    Session session({"--board", "ae3"});
    const LongCall& work = longCalls().front();
    REQUIRE(begins(session, work));
    if (fromOutside)
        CHECK(session.control(R"({"cmd":"reset"})")["ok"] == true);
    else
        session.camera->request(Opcode::SysReset, 0, {}, 50ms);
    CHECK(session.camera->waitUntilGone());
    auto camera = session.comesBack();
    REQUIRE(camera);
    REQUIRE(camera->stop());
    CHECK(camera->run("print(6 * 7)\n") == "42\n");
}

TEST_CASE("The process ends in the middle of a call that takes minutes")
{
    Session session({"--board", "ae3"});
    REQUIRE(begins(session, longCalls().front()));
    CHECK(session.control(R"({"cmd":"power-off"})")["ok"] == true);
    CHECK(session.camera->waitUntilGone());
    // Its last act.
    CHECK(vanishes(session.vcam.controlPath()));
}

TEST_CASE("Ctrl-C at the terminal raises KeyboardInterrupt from such a call")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    TerminalHost terminal(vcam.pty());
    REQUIRE(terminal.isOpen());
    terminal.type("\r\x03");
    REQUIRE(terminal.sees(">>> "));
    terminal.answer("import image");
    terminal.answer("img = image.Image(1280, 720, image.GRAYSCALE)");
    terminal.type("try: print('be' + 'gins'); img.bilateral(127)\r"
                  "except KeyboardInterrupt: print('in' + 'terrupted')\r\r");
    REQUIRE(terminal.sees("begins\r\n"));
    terminal.type("\x03");
    CHECK(terminal.sees("interrupted\r\n>>> "));
    CHECK(terminal.answer("6 * 7").ends_with("42\r\n>>> "));
}

TEST_CASE("What has too much to keep raises MemoryError, and the camera goes on")
{
    Session session({"--board", "ae3"});
    const std::string caught = "\nexcept MemoryError:\n    print('no memory')\n";
    CHECK(session.camera->run(noise(640, 480) +
                              "try:\n    img.find_circles(threshold=1, "
                              "r_step=1)" +
                              caught) == "no memory\n");
    CHECK(session.camera->run(
              noise(320, 240) +
              "c = image.HaarCascade('/rom/haarcascade_frontalface.cascade', stages=1)\n"
              "try:\n    img.find_features(c, threshold=1000, scale=1.001)" +
              caught) == "no memory\n");
    CHECK(session.camera->run("print(6 * 7)\n") == "42\n");
}
