// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "protocol/handshake.h"
#include "tests/protocol/fakes.h"

#include <functional>

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

/// A device link behind a cable that a test may cut or tap.
struct Line {
    explicit Line(const DeviceLinkOptions& options = {})
        : device(options)
    {
    }

    bool connect(const HandshakeOptions& options)
    {
        handshake = Handshake(options);
        handshake.start(host.link, now);
        for (int i = 0; i < 100000 && !handshake.done(); ++i) {
            exchange();
            handshake.step(host.link, now);
            if (!host.link.output().empty() || handshake.done())
                continue;
            now = std::min(host.link.deadline(), device.link.deadline());
            host.link.tick(now);
            device.link.tick(now);
            handshake.step(host.link, now);
        }
        return handshake.succeeded();
    }

    void exchange()
    {
        for (const OwnedPacket& packet : parseAll(drain(host.link))) {
            asked.push_back(packet.header.opcode);
            if (passesToDevice(packet))
                device.link.take(encoded(packet.header, packet.payload), now);
            for (const OwnedPacket& answer : parseAll(drain(device.link, now))) {
                if (passesToHost(answer))
                    host.link.receive(encoded(answer.header, answer.payload), now);
            }
        }
    }

    Time now = 5;
    Host host;
    Device device;
    Handshake handshake{HandshakeOptions{}};
    std::vector<std::uint8_t> asked;
    std::function<bool(const OwnedPacket&)> passesToDevice = [](const OwnedPacket&) {
        return true;
    };
    std::function<bool(const OwnedPacket&)> passesToHost = [](const OwnedPacket&) { return true; };
};

HandshakeOptions plain()
{
    HandshakeOptions options;
    options.wanted.ack = false;
    return options;
}

}  // namespace

TEST_CASE("A handshake asks SYNC, GET_CAPS, SET_CAPS and GET_CAPS again")
{
    Line line;
    REQUIRE(line.connect(plain()));
    const std::vector<std::uint8_t> expected{0, 1, 1, 2, 1};  // the second 1 is an ACK
    CHECK(line.asked == expected);
    CHECK(line.host.link.caps() == line.device.link.caps());
    CHECK_FALSE(line.host.link.caps().ack);
}

TEST_CASE("The smaller payload wins")
{
    DeviceLinkOptions options;
    options.defaults.maxPayload = 498;
    Line line(options);
    HandshakeOptions wanted = plain();
    wanted.wanted.maxPayload = 4096;
    REQUIRE(line.connect(wanted));
    CHECK(line.host.link.caps().maxPayload == 498);
    CHECK(line.device.link.caps().maxPayload == 498);
}

TEST_CASE("A board that offers larger payloads is used as far as wanted")
{
    DeviceLinkOptions options;
    options.defaults.maxPayload = 8178;
    Line line(options);
    HandshakeOptions wanted = plain();
    wanted.wanted.maxPayload = 8178;
    REQUIRE(line.connect(wanted));
    CHECK(line.host.link.caps().maxPayload == 8178);
}

TEST_CASE("Lost SYNCs are repeated, and the last loss ends the handshake")
{
    const int lost = GENERATE(1, 3, 4, 100);
    Line line;
    int count = 0;
    line.passesToDevice = [&](const OwnedPacket& p) {
        return !p.header.is(Opcode::ProtoSync) || count++ >= lost;
    };
    CHECK(line.connect(plain()) == (lost < 4));
    if (lost >= 4) {
        CHECK(line.handshake.failedAt() == Opcode::ProtoSync);
        CHECK(line.handshake.failure().outcome == Outcome::Timeout);
        CHECK(count == 4);
    }
}

TEST_CASE("A device that re-initialises meanwhile is noticed and asked again")
{
    Line line;
    int reboots = 0;
    line.passesToHost = [&](const OwnedPacket& answer) {
        if (answer.header.is(Opcode::ProtoSetCaps) && reboots++ == 0)
            line.device.link.reinitialise();
        return true;
    };
    REQUIRE(line.connect(plain()));
    CHECK(reboots == 2);
    CHECK(line.host.link.caps() == line.device.link.caps());
}

TEST_CASE("A device that never keeps its capabilities fails the handshake in bounded time")
{
    Line line;
    line.passesToHost = [&](const OwnedPacket& answer) {
        if (answer.header.is(Opcode::ProtoSetCaps))
            line.device.link.reinitialise();
        return true;
    };
    CHECK_FALSE(line.connect(plain()));
    CHECK(line.handshake.failedAt() == Opcode::ProtoGetCaps);
    CHECK(line.now < 30 * kSecond);
}

TEST_CASE("A lost answer within a round starts again with SYNC")
{
    const Opcode lost = GENERATE(Opcode::ProtoGetCaps, Opcode::ProtoSetCaps);
    Line line;
    int count = 0;
    line.passesToHost = [&](const OwnedPacket& p) { return !p.header.is(lost) || count++ > 0; };
    HandshakeOptions options = plain();
    options.timeout = 400 * kMillisecond;  // before the device's retransmission
    REQUIRE(line.connect(options));
    CHECK(std::count(line.asked.begin(), line.asked.end(), 0) == 2);
}

TEST_CASE("A silent device fails the handshake")
{
    Line line;
    line.passesToDevice = [](const OwnedPacket&) { return false; };
    CHECK_FALSE(line.connect(plain()));
    CHECK(line.handshake.done());
}
