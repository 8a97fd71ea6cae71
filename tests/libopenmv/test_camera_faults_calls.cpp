// SPDX-License-Identifier: MIT
// Calls on a bad line, soft reboots at any moment, and floods, with a fake clock.
#include "tests/libopenmv/test_camera_harness.h"

#include "tests/support/bad_line.h"

using namespace omv;
using namespace omv::test;

namespace {

using Bytes = std::vector<std::uint8_t>;
using protocol::kMillisecond;
using protocol::kSecond;

session::ConfigureStream::Settings rawStream()
{
    session::ConfigureStream::Settings settings;
    settings.enabled = true;
    settings.raw = true;
    settings.rawWidth = 640;
    settings.rawHeight = 480;
    return settings;
}

Result<std::vector<MemoryPool>> memory(SessionHarness& h, protocol::Duration timeout)
{
    return h.await<std::vector<MemoryPool>>(
        [](auto done) { return session::queryMemory(std::move(done)); }, timeout);
}

Status run(SessionHarness& h, const std::string& script, protocol::Duration timeout)
{
    return h.await<Done>(
        [&](auto done) { return std::make_unique<session::RunScript>(script, std::move(done)); },
        timeout);
}

/// What is under way when the board restarts.
enum class Doing { Frame, Run, Stop, Write, Connect };

/// A board that restarts at the `nth` chunk of bytes in one direction.
struct Restart {
    Restart(Doing what, bool ack, int nth, bool toHost)
        : doing(what)
        , h({}, ack)
    {
        if (doing != Doing::Connect)
            prepare();
        h.chop = 600;
        auto& direction = toHost ? h.toHost : h.toBoard;
        direction = [this, nth](Bytes&) {
            if (acting && ++chunks == nth)
                h.board.reboot();
            return true;
        };
    }

    void prepare()
    {
        h.connect();
        REQUIRE(h.stream(rawStream()));
        REQUIRE(h.runScript("channel box\nwait\n"));
        h.pass(100 * kMillisecond);
    }

    /// The result does not matter: a restarted script cannot be stopped or written to.
    void act()
    {
        switch (doing) {
        case Doing::Frame:
            h.board.frame(80, 60);
            h.board.tick(h.now);
            static_cast<void>(memory(h, 5 * kSecond));
            h.pass(200 * kMillisecond);
            break;
        case Doing::Run:
            static_cast<void>(run(h, std::string(9000, ' ') + "\nwait\n", 10 * kSecond));
            break;
        case Doing::Stop: static_cast<void>(h.stopScript(10 * kSecond)); break;
        case Doing::Write:
            static_cast<void>(h.await<Done>([](auto done) {
                return std::make_unique<session::WriteChannel>("box", Bytes(9000, 1),
                                                               std::move(done));
            }));
            break;
        case Doing::Connect: h.connect(); break;
        }
        acting = false;
    }

    /// Everything works as if nothing had been.
    void checkRecovered()
    {
        h.pass(2 * kSecond);
        if (doing == Doing::Connect) {
            REQUIRE(h.stream(rawStream()));
        }
        CHECK(memory(h, kSecond));
        CHECK(run(h, "wait\n", 5 * kSecond));
        h.pass(100 * kMillisecond);
        const std::size_t before = h.frames.size();
        for (int i = 0; i < 3; ++i) {
            h.board.frame(80, 60);
            h.board.tick(h.now);
            h.pass(50 * kMillisecond);
        }
        CHECK(h.frames.size() == before + 3);
        CHECK(h.frames.back().width == 80);
        CHECK(h.stopScript());
        CHECK_FALSE(h.session.ended());
    }

    Doing doing;
    SessionHarness h;
    bool acting = true;
    int chunks = 0;
};

}  // namespace

TEST_CASE("Stream, run and stop work within their deadlines at 5 % lost and 1 % damaged packets",
          "[faults]")
{
    const bool ack = GENERATE(false, true);
    const auto seed = GENERATE(range(1u, 31u));
    CAPTURE(ack, seed);
    SessionHarness h({}, ack);
    h.connect();
    h.toHost = BadLine({0.05, 0.01, 0}, seed);
    h.toBoard = BadLine({0.05, 0.01, 0}, seed + 1000);
    const auto settings = rawStream();
    const auto status = h.await<Done>(
        [&](auto done) {
            return std::make_unique<session::ConfigureStream>(settings, "stream", std::move(done));
        },
        10 * kSecond);
    INFO(h.logged);
    CHECK(status);
    h.session.setStream(settings);
    for (int i = 0; i < 3; ++i) {
        CHECK(run(h, std::string(9000, ' ') + "\nwait\n", 10 * kSecond));
        CHECK(h.board.running());
        CHECK(h.board.scriptsStarted == i + 1);
        h.pass(kSecond);
        CHECK(memory(h, 5 * kSecond));
    }
    CHECK(h.stopScript(10 * kSecond));
    CHECK_FALSE(h.board.running());
}

TEST_CASE("A soft reboot at any moment is survived", "[faults][reboot]")
{
    const auto doing =
        GENERATE(Doing::Frame, Doing::Run, Doing::Stop, Doing::Write, Doing::Connect);
    const bool ack = GENERATE(false, true);
    const bool toHost = GENERATE(false, true);
    int reached = 0;
    for (int nth = 1; nth <= 30; ++nth) {
        CAPTURE(static_cast<int>(doing), ack, toHost, nth);
        Restart restart(doing, ack, nth, toHost);
        restart.act();
        restart.checkRecovered();
        reached += restart.chunks >= nth ? 1 : 0;
    }
    CAPTURE(static_cast<int>(doing), ack, toHost);
    CHECK(reached >= 3);
}

TEST_CASE("Prints and events without end stall no call", "[faults]")
{
    const bool ack = GENERATE(false, true);
    CAPTURE(ack);
    SessionHarness h({}, ack);
    h.connect();
    REQUIRE(h.runScript("channel box\nwait\n"));
    h.pass(100 * kMillisecond);
    // Ten thousand times a second something is printed and an event sent: the text ring
    // overflows, and each look at it finds some.
    constexpr protocol::Duration kEvery = kMillisecond / 10;
    protocol::Time next = h.now;
    h.toBoard = [&](Bytes&) {
        for (; next <= h.now; next += kEvery) {
            h.board.print("as fast as it can, again and again\r\n");
            h.board.execute("event " + std::to_string(next / kEvery % 1000));
        }
        return true;
    };
    const auto before = h.session.link().stats();
    for (int i = 0; i < 100; ++i) {
        CHECK(memory(h, 50 * kMillisecond));
        h.pass(kMillisecond);
    }
    const auto& after = h.session.link().stats();
    CHECK(after.timeouts == before.timeouts);
    CHECK(after.sequenceErrors == before.sequenceErrors);
    CHECK(after.retransmissions == before.retransmissions);
    CHECK(h.session.link().resyncs() == 0);
    CHECK(h.events.size() > 100);
    CHECK(h.printed.size() > 1000);
}
