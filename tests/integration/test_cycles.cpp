// SPDX-License-Identifier: MIT
// Connect, run, stop, many times: nothing grows.
#include "tests/integration/session_fixture.h"

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

TEST_CASE("200 connect, run, stop cycles leave memory and descriptors flat", "[cycles]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    long hostKb = 0;
    long cameraKb = 0;
    int hostFds = 0;
    int cameraFds = 0;
    for (int cycle = 0; cycle < 200; ++cycle) {
        CAPTURE(cycle);
        auto camera = must(openOver(vcam, {.tcp = cycle % 2 == 0}));
        must(camera->stream({}));
        must(camera->run("import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
                         "c.framesize(csi.QVGA)\nwhile True:\n    c.snapshot()\n    print('x')\n"));
        must(camera->nextFrame({.timeout = 10s}));
        must(camera->stop());
        if (cycle == 20) {
            hostKb = residentKb("self");
            cameraKb = vcam.residentKb();
            hostFds = openDescriptors("self");
            cameraFds = vcam.openDescriptors();
        }
    }
    // Descriptors are exact (the last camera is closed as it was at cycle 20 when counted
    // inside the loop); memory may breathe by what allocators keep.
    auto camera = must(openOver(vcam, {.tcp = true}));
    CHECK(openDescriptors("self") <= hostFds);
    CHECK(vcam.openDescriptors() <= cameraFds);
    CHECK(residentKb("self") < hostKb + 8 * 1024);
    CHECK(vcam.residentKb() < cameraKb + 8 * 1024);
}
