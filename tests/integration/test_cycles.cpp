// SPDX-License-Identifier: MIT
// Connect, run, stop, many times: nothing grows.
#include "tests/integration/session_fixture.h"

#include <algorithm>

#include <malloc.h>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

constexpr int kCycles = 200;
constexpr int kWarmUp = 20;
constexpr int kWindow = 20;
// From the median of cycles 20 to 39 to that of the last 20. Measured on a busy machine: 0 to
// 24 KiB. A leak of 2 KiB a cycle is 320.
constexpr long kAllowedKb = 256;

/// What one process holds at the end of each cycle.
struct Usage {
    std::vector<long> kilobytes;
    std::vector<int> descriptors;

    long median(int from) const
    {
        std::vector<long> window(kilobytes.begin() + from, kilobytes.begin() + from + kWindow);
        std::ranges::nth_element(window, window.begin() + kWindow / 2);
        return window[kWindow / 2];
    }
    long growth() const { return median(kCycles - kWindow) - median(kWarmUp); }
    /// The fewest: at times a process has not noticed yet that its peer is gone.
    int fewestDescriptors(int from) const
    {
        return *std::min_element(descriptors.begin() + from, descriptors.begin() + from + kWindow);
    }
};

void runAndStop(const VcamProcess& vcam, const Wire& wire)
{
    auto camera = must(openOver(vcam, wire));
    must(camera->stream({}));
    must(camera->run("import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
                     "c.framesize(csi.QVGA)\nwhile True:\n    c.snapshot()\n    print('x')\n"));
    must(camera->nextFrame({.timeout = 60s}));
    must(camera->stop());
}

}  // namespace

TEST_CASE("200 connect, run, stop cycles leave memory and descriptors flat", "[cycles]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    Usage host;
    Usage device;
    for (int cycle = 0; cycle < kCycles; ++cycle) {
        CAPTURE(cycle);
        runAndStop(vcam, {.tcp = cycle % 2 == 0});
        malloc_trim(0);  // what the allocator merely keeps is no leak
        host.kilobytes.push_back(anonymousKb("self"));
        host.descriptors.push_back(openDescriptors("self"));
        device.kilobytes.push_back(vcam.anonymousKb());
        device.descriptors.push_back(vcam.openDescriptors());
    }
    CHECK(host.fewestDescriptors(kCycles - kWindow) <= host.fewestDescriptors(kWarmUp));
    CHECK(device.fewestDescriptors(kCycles - kWindow) <= device.fewestDescriptors(kWarmUp));
    CAPTURE(host.kilobytes, device.kilobytes);
    CHECK(host.growth() < kAllowedKb);
    CHECK(device.growth() < kAllowedKb);
}
