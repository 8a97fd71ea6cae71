// SPDX-License-Identifier: MIT
// Requests that are sent behind others whose replies are still to come.
#include "tests/support/catch.h"

#include "tests/protocol/fakes.h"

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

constexpr Duration kTimeout = 100 * kMillisecond;
constexpr std::uint8_t kStream = 3;

/// A host link that needs no acknowledgements, and a device played by hand.
struct Fixture {
    explicit Fixture(std::uint8_t firstSequence = 0, bool ack = false)
    {
        Caps caps;
        caps.ack = ack;
        const auto request = encode(caps);
        REQUIRE(host.link.submit({.opcode = Opcode::ProtoSetCaps, .head = request}, now));
        answer(Opcode::ProtoSetCaps, 0, 0, flag::kAck);
        for (int i = 1; i < firstSequence; ++i) {
            REQUIRE(ask(Opcode::ChannelUnlock));
            answer(Opcode::ChannelUnlock, kStream, i, flag::kAck);
        }
        while (host.link.takeReply()) {}
        sent();
    }

    bool ask(Opcode opcode, std::uint32_t replyPackets = 1, bool fullPackets = false)
    {
        return host.link.submit({.opcode = opcode,
                                 .channel = kStream,
                                 .into = into,
                                 .timeout = kTimeout,
                                 .replyPackets = replyPackets,
                                 .fullPackets = fullPackets},
                                now);
    }

    void answer(Opcode opcode, std::uint8_t channel, int sequence, std::uint8_t flags,
                const ByteVector& payload = {})
    {
        PacketHeader header;
        header.opcode = static_cast<std::uint8_t>(opcode);
        header.channel = channel;
        header.sequence = static_cast<std::uint8_t>(sequence);
        header.flags = flags;
        const ByteVector wire = encoded(header, payload);
        for (const std::uint8_t byte : wire)
            host.link.receive(Bytes(&byte, 1), now);
    }
    void answer(Opcode opcode, int sequence, std::uint8_t flags, const ByteVector& payload = {})
    {
        answer(opcode, kStream, sequence, flags, payload);
    }
    void refuse(Opcode opcode, int sequence, Status status)
    {
        answer(opcode, sequence, flag::kNak, {static_cast<std::uint8_t>(status), 0});
    }

    std::vector<int> sent()
    {
        std::vector<int> sequences;
        for (const OwnedPacket& packet : parseAll(drain(host.link)))
            sequences.push_back(packet.header.sequence);
        return sequences;
    }

    Outcome outcome()
    {
        const auto reply = host.link.takeReply();
        REQUIRE(reply);
        return reply->outcome;
    }

    Time now = 1000;
    Host host;
    ByteVector into = ByteVector(100000);
};

}  // namespace

TEST_CASE("Requests go out together with the numbers that their replies will have")
{
    Fixture f(254);
    REQUIRE(f.ask(Opcode::ChannelLock));
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    REQUIRE(f.ask(Opcode::ChannelUnlock));
    CHECK(f.host.link.inFlight() == 3);
    CHECK(f.sent() == std::vector<int>{254, 255, 2});
    f.answer(Opcode::ChannelLock, 254, flag::kAck);
    f.answer(Opcode::ChannelRead, 255, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelRead, 0, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelRead, 1, 0, pattern(7));
    f.answer(Opcode::ChannelUnlock, 2, flag::kAck);
    CHECK(f.host.link.idle());
    CHECK(f.host.link.takeReply()->opcode == Opcode::ChannelLock);
    const auto read = f.host.link.takeReply();
    REQUIRE(read);
    CHECK(read->outcome == Outcome::Ok);
    CHECK(read->size == 107);
    CHECK(f.host.link.takeReply()->opcode == Opcode::ChannelUnlock);
    CHECK_FALSE(f.host.link.takeReply());
    CHECK(f.host.link.sequence() == 3);
}

TEST_CASE("Where replies cannot be predicted or nothing else is served, requests go alone")
{
    SECTION("with acknowledgements")
    {
        Fixture f(1, true);
        REQUIRE(f.ask(Opcode::ChannelLock));
        CHECK(f.host.link.room() == 0);
        CHECK_FALSE(f.ask(Opcode::ChannelSize));
    }
    SECTION("behind a reply of unknown length")
    {
        Fixture f(1);
        REQUIRE(f.ask(Opcode::ChannelRead, 0));
        CHECK_FALSE(f.ask(Opcode::ChannelSize));
    }
    SECTION("behind a SYNC")
    {
        Fixture f(1);
        REQUIRE(f.host.link.submit({.opcode = Opcode::ProtoSync}, f.now));
        CHECK_FALSE(f.ask(Opcode::ChannelSize));
    }
    SECTION("when there are enough")
    {
        Fixture f(1);
        for (std::size_t i = 0; i < HostLink::kMaxInFlight; ++i)
            REQUIRE(f.ask(Opcode::ChannelSize));
        CHECK(f.host.link.room() == 0);
        f.answer(Opcode::ChannelSize, 1, 0, {1, 2, 3, 4});
        CHECK(f.host.link.room() == 0);  // its reply was not taken yet
        CHECK(f.outcome() == Outcome::Ok);
        CHECK(f.ask(Opcode::ChannelSize));
    }
}

TEST_CASE("A lost reply is noticed by the next one, without waiting for a timeout")
{
    Fixture f(1);
    REQUIRE(f.ask(Opcode::ChannelLock));
    REQUIRE(f.ask(Opcode::ChannelSize));
    f.answer(Opcode::ChannelSize, 2, 0, {1, 2, 3, 4});
    CHECK(f.outcome() == Outcome::Timeout);
    CHECK(f.outcome() == Outcome::Ok);
    CHECK(f.host.link.sequence() == 3);
}

TEST_CASE("The lost end of a reply is noticed by the next one")
{
    Fixture f(1);
    REQUIRE(f.ask(Opcode::ChannelRead, 2));
    REQUIRE(f.ask(Opcode::ChannelUnlock));
    f.answer(Opcode::ChannelRead, 1, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelUnlock, 3, flag::kAck);
    const auto read = f.host.link.takeReply();
    REQUIRE(read);
    CHECK(read->outcome == Outcome::Damaged);
    CHECK(read->size == 50);
    CHECK(f.outcome() == Outcome::Ok);
}

TEST_CASE("A lost request makes the next one refused, and the link is in step again")
{
    Fixture f(1);
    REQUIRE(f.ask(Opcode::ChannelLock));
    REQUIRE(f.ask(Opcode::ChannelSize));
    REQUIRE(f.ask(Opcode::ChannelRead, 2));
    f.refuse(Opcode::ChannelSize, 1, Status::Sequence);
    f.refuse(Opcode::ChannelRead, 2, Status::Sequence);
    CHECK(f.outcome() == Outcome::Timeout);
    for (int i = 0; i < 2; ++i) {
        const auto reply = f.host.link.takeReply();
        REQUIRE(reply);
        CHECK(reply->outcome == Outcome::Refused);
        CHECK(reply->status == Status::Sequence);
    }
    f.sent();
    REQUIRE(f.ask(Opcode::ChannelLock));
    CHECK(f.sent() == std::vector<int>{3});
    f.answer(Opcode::ChannelLock, 3, flag::kAck);
    CHECK(f.outcome() == Outcome::Ok);
}

TEST_CASE("A refused read has one packet only: what was sent behind it heals without SYNC")
{
    Fixture f(1);
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    REQUIRE(f.ask(Opcode::ChannelUnlock));
    f.refuse(Opcode::ChannelRead, 1, Status::Failed);
    f.refuse(Opcode::ChannelUnlock, 2, Status::Sequence);
    CHECK(f.outcome() == Outcome::Refused);
    CHECK(f.outcome() == Outcome::Refused);
    CHECK(f.host.link.idle());
    f.sent();
    REQUIRE(f.ask(Opcode::ChannelUnlock));
    CHECK(f.sent() == std::vector<int>{3});
}

TEST_CASE("Silence ends all that was sent together")
{
    Fixture f(1);
    REQUIRE(f.ask(Opcode::ChannelLock));
    REQUIRE(f.ask(Opcode::ChannelSize));
    f.answer(Opcode::ChannelLock, 1, flag::kAck);
    f.now += kTimeout - 1;
    f.host.link.tick(f.now);
    CHECK_FALSE(f.host.link.idle());
    CHECK(f.host.link.deadline() == f.now + 1);
    f.now += 1;
    f.host.link.tick(f.now);
    CHECK(f.outcome() == Outcome::Ok);
    CHECK(f.outcome() == Outcome::Timeout);
    CHECK(f.host.link.idle());
    CHECK(f.host.link.room() == 1);  // where the device's counter is, is not known
}

TEST_CASE("A late packet of an earlier exchange does not end the wait for the first")
{
    Fixture f(9);
    REQUIRE(f.ask(Opcode::ChannelLock));
    REQUIRE(f.ask(Opcode::ChannelSize));
    f.answer(Opcode::ChannelSize, 5, 0, {1, 2, 3, 4});
    CHECK_FALSE(f.host.link.takeReply());
    CHECK(f.host.link.inFlight() == 2);
    f.answer(Opcode::ChannelLock, 9, flag::kAck);
    CHECK(f.outcome() == Outcome::Ok);
}

TEST_CASE("Cancelling abandons all of them, and each passes by")
{
    Fixture f(1);
    REQUIRE(f.ask(Opcode::ChannelLock));
    REQUIRE(f.ask(Opcode::ChannelRead, 1));
    f.answer(Opcode::ChannelLock, 1, flag::kAck);
    f.host.link.cancel();
    f.answer(Opcode::ChannelRead, 2, 0, pattern(9));
    CHECK(f.host.link.idle());
    CHECK_FALSE(f.host.link.takeReply());
    CHECK(f.into == ByteVector(100000));
    CHECK(f.host.link.sequence() == 3);
}

TEST_CASE("A reply has as many packets as its bytes need")
{
    CHECK(fragmentCount(0, 4082) == 1);
    CHECK(fragmentCount(4082, 4082) == 1);
    CHECK(fragmentCount(4083, 4082) == 2);
    CHECK(fragmentCount(0xFFFFFFFF, 50) == 85899346);
}

TEST_CASE("What comes behind a lost fragment finds its place, and the gaps are told")
{
    Fixture f(1);
    f.into.resize(4082 * 4 + 100);
    REQUIRE(f.ask(Opcode::ChannelRead, 5, true));
    const ByteVector full = pattern(4082);
    f.answer(Opcode::ChannelRead, 1, flag::kFragment, full);
    f.answer(Opcode::ChannelRead, 3, flag::kFragment, full);
    f.answer(Opcode::ChannelRead, 4, flag::kFragment, full);
    SECTION("the end is here")
    {
        f.answer(Opcode::ChannelRead, 5, 0, pattern(100));
        const auto reply = f.host.link.takeReply();
        REQUIRE(reply);
        CHECK(reply->outcome == Outcome::Damaged);
        CHECK(reply->size == 4082);
        REQUIRE(reply->gaps.count == 1);
        CHECK(reply->gaps.items[0] == Gap{4082, 4082});
        CHECK(toVector(Bytes(f.into).subspan(2 * 4082, 4082)) == full);
        CHECK(toVector(Bytes(f.into).subspan(4 * 4082)) == pattern(100));
    }
    SECTION("the end is not: what stands behind a gap does not count")
    {
        f.now += kTimeout;
        f.host.link.tick(f.now);
        const auto reply = f.host.link.takeReply();
        REQUIRE(reply);
        CHECK(reply->outcome == Outcome::Damaged);
        REQUIRE(reply->gaps.count == 1);
        CHECK(reply->gaps.items[0] == Gap{4082, 3 * 4082 + 100});
    }
    SECTION("the end does not fit")
    {
        f.answer(Opcode::ChannelRead, 5, 0, pattern(99));
        const auto reply = f.host.link.takeReply();
        REQUIRE(reply);
        REQUIRE(reply->gaps.count == 1);
        CHECK(reply->gaps.items[0] == Gap{4082, 3 * 4082 + 100});
    }
}

TEST_CASE("Gaps that touch are one, and the last of too many reaches to the end")
{
    Gaps gaps;
    gaps.add(5, 5);
    CHECK(gaps.count == 0);
    gaps.add(0, 10);
    gaps.add(10, 30);
    CHECK(gaps.count == 1);
    CHECK(gaps.items[0] == Gap{0, 30});
    for (std::size_t i = 1; i < 40; ++i)
        gaps.add(i * 100, i * 100 + 10);
    CHECK(gaps.count == gaps.items.size());
    CHECK(gaps.items.back() == Gap{1500, 2410});
}
