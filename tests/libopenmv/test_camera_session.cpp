// SPDX-License-Identifier: MIT
// Connecting and channels, with a fake clock.
#include "tests/libopenmv/test_camera_harness.h"

using namespace omv;
using namespace omv::test;

namespace {

using Data = std::vector<std::uint8_t>;

Result<Data> readChannel(SessionHarness& h, const std::string& name,
                         std::optional<session::ReadChannel::Range> range = {},
                         protocol::Duration timeout = 5 * protocol::kSecond)
{
    return h.await<Data>(
        [&](auto done) {
            return std::make_unique<session::ReadChannel>(name, range, std::move(done));
        },
        timeout);
}

Status writeChannel(SessionHarness& h, const std::string& name, const Data& data)
{
    return h.await<Done>([&](auto done) {
        return std::make_unique<session::WriteChannel>(name, data, std::move(done));
    });
}

Data counting(std::size_t size)
{
    Data data(size);
    for (std::size_t i = 0; i < size; ++i)
        data[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8));
    return data;
}

}  // namespace

TEST_CASE("A session greets the camera and knows its channels", "[session]")
{
    const std::size_t chop = GENERATE(0u, 1u, 3u);
    SessionHarness h;
    h.chop = chop;
    h.session.connect(h.now);
    const auto greeting = h.await<session::Greeting>(
        [](auto done) { return std::make_unique<session::Greet>("fake", std::move(done)); });
    REQUIRE(greeting);
    CHECK(greeting->versions.firmware == protocol::Version{5, 0, 0});
    CHECK(greeting->system.usbId == 0x37C516E3);
    CHECK(h.session.channels().find("stream")->id == 3);
    CHECK(h.session.link().caps().maxPayload == 4082);
    CHECK_FALSE(h.session.link().caps().ack);
    CHECK(h.session.link().resyncs() == 0);
}

TEST_CASE("A session with acknowledgements works too", "[session]")
{
    SessionHarness h({}, true);
    h.connect();
    CHECK(h.session.link().caps().ack);
    REQUIRE(h.runScript("print hello\n"));
    h.awaitEnd();
    CHECK(h.printed == "hello\n");
}

TEST_CASE("A session finds a camera that is in the middle of a packet", "[session]")
{
    SessionHarness h;
    const Data half{0xAA, 0xD5, 0, 0, 0, 0x27, 0xA0, 0x0F, 0x12};
    h.board.take(half, h.now);
    h.connect();
}

TEST_CASE("A camera that says nothing is a timeout at the deadline", "[session]")
{
    SessionHarness h;
    h.toHost = [](std::vector<std::uint8_t>&) { return false; };
    h.session.connect(h.now);
    const auto before = h.now;
    const auto greeting = h.await<session::Greeting>(
        [](auto done) { return std::make_unique<session::Greet>("fake", std::move(done)); },
        10 * protocol::kSecond);
    REQUIRE_FALSE(greeting);
    CHECK(greeting.error().id == "OMV-E0106");
    CHECK(h.now - before <= 10 * protocol::kSecond + 1000);
}

TEST_CASE("A camera that starts to answer late is found", "[session]")
{
    SessionHarness h;
    h.toHost = [&](std::vector<std::uint8_t>&) { return h.now > 4 * protocol::kSecond; };
    h.connect();
}

TEST_CASE("A running script is left running by the connection", "[session]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("wait\n"));
    h.connect();
    CHECK(h.board.running());
    CHECK(h.session.script().running());
}

TEST_CASE("Channels of a script are read, written, controlled and heard", "[session]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("channel box\nevent 5\nwait\n"));
    h.pass(50 * protocol::kMillisecond);
    REQUIRE(h.events.size() == 1);
    CHECK(h.events[0].name == "box");
    CHECK(h.events[0].code == 5);
    CHECK(*readChannel(h, "box") == Data{1, 2, 3, 4});
    CHECK(*readChannel(h, "4") == Data{1, 2, 3, 4});
    CHECK(*readChannel(h, "box", {{1, 2}}) == Data{2, 3});
    CHECK(*readChannel(h, "box", {{3, 100}}) == Data{4});
    CHECK(readChannel(h, "box", {{9, 1}})->empty());
    const Data big = counting(10000);
    REQUIRE(writeChannel(h, "box", big));
    CHECK(h.board.channel("box").writes == 3);
    CHECK(*readChannel(h, "box") == big);
    const auto ioctl = [&](std::uint32_t request) {
        return h.await<Done>([&](auto done) {
            return session::ioctlCall("box", request, {1, 2}, std::move(done));
        });
    };
    CHECK(ioctl(7));
    const Status refused = ioctl(8);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::Refused);
    const auto shape = h.await<std::vector<std::uint32_t>>(
        [](auto done) { return session::queryShape("box", std::move(done)); });
    CHECK(*shape == std::vector<std::uint32_t>{2, 3});
    REQUIRE(h.stopScript());
    const auto gone = readChannel(h, "box");
    REQUIRE_FALSE(gone);
    CHECK(gone.error().id == "OMV-E0207");
    CHECK(gone.error().why.find("stdout") != std::string::npos);
}

TEST_CASE("A channel with a lock is locked and unlocked around each read", "[session]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("channel locked\nwait\n"));
    h.pass(50 * protocol::kMillisecond);
    h.board.channel("locked").data = counting(30000);
    CHECK(*readChannel(h, "locked") == counting(30000));
    CHECK_FALSE(h.board.channel("locked").isLocked);
    h.board.channel("locked").isLocked = true;
    const auto busy = readChannel(h, "locked", {}, protocol::kSecond);
    REQUIRE_FALSE(busy);
    CHECK(busy.error().id == "OMV-E0210");
}

TEST_CASE("What a channel cannot do is said without asking the camera", "[session]")
{
    SessionHarness h;
    h.connect();
    CHECK(readChannel(h, "stdin").error().id == "OMV-E0208");
    CHECK(writeChannel(h, "stdout", {1}).error().id == "OMV-E0208");
    CHECK(readChannel(h, "nope").error().id == "OMV-E0207");
}

TEST_CASE("Memory pools and device counters are read", "[session]")
{
    SessionHarness h;
    h.connect();
    const auto memory = h.await<std::vector<MemoryPool>>(
        [](auto done) { return session::queryMemory(std::move(done)); });
    REQUIRE(memory);
    REQUIRE(memory->size() == 2);
    CHECK((*memory)[0].kind == "gc");
    CHECK((*memory)[0].used == 400);
    CHECK((*memory)[1].kind == "uma");
    const auto stats = h.await<protocol::DeviceStats>(
        [](auto done) { return session::queryStatistics(std::move(done)); });
    REQUIRE(stats);
    CHECK(stats->received > 5);
}

TEST_CASE("A reset is sent once and needs no answer", "[session]")
{
    SessionHarness h;
    h.connect();
    CHECK(h.await<Done>([](auto done) {
        return session::restartCall(protocol::Opcode::SysReset, std::move(done));
    }));
    CHECK(h.board.resets == 1);
    CHECK(h.await<Done>([](auto done) {
        return session::restartCall(protocol::Opcode::SysBoot, std::move(done));
    }));
    CHECK(h.board.bootloaderEntries == 1);
}

TEST_CASE("A reset counts only once its request has left", "[session]")
{
    SessionHarness h;
    h.connect();
    const bool written = GENERATE(false, true);
    auto result = std::make_shared<std::optional<Status>>();
    h.add<Done>(
        [](auto done) { return session::restartCall(protocol::Opcode::SysReset, std::move(done)); },
        protocol::kSecond, result);
    const std::size_t size = h.session.output().size();
    REQUIRE(size > 0);
    h.session.sent(written ? size : size - 1);
    Error gone;
    gone.id = "OMV-E0107";
    gone.code = Errc::Disconnected;
    h.session.end(gone);
    REQUIRE(result->has_value());
    CHECK((*result)->has_value() == written);
}

TEST_CASE("A cancelled call ends at once and its late answer is dropped", "[session]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("channel locked\nwait\n"));
    h.pass(50 * protocol::kMillisecond);
    h.board.channel("locked").data = counting(30000);
    for (int steps = 0; steps < 30; ++steps) {
        CAPTURE(steps);
        auto result = std::make_shared<std::optional<Result<Data>>>();
        const auto id = h.add<Data>(
            [](auto done) {
                return std::make_unique<session::ReadChannel>("locked", std::nullopt,
                                                              std::move(done));
            },
            5 * protocol::kSecond, result);
        int left = steps;
        h.run([&] { return left-- <= 0; }, protocol::kSecond);
        h.session.abandon(id, h.now);
        REQUIRE(result->has_value());
        if (!(*result)->has_value())
            CHECK((*result)->error().id == "OMV-E0205");
        CHECK(*readChannel(h, "locked") == counting(30000));
        CHECK_FALSE(h.board.channel("locked").isLocked);
    }
    CHECK(h.session.link().resyncs() == 0);
}

TEST_CASE("A queued call is cancelled without touching the one before it", "[session]")
{
    SessionHarness h;
    h.connect();
    auto first = std::make_shared<std::optional<Result<bool>>>();
    auto second = std::make_shared<std::optional<Result<bool>>>();
    const auto make = [](auto done) { return session::queryRunning(std::move(done)); };
    h.add<bool>(make, protocol::kSecond, first);
    const auto id = h.add<bool>(make, protocol::kSecond, second);
    h.session.abandon(id, h.now);
    h.session.abandon(id, h.now);
    h.session.abandon(12345, h.now);
    CHECK(second->has_value());
    h.run([&] { return first->has_value(); }, protocol::kSecond);
    CHECK((*first)->has_value());
}

TEST_CASE("When the connection ends every call fails with the same error", "[session]")
{
    SessionHarness h;
    h.connect();
    auto first = std::make_shared<std::optional<Result<bool>>>();
    auto second = std::make_shared<std::optional<Result<bool>>>();
    const auto make = [](auto done) { return session::queryRunning(std::move(done)); };
    h.add<bool>(make, protocol::kSecond, first);
    h.add<bool>(make, protocol::kSecond, second);
    Error gone;
    gone.id = "OMV-E0107";
    gone.code = Errc::Disconnected;
    h.session.end(gone);
    REQUIRE((first->has_value() && second->has_value()));
    CHECK((*first)->error().id == "OMV-E0107");
    CHECK((*second)->error().id == "OMV-E0107");
    const auto later = h.await<bool>(make);
    REQUIRE_FALSE(later);
    CHECK(later.error().id == "OMV-E0107");
    CHECK(h.session.deadline() == protocol::kNever);
}

TEST_CASE("A soft reboot of its own is followed by a handshake and a new list", "[session]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("channel box\nwait\n"));
    h.pass(50 * protocol::kMillisecond);
    REQUIRE(h.session.channels().find("box"));
    h.board.reboot();
    h.pass(300 * protocol::kMillisecond);
    CHECK_FALSE(h.session.channels().find("box"));
    CHECK_FALSE(h.session.link().caps().ack);
    CHECK(h.session.link().resyncs() == 1);
}

TEST_CASE("Calls made during a soft reboot wait for its end and work", "[session]")
{
    SessionHarness h;
    h.connect();
    for (int wait = 0; wait < 80; wait += 3) {
        CAPTURE(wait);
        h.board.reboot();
        h.pass(wait * protocol::kMillisecond);
        CHECK(h.await<std::vector<MemoryPool>>(
            [](auto done) { return session::queryMemory(std::move(done)); }));
    }
}
