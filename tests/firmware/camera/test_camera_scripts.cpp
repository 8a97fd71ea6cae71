// SPDX-License-Identifier: MIT
// Runs scripts/*.py on the virtual boards: they assert, and print OK at their end.
#include "tests/firmware/vcam/vcam_fixture.h"

#include <fstream>
#include <sstream>

using namespace omv::test;

namespace {

// AddressSanitizer keeps freed memory for a while; it finds leaks itself.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kMemoryIsKept = true;
#else
constexpr bool kMemoryIsKept = false;
#endif

std::string scriptFile(const std::string& name)
{
    std::ifstream file(std::string(OMV_SOURCE_DIR) + "/tests/firmware/camera/scripts/" + name);
    REQUIRE(file);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("The modules csi, sensor and image take, answer and raise what the board does")
{
    const auto [board, scripts] = GENERATE(table<std::string, std::vector<std::string>>(
        {{"ae3",
          {"common_image.py", "common_draw.py", "common_blobs.py", "common_csi.py",
           "ae3_sensor.py"}},
         {"pure-thermal",
          {"common_image.py", "common_csi.py", "ov5640_sensor.py", "pure_thermal_lepton.py"}},
         {"rt1062", {"common_csi.py", "ov5640_sensor.py"}}}));
    Session session({"--board", board});
    for (const std::string& script : scripts) {
        CAPTURE(board, script);
        const std::string text = session.camera->run(scriptFile(script));
        CHECK(text.ends_with("OK\n"));
        if (!text.ends_with("OK\n"))
            WARN(script << " on " << board << ": " << text);
        session.camera->forgetText();
    }
}

TEST_CASE("ulab and ml answer as on the board")
{
    const std::string board = GENERATE("ae3", "pure-thermal");
    Session session({"--board", board});
    for (const std::string script :
         {"common_ulab.py", "common_ml.py", "common_ml_readers.py", "common_ml_apps.py"}) {
        CAPTURE(board, script);
        const std::string text =
            session.camera->run(scriptFile("tflite_writer.py") + scriptFile(script));
        CHECK(text.ends_with("OK\n"));
        if (!text.ends_with("OK\n"))
            WARN(script << ": " << text);
        session.camera->forgetText();
    }
}

TEST_CASE("A soft reboot leaves the camera as after power-on")
{
    Session session;
    const std::string setUp = "import csi\nc = csi.CSI()\nc.pixformat(csi.RGB565)\n"
                              "c.framesize(csi.QVGA)\nprint(c.snapshot().width())\n";
    for (int i = 0; i < 3; ++i) {
        CHECK(session.camera->run(setUp) == "320\n");
        CHECK(session.camera->run("import csi\ntry:\n    csi.CSI().pixformat()\n"
                                  "except RuntimeError:\n    print('unset')\n") == "unset\n");
    }
}

TEST_CASE("Camera scripts stopped anywhere leak nothing")
{
    Session session({"--limits", "off"});
    const std::string script =
        "import csi, image\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
        "c.framesize(csi.QVGA)\nprint('go')\nwhile True:\n    i = c.snapshot()\n"
        "    i.find_blobs([(0, 100, -128, 127, 20, 127)], threshold_cb=lambda b: True)\n    "
        "i.get_statistics()\n"
        "    j = i.to_jpeg(copy=True)\n";
    const auto cycle = [&] {
        session.camera->forgetText();
        REQUIRE(session.camera->start(script));
        REQUIRE(session.camera->printed("go\r\n"));
        REQUIRE(session.camera->stop());
    };
    for (int i = 0; i < 10; ++i)
        cycle();
    const long before = session.vcam.residentKb();
    for (int i = 0; i < 30; ++i)
        cycle();
    if (!kMemoryIsKept)
        CHECK(session.vcam.residentKb() - before < 4096);
}

TEST_CASE("STOP inside a callback of find_blobs ends the script")
{
    Session session({"--limits", "off"});
    const std::string script =
        "import image\ni = image.Image(40, 30, image.GRAYSCALE)\ndef f(b):\n    print('go')\n"
        "    while True:\n        pass\ni.find_blobs([(0, 0)], threshold_cb=f)\nprint('after')\n";
    for (int n = 0; n < 3; ++n) {
        session.camera->forgetText();
        REQUIRE(session.camera->start(script));
        REQUIRE(session.camera->printed("go\r\n"));
        REQUIRE(session.camera->stop());
        CHECK(scriptText(session.camera->collected()) == "go\n");
    }
    CHECK(session.camera->run("print('alive')\n") == "alive\n");
}
