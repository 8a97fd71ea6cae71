// SPDX-License-Identifier: MIT
// A camera process that loses and damages a part of what it sends, for a minute.
#include "tests/integration/session_fixture.h"

#include <openmv/frame.h>

#include "firmware/camera/frame_counter.h"
#include "firmware/camera/scene.h"

#include <algorithm>
#include <atomic>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr unsigned kSeed = 7;

/// Numbers printed, a frame each, and a channel that sends events.
const char* const kScript = R"(import csi, protocol
class Box:
    def size(self):
        return 4
    def read(self, offset, size):
        return b'\x01\x02\x03\x04'
box = protocol.register(name='box', backend=Box())
c = csi.CSI()
c.reset()
c.pixformat(csi.RGB565)
c.framesize(csi.QVGA)
n = 0
while True:
    c.snapshot()
    n += 1
    if n % 10 == 0:
        print('frame', n)
        box.send_event(n & 0x7fff)
)";

bool equalsScene(const Frame& frame)
{
    const RgbImage rgb = must(toRgb(frame));
    const auto counter = firmware::readFrameCounter(rgb.pixels, rgb.width, rgb.height);
    if (!counter)
        return false;
    const auto expected = firmware::renderFrame(kSeed, *counter, frame.width, frame.height,
                                                static_cast<protocol::PixelFormat>(frame.format));
    return std::ranges::equal(frame.data(), expected);
}

struct Seen {
    std::uint64_t frames = 0;
    std::uint64_t wrong = 0;
    int calls = 0;
    int failedCalls = 0;
    std::chrono::milliseconds longestCall{0};
};

/// Takes frames until `end`; a call of each kind now and then.
Seen watch(Camera& camera, Clock::time_point end)
{
    Seen seen;
    for (auto callAt = Clock::now(); Clock::now() < end;) {
        if (const auto frame = camera.nextFrame({.timeout = 500ms})) {
            ++seen.frames;
            const bool asWanted = frame->format == PixelFormat::Rgb565 && frame->width == 320;
            seen.wrong += asWanted && !equalsScene(*frame) ? 1u : 0u;
        }
        if (Clock::now() < callAt)
            continue;
        callAt = Clock::now() + 1s;
        const auto before = Clock::now();
        const bool worked = seen.calls % 2 ? camera.memory({.timeout = 5s}).has_value()
                                           : camera.readChannel("box", {.timeout = 5s}).has_value();
        ++seen.calls;
        seen.failedCalls += worked ? 0 : 1;
        const auto took = Clock::now() - before;
        seen.longestCall =
            std::max(seen.longestCall, std::chrono::duration_cast<std::chrono::milliseconds>(took));
    }
    return seen;
}

}  // namespace

TEST_CASE("A minute with lost and damaged packets: frames, prints, events and calls go on",
          "[faults]")
{
    const bool ack = GENERATE(false, true);
    CAPTURE(ack);
    VcamProcess vcam({"--board", "pure-thermal", "--tcp", "--seed", std::to_string(kSeed),
                      "--fault", "drop=0.05,damage=0.01"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    auto camera = must(openOver(vcam, {.tcp = true}, {}, {.acknowledge = ack}));
    std::atomic<int> events{0};
    camera->onEvent([&](const ChannelEvent&) { ++events; });
    must(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 240}, {.timeout = 10s}));
    must(camera->run(kScript, {.timeout = 20s}));
    const Seen seen = watch(*camera, Clock::now() + 30s);
    const auto statistics = must(camera->statistics({.timeout = 20s}));
    CHECK(seen.wrong == 0);
    CHECK(seen.frames > (ack ? 5u : 60u));
    // Of those that were locked to be read, four of five and more arrived.
    CHECK(statistics.framesFailed * 4 <= statistics.frames);
    CHECK(seen.failedCalls * 4 <= seen.calls);
    // The deadline, and what a busy machine may add.
    CHECK(seen.longestCall < 6s);
    CHECK(events > 0);
    std::string text;
    while (auto more = camera->readText({.timeout = 1ms}))
        text += *more;
    CHECK(text.find("frame ") != std::string::npos);
    CHECK(camera->stop({.timeout = 20s}));
}
