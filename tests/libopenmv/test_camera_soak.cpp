// SPDX-License-Identifier: MIT
// Both ends of the wire under one clock, for a long time, over a bad line.
#include "tests/libopenmv/test_camera_harness.h"

#include <cstdlib>
#include <sstream>

#include "tests/support/bad_line.h"

using namespace omv;
using namespace omv::test;

namespace {

using protocol::kMillisecond;
using protocol::kSecond;

bool isSound(const Frame& frame)
{
    const auto data = frame.data();
    if (data.size() != std::size_t{frame.width} * frame.height)
        return false;
    for (std::size_t i = 1; i < data.size(); ++i) {
        if (data[i] != static_cast<std::uint8_t>(data[0] + i * 7))
            return false;
    }
    return true;
}

/// A script that goes on, raw frames and prints, over a bad line.
struct Soak {
    Soak(const BadLine::Chances& chances, unsigned seed, bool ack)
        : h({}, ack)
    {
        h.connect();
        session::ConfigureStream::Settings settings;
        settings.enabled = true;
        settings.raw = true;
        settings.rawWidth = 640;
        settings.rawHeight = 480;
        REQUIRE(h.stream(settings));
        REQUIRE(h.runScript("wait\n"));
        h.pass(100 * kMillisecond);
        h.toHost = BadLine(chances, seed);
        h.toBoard = BadLine(chances, seed + 1000);
    }

    /// The script takes one. Those count that the camera has no room for, too.
    void frame(std::uint32_t width, std::uint32_t height)
    {
        ++made;
        // As a camera does: the frame is dropped while the last one waits to be read.
        if (!h.board.core().stream().previewWanted())
            return;
        h.board.frame(width, height);
        h.board.tick(h.now);
    }

    void print() { h.board.print("line " + std::to_string(++lines) + "\r\n"); }

    /// The lines that arrived whole are in order.
    void checkText() const
    {
        long last = 0;
        std::istringstream in(h.printed);
        for (std::string line; std::getline(in, line);) {
            if (line.rfind("line ", 0) != 0 || line.size() < 6)
                continue;
            const long number = std::strtol(line.c_str() + 5, nullptr, 10);
            // A line whose end was lost is shorter, and joined to what came next.
            if (number > last && number <= lines)
                last = number;
            else if (line.find("line", 5) == std::string::npos)
                orderBroken = orderBroken || number > lines;
        }
        CHECK_FALSE(orderBroken);
        CHECK(last > lines / 2);
    }

    std::size_t countSound() const
    {
        return static_cast<std::size_t>(std::count_if(h.frames.begin(), h.frames.end(), isSound));
    }

    /// Whole ones of the board's, which consist of one value.
    std::size_t countJpeg() const
    {
        const auto isJpeg = [](const Frame& frame) {
            const auto data = frame.data();
            return frame.format == PixelFormat::Jpeg && !data.empty() &&
                std::all_of(data.begin(), data.end(), [&](auto byte) { return byte == data[0]; });
        };
        return static_cast<std::size_t>(std::count_if(h.frames.begin(), h.frames.end(), isJpeg));
    }

    SessionHarness h;
    std::size_t made = 0;
    long lines = 0;
    mutable bool orderBroken = false;
};

}  // namespace

TEST_CASE(
    "Of the frames that a script makes four of five arrive at 5 % lost and 1 % damaged packets",
    "[soak]")
{
    const bool ack = GENERATE(false, true);
    const unsigned seed = GENERATE(range(1u, 7u));
    CAPTURE(ack, seed);
    Soak s({0.05, 0.01, 0}, seed, ack);
    int calls = 0;
    for (int i = 0; i < 600; ++i) {
        s.frame(480, 320);  // as many bytes as 320x240 RGB565
        s.print();
        s.h.pass(33 * kMillisecond);
        if (i % 50 != 0)
            continue;
        const auto before = s.h.now;
        const auto running = s.h.await<std::vector<MemoryPool>>(
            [](auto done) { return session::queryMemory(std::move(done)); }, 5 * kSecond);
        CHECK(s.h.now - before <= 5 * kSecond);
        calls += running ? 1 : 0;
    }
    UNSCOPED_INFO(s.h.frames.size() << " of " << s.made << " frames, "
                                    << s.h.session.counters().textLost << " bytes of text lost");
    CHECK(s.made == 600);
    CHECK(s.h.frames.size() * 10 >= s.made * 8);
    CHECK(s.countSound() == s.h.frames.size());
    CHECK(calls >= 11);
    s.checkText();
    // The end is like the beginning: nothing was switched off for good.
    const std::size_t before = s.h.frames.size();
    for (int i = 0; i < 300; ++i) {
        s.frame(480, 320);
        s.h.pass(33 * kMillisecond);
    }
    CHECK(s.h.frames.size() - before >= 180);
}

TEST_CASE("An hour on a bad line, soft reboots included, breaks nothing", "[soak]")
{
    const bool ack = GENERATE(false, true);
    const unsigned seed = GENERATE(11u, 12u, 13u, 14u, 15u, 16u);
    CAPTURE(ack, seed);
    Soak s({0.02, 0.01, 0.005}, seed, ack);
    int calls = 0;
    int restarts = 0;
    for (int minute = 0; minute < 60; ++minute) {
        for (int i = 0; i < 600; ++i) {
            s.frame(60, 40);
            if (i % 3 == 0)
                s.print();
            s.h.pass(100 * kMillisecond);
        }
        const auto before = s.h.now;
        calls += s.h.await<std::vector<MemoryPool>>(
                     [](auto done) { return session::queryMemory(std::move(done)); }, 5 * kSecond)
            ? 1
            : 0;
        CHECK(s.h.now - before <= 5 * kSecond);
        // The board's script ends by itself, is stopped, or is replaced.
        if (minute % 3 == 0)
            s.h.board.execute("raise");
        else if (minute % 3 == 1)
            static_cast<void>(s.h.stopScript(20 * kSecond));
        restarts += s.h.await<Done>(
                        [](auto done) {
                            return std::make_unique<session::RunScript>("wait\n", std::move(done));
                        },
                        30 * kSecond)
            ? 1
            : 0;
    }
    CHECK(calls >= 55);
    CHECK(restarts >= 50);
    // After a soft reboot that went unheard the camera sends JPEG until that is put right.
    const std::size_t compressed = s.countJpeg();
    CHECK(s.countSound() + compressed == s.h.frames.size());
    CHECK(compressed * 1000 <= s.h.frames.size());
    CHECK(s.h.frames.size() * 10 >= s.made * 8);
    CHECK(s.h.frames.size() > 3600);
    CHECK_FALSE(s.h.session.ended());
    s.checkText();
    // On a sound line everything is as it was.
    s.h.toHost = {};
    s.h.toBoard = {};
    s.h.pass(15 * kSecond);
    const auto resyncs = s.h.session.link().resyncs();
    const auto arrived = s.h.frames.size();
    for (int i = 0; i < 100; ++i) {
        s.frame(60, 40);
        s.h.pass(33 * kMillisecond);
    }
    CHECK(s.h.frames.size() - arrived >= 99);
    CHECK(s.h.session.link().resyncs() == resyncs);
}
