// SPDX-License-Identifier: MIT
// Runs the scripts of the finders on the virtual boards: they assert, and print OK.
#include "tests/firmware/vcam/run_script.h"

using namespace omv::test;

TEST_CASE("The finders of shapes, tags and codes answer scripts as the board does")
{
    const std::string board = GENERATE("ae3", "pure-thermal", "rt1062");
    Session session({"--board", board});
    CAPTURE(board);
    for (const std::string script : {"find_shapes.py", "find_tags.py", "find_codes.py"})
        runScript(session, "camera/scripts/" + script);
}

TEST_CASE("Scripts that are stopped while they look for codes leak nothing")
{
    Session session({"--limits", "off"});
    const std::string script =
        "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
        "c.framesize(csi.QVGA)\nprint('go')\nwhile True:\n    i = c.snapshot()\n"
        "    i.find_apriltags()\n    i.find_qrcodes()\n    i.find_rects()\n"
        "    i.find_lines()\n    i.get_regression([(100, 255)])\n";
    const auto cycle = [&] {
        session.camera->forgetText();
        REQUIRE(session.camera->start(script));
        REQUIRE(session.camera->printed("go\r\n"));
        REQUIRE(session.camera->stop());
    };
    for (int i = 0; i < 8; ++i)
        cycle();
    CHECK(session.camera->run("print('alive')\n") == "alive\n");
}
