// SPDX-License-Identifier: MIT
// The SDK on the camera's USB serial port, as a kernel would carry it.
#include "tests/integration/session_fixture.h"
#include "tests/support/usbip_host.h"

#include <openmv/discovery.h>

#include <algorithm>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

TEST_CASE("A session with frames runs over the camera's USB serial port", "[usb]")
{
    const VcamProcess vcam({"--board", "ae3", "--usbip"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    REQUIRE(UsbIpHost::waitFor(vcam.usbIp(), 0x37C5, 0x16E3));
    auto host = std::make_unique<UsbIpHost>(vcam.usbIp());
    REQUIRE(host->import());
    REQUIRE(host->configure());
    const CdcTty tty(std::move(host));
    auto camera = must(Camera::open(tty.path()));
    CHECK(camera->info().firmware == FirmwareVersion{5, 0, 0});
    must(camera->run("import csi\n"
                     "c = csi.CSI()\n"
                     "c.reset()\n"
                     "c.pixformat(csi.RGB565)\n"
                     "c.framesize(csi.QVGA)\n"
                     "while True:\n"
                     "    c.snapshot()\n"));
    must(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 240}));
    for (int i = 0; i < 20; ++i) {
        const Frame frame = must(camera->nextFrame({.timeout = 60s}));
        CHECK(frame.width == 320);
    }
    must(camera->stop());
    // Whoever has it imported besides, it is announced, and that once.
    const auto cameras = must(listCameras());
    CHECK(std::count_if(cameras.begin(), cameras.end(),
                        [&](const CameraInfo& each) { return each.pid == vcam.pid(); }) == 1);
}
