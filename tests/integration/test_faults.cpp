// SPDX-License-Identifier: MIT
// A camera process on a line that loses and damages a part of all packets, both ways.
#include "tests/integration/session_fixture.h"

#include <openmv/frame.h>

#include "firmware/camera/frame_counter.h"
#include "firmware/camera/scene.h"
#include "tests/integration/spoilt_transport.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr BadLine::Chances kBadLine{0.05, 0.01, 0};
const char* const kFaults = "drop=0.05,damage=0.01";
constexpr std::size_t kParts = 3;
// Long, so that nothing comes near it but what waits in vain.
constexpr auto kCallTime = 30s;

/// Numbers printed, frames, and a channel that sends events. The sensor makes 30 frames a second.
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

struct Part {
    std::uint64_t frames = 0;
    std::uint64_t textBytes = 0;
    int events = 0;

    bool hasAll() const { return frames > 0 && textBytes > 0 && events > 0; }
};

struct Seen {
    std::array<Part, kParts> parts{};
    std::uint64_t frames = 0;
    std::uint64_t wrong = 0;
    std::uint32_t firstFrame = 0;
    std::uint32_t lastFrame = 0;
    int calls = 0;
    int failedCalls = 0;
    std::chrono::milliseconds longestCall{0};
    std::string text;

    /// Frames that the sensor made from the first that arrived to the last.
    std::uint64_t made() const { return frames == 0 ? 0 : lastFrame - firstFrame + 1u; }
    double share() const
    {
        return made() == 0 ? 0 : static_cast<double>(frames) / static_cast<double>(made());
    }
};

/// A camera behind such a line.
struct SpoiltCamera {
    SpoiltCamera(bool ack, unsigned number)
        : seed(number)
        , vcam({"--board", "pure-thermal", "--tcp", "--seed", std::to_string(seed), "--fault",
                kFaults})
    {
        INFO(vcam.problem());
        REQUIRE(vcam.ok());
        camera = must(Camera::open(
            makeSpoilt(must(transportOver(vcam, {.tcp = true})), kBadLine, seed + 1000),
            {.connectTimeout = kCallTime, .acknowledge = ack}));
        camera->onEvent([this](const ChannelEvent&) { ++events; });
        must(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 240},
                            {.timeout = kCallTime}));
        must(start());
    }

    Status start() const { return camera->run(kScript, {.timeout = kCallTime}); }

    void take(const Frame& frame, Seen& seen, Part& part) const
    {
        // The first ones may still be those from before raw frames were asked for.
        if (frame.format != PixelFormat::Rgb565 || frame.width != 320)
            return;
        const RgbImage rgb = must(toRgb(frame));
        const auto counter = firmware::readFrameCounter(rgb.pixels, rgb.width, rgb.height);
        const bool sound = counter &&
            std::ranges::equal(frame.data(),
                               firmware::renderFrame(
                                   seed, *counter, frame.width, frame.height,
                                   static_cast<protocol::PixelFormat>(frame.format)));
        if (!sound) {
            ++seen.wrong;
            return;
        }
        seen.firstFrame = seen.frames == 0 ? *counter : seen.firstFrame;
        seen.lastFrame = *counter;
        ++seen.frames;
        ++part.frames;
    }

    void call(Seen& seen)
    {
        const auto before = Clock::now();
        const bool worked = seen.calls % 2
            ? camera->memory({.timeout = kCallTime}).has_value()
            : camera->readChannel("box", {.timeout = kCallTime}).has_value();
        ++seen.calls;
        seen.failedCalls += worked ? 0 : 1;
        const auto took = Clock::now() - before;
        seen.longestCall =
            std::max(seen.longestCall, std::chrono::duration_cast<std::chrono::milliseconds>(took));
    }

    Seen watch(std::chrono::seconds time)
    {
        Seen seen;
        for (Part& part : seen.parts)
            watch(seen, part, time / kParts);
        return seen;
    }

    /// Takes all that comes, and something of everything, however long that takes; a call of each
    /// kind now and then.
    void watch(Seen& seen, Part& part, Clock::duration time)
    {
        const auto begin = Clock::now();
        const auto latest = begin + time + 60s;
        auto callAt = begin;
        for (auto now = begin; now < begin + time || (!part.hasAll() && now < latest);
             now = Clock::now()) {
            if (const auto frame = camera->nextFrame({.timeout = 100ms}))
                take(*frame, seen, part);
            while (const auto more = camera->readText({.timeout = 0ms})) {
                seen.text += *more;
                part.textBytes += more->size();
            }
            part.events += events.exchange(0);
            if (now < callAt)
                continue;
            callAt = now + 1s;
            call(seen);
        }
    }

    unsigned seed;
    VcamProcess vcam;
    std::atomic<int> events{0};  // outlives the camera, whose thread counts them
    std::unique_ptr<Camera> camera;
};

/// How many frames arrive depends on the machine, as each waits for some turns of two processes:
/// it is told. What arrives in virtual time, where nothing waits, test_camera_soak counts.
void check(SpoiltCamera& spoilt, const Seen& seen)
{
    std::printf("%llu of %llu frames (%.1f %%) arrived, %d of %d calls failed\n",
                static_cast<unsigned long long>(seen.frames),
                static_cast<unsigned long long>(seen.made()), 100 * seen.share(), seen.failedCalls,
                seen.calls);
    CHECK(seen.wrong == 0);
    CHECK(seen.failedCalls * 20 <= seen.calls);
    // The deadline, and what a busy machine may add.
    CHECK(seen.longestCall < kCallTime + 10s);
    CHECK(seen.text.find("frame ") != std::string::npos);
    for (const Part& part : seen.parts) {
        CHECK(part.frames > 0);
        CHECK(part.textBytes > 0);
        CHECK(part.events > 0);
    }
    CHECK(spoilt.camera->stop({.timeout = kCallTime}));
}

}  // namespace

TEST_CASE("A minute on a bad line: frames, prints, events and calls go on", "[minute]")
{
    const bool ack = GENERATE(false, true);
    CAPTURE(ack);
    SpoiltCamera spoilt(ack, 7);
    const Seen seen = spoilt.watch(60s);
    check(spoilt, seen);
}

TEST_CASE("Ten seconds on a bad line: frames, prints, events and calls go on", "[short]")
{
    const bool ack = GENERATE(false, true);
    CAPTURE(ack);
    SpoiltCamera spoilt(ack, 8);
    const Seen seen = spoilt.watch(10s);
    check(spoilt, seen);
}

TEST_CASE("Open, stream, run and stop work on a bad line", "[short]")
{
    const bool ack = GENERATE(false, true);
    const unsigned seed = GENERATE(range(21u, 27u));
    CAPTURE(ack, seed);
    SpoiltCamera spoilt(ack, seed);
    CHECK(spoilt.start());
    CHECK(spoilt.camera->nextFrame({.timeout = kCallTime}));
    CHECK(spoilt.camera->stop({.timeout = kCallTime}));
}
