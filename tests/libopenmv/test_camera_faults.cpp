// SPDX-License-Identifier: MIT
// Lost, damaged and repeated bytes, with a fake clock.
#include <random>

#include "tests/libopenmv/test_camera_harness.h"

using namespace omv;
using namespace omv::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Spoils chunks by chance.
struct Spoiler {
    std::mt19937_64 random;
    double drop = 0;
    double damage = 0;
    double duplicate = 0;

    bool chance(double of) { return std::uniform_real_distribution<>(0, 1)(random) < of; }

    bool operator()(Bytes& chunk)
    {
        if (chance(drop))
            return false;
        if (chance(damage))
            chunk[random() % chunk.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
        if (chance(duplicate)) {
            const Bytes twice = chunk;
            chunk.insert(chunk.end(), twice.begin(), twice.end());
        }
        return true;
    }
};

Status memory(SessionHarness& h)
{
    const auto pools = h.await<std::vector<MemoryPool>>(
        [](auto done) { return session::queryMemory(std::move(done)); });
    return pools ? Status(Done{}) : Status(Unexpected{pools.error()});
}

}  // namespace

TEST_CASE("A lost or damaged answer to a repeatable call is asked for again", "[faults]")
{
    SessionHarness h;
    h.connect();
    for (int kind = 0; kind < 2; ++kind) {
        CAPTURE(kind);
        bool spoilt = false;
        h.toHost = [&](Bytes& chunk) {
            if (std::exchange(spoilt, true))
                return true;
            if (kind == 0)
                return false;
            chunk[chunk.size() / 2] ^= 1;
            return true;
        };
        CHECK(memory(h));
        CHECK(spoilt);
    }
}

TEST_CASE("A lost request is sent again", "[faults]")
{
    SessionHarness h;
    h.connect();
    bool lost = false;
    h.toBoard = [&](Bytes&) { return std::exchange(lost, true); };
    CHECK(memory(h));
}

TEST_CASE("A write is not done twice when its answer is lost", "[faults]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("channel box\nwait\n"));
    h.pass(50 * protocol::kMillisecond);
    h.toHost = [&](Bytes&) { return h.board.channel("box").writes == 0 || h.now > 3000000; };
    const Status written = h.await<Done>([](auto done) {
        return std::make_unique<session::WriteChannel>("box", Bytes{9}, std::move(done));
    });
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Errc::Timeout);
    CHECK(h.board.channel("box").writes == 1);
}

TEST_CASE("A write that arrived damaged is sent again", "[faults]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("channel box\nwait\n"));
    h.pass(50 * protocol::kMillisecond);
    bool spoilt = false;
    h.toBoard = [&](Bytes& chunk) {
        if (chunk.size() > 20 && !std::exchange(spoilt, true))
            chunk[19] ^= 4;
        return true;
    };
    CHECK(h.await<Done>([](auto done) {
        return std::make_unique<session::WriteChannel>("box", Bytes{9, 8, 7}, std::move(done));
    }));
    CHECK(spoilt);
    CHECK(h.board.channel("box").data == Bytes{9, 8, 7});
}

TEST_CASE("Text that was lost on the way is counted", "[faults]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("wait\n"));
    bool lost = false;
    h.toHost = [&](Bytes& chunk) {
        const bool data = chunk.size() > 30 && chunk[5] == 0x26;
        return !(data && !std::exchange(lost, true));
    };
    h.board.print(std::string(100, 'a') + "\r\n");
    h.pass(5 * protocol::kSecond);
    REQUIRE(lost);
    CHECK(h.printed.empty());
    CHECK(h.session.counters().textLost == 102);
    h.board.print("b\r\n");
    h.pass(protocol::kSecond);
    CHECK(h.printed == "b\n");
    CHECK(h.session.counters().textLost == 102);
}

TEST_CASE("Text is not counted as lost when only the question was", "[faults]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("wait\n"));
    bool lost = false;
    h.toBoard = [&](Bytes& chunk) {
        return !(chunk.size() > 10 && chunk[5] == 0x26 && !std::exchange(lost, true));
    };
    h.board.print("hello\r\n");
    h.pass(5 * protocol::kSecond);
    REQUIRE(lost);
    CHECK(h.printed == "hello\n");
    CHECK(h.session.counters().textLost == 0);
}

TEST_CASE("A bad line slows everything down and breaks nothing", "[faults]")
{
    const auto seed = GENERATE(range(1, 16));
    const bool ack = GENERATE(false, true);
    CAPTURE(seed, ack);
    SessionHarness h({}, ack);
    h.chop = 600;
    h.connect();
    session::ConfigureStream::Settings stream;
    stream.enabled = true;
    stream.raw = true;
    stream.rawWidth = 640;
    stream.rawHeight = 480;
    REQUIRE(h.stream(stream));
    h.toHost = Spoiler{std::mt19937_64(static_cast<unsigned>(seed)), 0.02, 0.02, 0.02};
    h.toBoard = Spoiler{std::mt19937_64(static_cast<unsigned>(seed) + 100), 0.02, 0.02, 0.02};
    std::string script = "channel box\n";
    for (int i = 0; i < 100; ++i)
        script += "frame 60 40\nprint " + std::to_string(i) + "\nsleep 20\n";
    int worked = 0;
    for (int i = 0; i < 3; ++i) {
        worked += h.await<Done>(
                      [&](auto done) {
                          return std::make_unique<session::RunScript>(script, std::move(done));
                      },
                      30 * protocol::kSecond)
            ? 1
            : 0;
        h.pass(protocol::kSecond);
        worked += memory(h) ? 1 : 0;
    }
    CHECK(worked >= 3);
    h.toHost = {};
    h.toBoard = {};
    h.pass(10 * protocol::kSecond);
    CHECK_FALSE(h.session.ended());
    CHECK(memory(h));
    CHECK(h.stopScript());
    CHECK(h.frames.size() > 3);
    for (const Frame& frame : h.frames) {
        bool equal = frame.data().size() == 2400;
        for (std::size_t i = 1; equal && i < 2400; ++i)
            equal = frame.data()[i] == static_cast<std::uint8_t>(frame.data()[0] + i * 7);
        INFO("size " << frame.data().size() << " format " << int(frame.format) << " " << frame.width
                     << "x" << frame.height);
        CHECK(equal);
    }
}

TEST_CASE("Noise instead of a camera is a timeout, not a crash", "[faults]")
{
    const auto seed = GENERATE(range(1, 20));
    SessionHarness h;
    std::mt19937_64 random(static_cast<unsigned>(seed));
    h.toHost = [&](Bytes& chunk) {
        for (auto& byte : chunk)
            byte = static_cast<std::uint8_t>(random());
        return true;
    };
    h.session.connect(h.now);
    const auto greeting = h.await<session::Greeting>(
        [](auto done) { return std::make_unique<session::Greet>("fake", std::move(done)); },
        10 * protocol::kSecond);
    REQUIRE_FALSE(greeting);
    CHECK(greeting.error().code == Errc::Timeout);
}

TEST_CASE("A camera that falls silent comes back by itself", "[faults]")
{
    SessionHarness h;
    h.connect();
    h.toHost = [](Bytes&) { return false; };
    const Status failed = memory(h);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().id == "OMV-E0201");
    h.pass(10 * protocol::kSecond);
    h.toHost = {};
    CHECK(memory(h));
}
