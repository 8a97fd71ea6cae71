// SPDX-License-Identifier: MIT
// How many round trips frames take, and cameras that cannot be hurried.
#include "tests/libopenmv/test_camera_harness.h"

#include "protocol/packet_parser.h"

using namespace omv;
using namespace omv::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A harness that streams, with a script that waits.
struct Streaming {
    explicit Streaming(bool raw, std::function<bool(Bytes&)> toBoard = {})
    {
        h.connect();
        h.toBoard = std::move(toBoard);
        session::ConfigureStream::Settings settings;
        settings.enabled = true;
        settings.raw = raw;
        settings.rawWidth = 640;
        settings.rawHeight = 480;
        REQUIRE(h.stream(settings));
        REQUIRE(h.runScript("wait\n"));
        h.pass(100 * protocol::kMillisecond);
    }

    /// Makes one frame; the number of times that an answer was waited for until it was there.
    std::uint64_t frame(std::uint32_t width, std::uint32_t height)
    {
        const std::uint64_t before = h.session.counters().waits;
        const std::size_t frames = h.frames.size();
        h.board.frame(width, height);
        h.board.tick(h.now);  // sends the event
        h.run([&] { return h.frames.size() > frames; }, 3 * protocol::kSecond);
        REQUIRE(h.frames.size() == frames + 1);
        CHECK(h.frames.back().width == width);
        CHECK(h.frames.back().height == height);
        const std::uint64_t waits = h.session.counters().waits - before;
        h.pass(20 * protocol::kMillisecond);
        return waits;
    }

    SessionHarness h;
};

/// Of requests that are written together only the first arrives.
bool keepFirstRequest(Bytes& chunk)
{
    Bytes memory(128 * 1024);
    protocol::PacketParser parser(memory, 0xFFFF);
    parser.feed(chunk);
    protocol::Packet packet;
    while (parser.next(packet) == protocol::ParseResult::Packet) {
        if (packet.header.has(protocol::flag::kAck))
            continue;
        chunk.resize(chunk.size() - parser.bytesPending());
        break;
    }
    return true;
}

}  // namespace

TEST_CASE("A raw frame of a size that was seen twice takes one round trip", "[pipelining]")
{
    Streaming s(true);
    CHECK(s.frame(80, 60) == 2);
    CHECK(s.frame(80, 60) == 2);
    CHECK(s.frame(80, 60) == 1);
    CHECK(s.frame(80, 60) == 1);
    CHECK(s.h.session.link().resyncs() == 0);
}

TEST_CASE("A compressed frame takes two round trips", "[pipelining]")
{
    Streaming s(false);
    for (int i = 0; i < 4; ++i)
        CHECK(s.frame(80, 60) == 2);
}

TEST_CASE("A wrong prediction heals without a resync", "[pipelining]")
{
    Streaming s(true);
    for (int i = 0; i < 3; ++i)
        s.frame(80, 60);
    const auto resyncs = s.h.session.link().resyncs();
    SECTION("the frame is smaller")
    {
        CHECK(s.frame(40, 30) == 2);
        CHECK(s.h.frames.back().data().size() == 1200);
    }
    SECTION("the frame is larger")
    {
        CHECK(s.frame(160, 120) == 2);
        CHECK(s.h.frames.back().data().size() == 19200);
    }
    const auto data = s.h.frames.back().data();
    bool equal = true;
    for (std::size_t i = 1; i < data.size(); ++i)
        equal = equal && data[i] == static_cast<std::uint8_t>(data[0] + i * 7);
    CHECK(equal);
    CHECK(s.h.session.link().resyncs() == resyncs);
    CHECK(s.h.session.link().stats().timeouts == 0);
    s.frame(80, 60);
}

TEST_CASE("A frame is never unlocked before it is here, nor when LOCK was refused", "[pipelining]")
{
    Streaming s(true);
    for (int i = 0; i < 3; ++i)
        s.frame(80, 60);
    // Its middle is lost: with the frame still locked it can be read again.
    bool spoilt = false;
    s.h.toHost = [&](Bytes& chunk) {
        if (chunk.size() > 1000 && !std::exchange(spoilt, true))
            chunk[chunk.size() / 2] ^= 1;
        return true;
    };
    CHECK(s.frame(80, 60) <= 3);
    CHECK(spoilt);
    s.h.toHost = {};
    s.h.pass(session::Session::kBadLineTime);
    // No frame is there: the answer to LOCK is BUSY.
    int unlocks = 0;
    s.h.toBoard = [&](Bytes& chunk) {
        for (std::size_t i = 0; i + 5 < chunk.size(); ++i)
            unlocks += chunk[i] == 0xAA && chunk[i + 1] == 0xD5 && chunk[i + 5] == 0x23 ? 1 : 0;
        return true;
    };
    s.h.board.core().sendEvent(protocol::channel::kStream, protocol::event::kNotify);
    s.h.pass(100 * protocol::kMillisecond);
    CHECK(unlocks == 0);
    CHECK(s.frame(80, 60) == 1);
}

TEST_CASE("A camera that drops what follows the first request is served one at a time",
          "[pipelining]")
{
    Streaming s(true, keepFirstRequest);
    for (int i = 0; i < 3; ++i)
        s.frame(80, 60);
    CHECK(s.h.logged.find("one at a time now") != std::string::npos);
    const auto timeouts = s.h.session.link().stats().timeouts;
    const auto refused = s.h.session.link().stats().sequenceErrors;
    for (int i = 0; i < 10; ++i)
        CHECK(s.frame(80, 60) == 3);
    CHECK(s.h.session.link().stats().timeouts == timeouts);
    CHECK(s.h.session.link().stats().sequenceErrors == refused);
    CHECK(s.h.stopScript());
}

TEST_CASE("A packet lost now and then does not end the haste", "[pipelining]")
{
    Streaming s(true);
    for (int i = 0; i < 3; ++i)
        s.frame(80, 60);
    int chunks = 0;
    s.h.toBoard = [&](Bytes& chunk) { return ++chunks % 7 != 0 || keepFirstRequest(chunk); };
    for (int i = 0; i < 40; ++i)
        s.frame(80, 60);
    s.h.toBoard = {};
    s.frame(80, 60);
    s.h.pass(session::Session::kBadLineTime);
    CHECK(s.frame(80, 60) == 1);
}

TEST_CASE("With acknowledgements one request goes at a time", "[pipelining]")
{
    SessionHarness h({}, true);
    h.connect();
    session::ConfigureStream::Settings settings;
    settings.enabled = true;
    REQUIRE(h.stream(settings));
    REQUIRE(h.runScript("frame 8 8\nsleep 50\nframe 8 8\nsleep 50\n"));
    h.pass(300 * protocol::kMillisecond);
    CHECK(h.frames.size() == 2);
    CHECK(h.session.link().stats().sequenceErrors == 0);
}

TEST_CASE("A call behind an unlock that got lost is sent again by itself", "[pipelining]")
{
    Streaming s(true);
    s.frame(80, 60);
    bool lost = false;
    s.h.toBoard = [&](Bytes& chunk) {
        // UNLOCK goes first; what follows in the same write arrives.
        if (chunk.size() < 10 || chunk[5] != 0x23 || std::exchange(lost, true))
            return true;
        chunk.erase(chunk.begin(), chunk.begin() + 10);
        return !chunk.empty();
    };
    const auto resyncs = s.h.session.link().resyncs();
    auto result = std::make_shared<std::optional<Result<std::vector<MemoryPool>>>>();
    s.h.board.frame(80, 60);
    s.h.run([&] { return s.h.frames.size() == 2; }, protocol::kSecond);
    s.h.add<std::vector<MemoryPool>>(
        [](auto done) { return session::queryMemory(std::move(done)); }, 3 * protocol::kSecond,
        result);
    s.h.run([&] { return result->has_value(); }, 3 * protocol::kSecond);
    REQUIRE(result->has_value());
    CHECK(**result);
    CHECK(lost);
    s.h.pass(protocol::kSecond);
    CHECK(s.h.session.link().resyncs() == resyncs);
    s.frame(80, 60);
}
