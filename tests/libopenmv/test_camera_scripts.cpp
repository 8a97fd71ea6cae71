// SPDX-License-Identifier: MIT
// Running and stopping scripts, with a fake clock.
#include "protocol/packet_parser.h"
#include "tests/libopenmv/test_camera_harness.h"

using namespace omv;
using namespace omv::test;

TEST_CASE("A script runs, its text arrives without the banner, and its end is seen", "[scripts]")
{
    const std::size_t chop = GENERATE(0u, 1u, 7u);
    CAPTURE(chop);
    SessionHarness h;
    h.chop = chop;
    h.connect();
    REQUIRE(h.runScript("print one\nsleep 120\nprint two\n"));
    CHECK(h.board.lastScript == "print one\nsleep 120\nprint two\n");
    CHECK(h.session.script().running());
    const ScriptEnd end = h.awaitEnd();
    CHECK_FALSE(end.raised);
    CHECK(h.printed == "one\ntwo\n");
    CHECK(h.board.scriptsStarted == 1);
}

TEST_CASE("A script that ends at once still counts as started", "[scripts]")
{
    SessionHarness h;
    h.connect();
    for (int i = 0; i < 20; ++i) {
        REQUIRE(h.runScript("print x\n"));
        h.awaitEnd();
    }
    CHECK(h.board.scriptsStarted == 20);
    CHECK(h.printed.size() == 40);
}

TEST_CASE("A script that raises says so", "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("print a\nraise\n"));
    const ScriptEnd end = h.awaitEnd();
    CHECK(end.raised);
    CHECK(end.traceback.starts_with("Traceback"));
    CHECK(end.traceback.ends_with("ValueError: no\n"));
}

TEST_CASE("A running script is stopped before the next is uploaded", "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("print first\nwait\n"));
    REQUIRE(h.runScript("print second\nwait\n"));
    CHECK(h.board.stops == 1);
    CHECK(h.board.scriptsStarted == 2);
    h.pass(200 * protocol::kMillisecond);
    CHECK(h.session.script().running());
    CHECK(h.printed == "first\nsecond\n");
}

TEST_CASE("The banner of the script before is not taken for the end of the next", "[scripts]")
{
    FakeBoard::Options slow;
    slow.rebootTime = 50 * protocol::kMillisecond;
    SessionHarness h(slow);
    h.connect();
    for (int i = 0; i < 5; ++i) {
        REQUIRE(h.runScript("print go\nwait\n"));
        h.pass(10 * protocol::kMillisecond);
        CHECK(h.session.script().running());
    }
}

TEST_CASE("The banner of the power-on does not end the first script", "[scripts]")
{
    SessionHarness h;
    h.board.print(std::string(FakeBoard::kBanner).substr(18));
    h.connect();
    REQUIRE(h.runScript("print hello\n"));
    h.awaitEnd();
    CHECK(h.printed == "hello\n");
}

TEST_CASE("Stop returns after the soft reboot, and again at once when nothing runs", "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("print a\nwait\n"));
    REQUIRE(h.stopScript());
    CHECK_FALSE(h.board.running());
    CHECK(h.session.link().caps().maxPayload == 4082);
    CHECK_FALSE(h.session.link().caps().ack);
    const auto before = h.now;
    REQUIRE(h.stopScript());
    CHECK(h.now - before < 50 * protocol::kMillisecond);
    CHECK(h.board.stops == 1);
    CHECK_FALSE(h.awaitEnd().raised);
}

TEST_CASE("A script that ignores STOP gives a timeout that says so, and the link goes on",
          "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("deaf\nwait\n"));
    const auto before = h.now;
    const Status stopped = h.stopScript(2 * protocol::kSecond);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().id == "OMV-E0304");
    CHECK(stopped.error().why.find("interrupts") != std::string::npos);
    CHECK(h.now - before <= 2 * protocol::kSecond + 1000);
    CHECK(h.board.stops > 1);
    const auto running = h.await<bool>([](auto done) { return session::queryRunning(done); });
    REQUIRE(running);
    CHECK(*running);
}

TEST_CASE("A flood of events does not extend a deadline", "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("deaf\nwait\n"));
    // Unread text: the board notifies every 50 ms for ever, and its answers get lost.
    h.toHost = [&](std::vector<std::uint8_t>& chunk) {
        return chunk.size() >= 10 && (chunk[4] & protocol::flag::kEvent);
    };
    h.board.print("unread");
    const auto before = h.now;
    const auto memory = h.await<std::vector<MemoryPool>>(
        [](auto done) { return session::queryMemory(std::move(done)); }, 3 * protocol::kSecond);
    REQUIRE_FALSE(memory);
    CHECK(memory.error().id == "OMV-E0201");
    CHECK(h.now - before <= 3 * protocol::kSecond + 1000);
}

TEST_CASE("Start and end are seen without any event", "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("silent\nprint quiet\nsleep 1500\n"));
    CHECK(h.session.script().running());
    h.awaitEnd();
    CHECK(h.printed == "quiet\n");
    REQUIRE(h.runScript("print again\n"));
    h.awaitEnd();
    CHECK(h.printed == "quiet\nagain\n");
}

TEST_CASE("A script that does not fit is refused and the link goes on", "[scripts]")
{
    SessionHarness h;
    h.connect();
    const Status run = h.runScript(std::string(20000, '#'));
    REQUIRE_FALSE(run);
    CHECK(run.error().id == "OMV-E0211");
    CHECK(h.runScript("print ok\n"));
}

TEST_CASE("A long script goes up in pieces", "[scripts]")
{
    FakeBoard::Options small;
    small.maxPayload = 62;
    SessionHarness h(small);
    h.connect();
    std::string script;
    for (int i = 0; i < 300; ++i)
        script += "print line " + std::to_string(i) + "\nsleep 1\n";
    REQUIRE(h.runScript(script));
    CHECK(h.board.lastScript == script);
    h.awaitEnd();
    CHECK(h.printed.find("line 299\n") != std::string::npos);
    CHECK(h.session.counters().textLost == 0);
}

TEST_CASE("A repeated run after a lost EXEC answer does not run the script twice", "[scripts]")
{
    SessionHarness h;
    h.connect();
    bool lost = false;
    h.toHost = [&](std::vector<std::uint8_t>&) {
        const bool drop = !lost && h.board.scriptsStarted == 1;
        lost = lost || drop;
        return !drop;
    };
    REQUIRE(h.runScript("print once\nwait\n"));
    CHECK(lost);
    CHECK(h.board.scriptsStarted == 1);
    CHECK(h.board.stops == 0);
}

namespace {

using protocol::Packet;

bool isExec(const Packet& packet)
{
    return packet.header.is(protocol::Opcode::ChannelIoctl) && packet.header.payloadSize == 4 &&
        protocol::decodeU32(packet.payload) == protocol::ioctl::kStdinExec;
}

/// Takes packets out of a chunk; how many.
int lose(std::vector<std::uint8_t>& chunk, const std::function<bool(const Packet&)>& lost)
{
    std::vector<std::uint8_t> memory(chunk.size() + 64);
    protocol::PacketParser parser(memory, 0xFFFF);
    parser.feed(chunk);
    std::vector<std::uint8_t> kept;
    Packet packet;
    int count = 0;
    for (std::size_t at = 0; parser.next(packet) == protocol::ParseResult::Packet;) {
        const std::size_t size = protocol::packetSize(packet.header.payloadSize);
        const auto begin = chunk.begin() + static_cast<std::ptrdiff_t>(at);
        if (lost(packet))
            ++count;
        else
            kept.insert(kept.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
        at += size;
    }
    chunk = std::move(kept);
    return count;
}

}  // namespace

TEST_CASE("An EXEC that got lost is sent again when the camera has been at rest", "[scripts]")
{
    const bool ack = GENERATE(false, true);
    const int count = GENERATE(1, 2);
    CAPTURE(ack, count);
    SessionHarness h({}, ack);
    h.connect();
    int lost = 0;
    h.toBoard = [&](std::vector<std::uint8_t>& chunk) {
        lost += lost < count ? lose(chunk, isExec) : 0;
        return !chunk.empty();
    };
    REQUIRE(h.runScript("print once\nwait\n"));
    CHECK(lost == count);
    h.pass(2 * protocol::kSecond);
    CHECK(h.board.scriptsStarted == 1);
    CHECK(h.board.stops == 0);
    CHECK(h.printed == "once\n");
}

TEST_CASE("A script that ended unheard is not run twice", "[scripts]")
{
    SessionHarness h;
    h.connect();
    h.toHost = [&h](std::vector<std::uint8_t>& chunk) {
        if (h.board.scriptsStarted > 0)
            lose(chunk, [](const Packet& packet) {
                return packet.header.has(protocol::flag::kEvent) ||
                    packet.header.is(protocol::Opcode::ChannelIoctl);
            });
        return !chunk.empty();
    };
    int sent = 0;
    h.toBoard = [&sent](std::vector<std::uint8_t>& chunk) {
        auto looked = chunk;
        sent += lose(looked, isExec);
        return true;
    };
    CHECK_FALSE(h.runScript("print once\n"));
    CHECK(sent == 1);
    CHECK(h.printed == "once\n");
}

TEST_CASE("Words of a script are not lost when it prints parts of the banner", "[scripts]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("print MPY: soft reboot\nsleep 500\nprint Type \"help()\" for\n"));
    h.awaitEnd();
    CHECK(h.printed == "MPY: soft reboot\nType \"help()\" for\n");
}

TEST_CASE("Text of a script started by somebody else is read too", "[scripts]")
{
    SessionHarness h;
    h.board.print("from main.py\r\n");
    h.connect();
    CHECK(h.printed == "from main.py\n");
}
