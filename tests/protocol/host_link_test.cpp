// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "tests/protocol/fakes.h"

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

constexpr Duration kTimeout = 100 * kMillisecond;

/// A host link, and a device played by hand.
struct Fixture {
    bool ask(Opcode opcode, std::uint8_t channel = 0, Bytes payload = {})
    {
        return host.link.submit({.opcode = opcode,
                                 .channel = channel,
                                 .head = payload,
                                 .into = into,
                                 .timeout = kTimeout},
                                now);
    }

    void answer(Opcode opcode, std::uint8_t channel, int sequence, std::uint8_t flags,
                const ByteVector& payload = {})
    {
        feed(packet(opcode, channel, sequence, flags, payload));
    }

    static ByteVector packet(Opcode opcode, std::uint8_t channel, int sequence, std::uint8_t flags,
                             const ByteVector& payload = {}, bool withCrc = true)
    {
        PacketHeader header;
        header.opcode = static_cast<std::uint8_t>(opcode);
        header.channel = channel;
        header.sequence = static_cast<std::uint8_t>(sequence);
        header.flags = flags;
        return encoded(header, payload, withCrc);
    }

    void nak(Opcode opcode, std::uint8_t channel, int sequence, Status status)
    {
        answer(opcode, channel, sequence, flag::kNak, {static_cast<std::uint8_t>(status), 0});
    }

    void feed(Bytes bytes)
    {
        for (const std::uint8_t byte : bytes)
            host.link.receive(Bytes(&byte, 1), now);
    }

    void pass(Duration time)
    {
        now += time;
        host.link.tick(now);
    }

    /// What the link sent since the last call.
    std::vector<OwnedPacket> sent(bool checkCrc = true)
    {
        return parseAll(drain(host.link), checkCrc);
    }

    Time now = 1000;
    Host host;
    ByteVector into = ByteVector(100000);
};

}  // namespace

TEST_CASE("A bare ACK answers a request and moves the counter")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelUnlock, 3));
    CHECK_FALSE(f.host.link.idle());
    CHECK_FALSE(f.ask(Opcode::ChannelUnlock, 3));
    f.answer(Opcode::ChannelUnlock, 3, 0, flag::kAck);
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Ok);
    CHECK(reply->channel == 3);
    CHECK(f.host.link.sequence() == 1);
    CHECK(f.host.link.idle());
    CHECK_FALSE(f.host.link.takeReply());
}

TEST_CASE("Fragments are joined, acknowledged, and each moves the counter over 255")
{
    Fixture f;
    for (int i = 0; i < 254; ++i) {
        REQUIRE(f.ask(Opcode::ChannelUnlock, 3));
        f.answer(Opcode::ChannelUnlock, 3, i, flag::kAck);
    }
    f.sent();
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    for (int i = 0; i < 4; ++i) {
        const auto flags =
            static_cast<std::uint8_t>(flag::kAckRequest | (i < 3 ? flag::kFragment : 0));
        f.answer(Opcode::ChannelRead, 3, 254 + i, flags, pattern(100));
        f.pass(kTimeout - 1);
    }
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Ok);
    CHECK(reply->size == 400);
    CHECK(toVector(Bytes(f.into).subspan(300, 100)) == pattern(100));
    CHECK(f.host.link.sequence() == 2);
    const auto sent = f.sent();
    REQUIRE(sent.size() == 5);
    for (int i = 0; i < 4; ++i) {
        const PacketHeader& ack = sent[static_cast<std::size_t>(i + 1)].header;
        CHECK(ack.flags == flag::kAck);
        CHECK(ack.sequence == static_cast<std::uint8_t>(254 + i));
        CHECK(ack.opcode == 0x26);
        CHECK(ack.channel == 3);
    }
}

TEST_CASE("NAK SEQUENCE makes the request go out again at once with the next number")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelSize, 2));
    const auto first = f.sent();
    f.nak(Opcode::ChannelSize, 2, 77, Status::Sequence);
    const auto again = f.sent();
    REQUIRE(again.size() == 1);
    CHECK(again[0].header.sequence == 78);
    CHECK(again[0].header.opcode == first[0].header.opcode);
    CHECK(again[0].payload == first[0].payload);
    f.nak(Opcode::ChannelSize, 2, 77, Status::Sequence);  // the same one twice
    CHECK(f.sent().empty());
    f.answer(Opcode::ChannelSize, 2, 78, 0, {1, 2, 3, 4});
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Ok);
    CHECK(reply->size == 4);
    CHECK(f.host.link.sequence() == 79);
}

TEST_CASE("A request that is refused for its number again and again is given up")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelSize, 2));
    int sends = 0;
    std::optional<Reply> reply;
    for (int i = 0; i < 20 && !reply; ++i) {
        sends += static_cast<int>(f.sent().size());
        f.nak(Opcode::ChannelSize, 2, 10 * i, Status::Sequence);
        reply = f.host.link.takeReply();
    }
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Refused);
    CHECK(reply->status == Status::Sequence);
    CHECK(sends == 4);
}

TEST_CASE("A resend waits until the first copy is written")
{
    Fixture f;
    const ByteVector payload = pattern(4000);
    REQUIRE(f.ask(Opcode::ChannelWrite, 1, payload));
    f.host.link.sent(100);
    f.nak(Opcode::ChannelWrite, 1, 5, Status::Sequence);
    CHECK(f.host.link.output().size() == packetSize(4000) - 100);
    f.host.link.sent(packetSize(4000) - 100);
    const auto again = f.sent();
    REQUIRE(again.size() == 1);
    CHECK(again[0].header.sequence == 6);
    CHECK(again[0].payload == payload);
}

TEST_CASE("A NAK after fragments keeps what came before it")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 2));
    f.answer(Opcode::ChannelRead, 2, 0, flag::kFragment, pattern(50));
    f.nak(Opcode::ChannelRead, 2, 1, Status::Failed);
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Refused);
    CHECK(reply->status == Status::Failed);
    CHECK(reply->size == 50);
    CHECK(f.host.link.sequence() == 2);
}

TEST_CASE("A lost fragment is told once the rest has passed by")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    f.answer(Opcode::ChannelRead, 3, 0, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelRead, 3, 2, flag::kFragment, pattern(50));
    CHECK_FALSE(f.host.link.takeReply());
    CHECK_FALSE(f.host.link.idle());
    f.answer(Opcode::ChannelRead, 3, 3, 0, pattern(50));
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Damaged);
    CHECK(reply->size == 50);
    CHECK(f.host.link.sequence() == 4);
}

TEST_CASE("A damaged fragment without ACK is lost, with ACK it is waited for")
{
    const bool ack = GENERATE(false, true);
    const bool last = GENERATE(false, true);
    Fixture f;
    const auto flags =
        static_cast<std::uint8_t>((ack ? flag::kAckRequest : 0) | (last ? 0 : flag::kFragment));
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    f.sent();
    ByteVector bad = Fixture::packet(Opcode::ChannelRead, 3, 0, flags, pattern(50));
    bad[30] ^= 1;
    f.feed(bad);
    CHECK(f.sent().empty());  // never a NAK, and no ACK for what was not understood
    CHECK(f.host.link.stats().payloadErrors == 1);
    if (ack) {
        CHECK_FALSE(f.host.link.takeReply());
        f.answer(Opcode::ChannelRead, 3, 0,
                 static_cast<std::uint8_t>(flags | flag::kRetransmission), pattern(50));
        CHECK(f.sent().size() == 1);
    }
    if (!last)
        f.answer(Opcode::ChannelRead, 3, 1, ack ? flag::kAckRequest : std::uint8_t{0}, pattern(50));
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == (ack ? Outcome::Ok : Outcome::Damaged));
    CHECK(reply->size == (ack ? (last ? 50u : 100u) : 0u));
}

TEST_CASE("A retransmission of what is already there is acknowledged again and dropped")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    constexpr auto kFlags = static_cast<std::uint8_t>(flag::kAckRequest | flag::kFragment);
    f.answer(Opcode::ChannelRead, 3, 0, kFlags, pattern(50));
    f.sent();
    f.answer(Opcode::ChannelRead, 3, 0, kFlags | flag::kRetransmission, pattern(50));
    const auto acks = f.sent();
    REQUIRE(acks.size() == 1);
    CHECK(acks[0].header.sequence == 0);
    f.answer(Opcode::ChannelRead, 3, 1, flag::kAckRequest, pattern(10));
    // Without CRC the device cannot set RTX: a plain repetition is the same.
    f.answer(Opcode::ChannelRead, 3, 1, flag::kAckRequest, pattern(10));
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->size == 60);
    CHECK(f.host.link.sequence() == 2);
    CHECK(f.sent().size() == 2);
    CHECK(f.host.link.stats().retransmissions == 1);
}

TEST_CASE("Events never extend a timeout, packets of the reply do")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 2));
    f.pass(kTimeout - 1);
    f.answer(Opcode::ChannelRead, 2, 0, flag::kFragment, pattern(10));
    for (int i = 0; i < 100; ++i) {
        f.answer(Opcode::ChannelEvent, 2, 1, flag::kEvent);
        f.pass(kTimeout / 100 - 1);
        CHECK_FALSE(f.host.link.takeReply());
    }
    f.pass(100);
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Timeout);
    CHECK(reply->size == 10);
    CHECK(f.host.link.stats().timeouts == 1);
    CHECK(f.host.link.deadline() == kNever);
}

TEST_CASE("An event that asks for it is acknowledged, with or without a request under way")
{
    Fixture f;
    if (GENERATE(false, true)) {
        REQUIRE(f.ask(Opcode::ChannelSize, 2));
        f.sent();
    }
    f.answer(Opcode::ChannelEvent, 4, 9, flag::kEvent | flag::kAckRequest, {5, 0});
    const auto sent = f.sent();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].header == PacketHeader{9, 4, flag::kAck, 0x29, 0});
    CHECK(f.host.link.takeEvent() == DeviceEvent{4, 5});
    CHECK(f.host.link.sequence() == 0);
}

TEST_CASE("A reply larger than its buffer is told and its start kept")
{
    Fixture f;
    f.into.resize(60);
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    f.answer(Opcode::ChannelRead, 3, 0, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelRead, 3, 1, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelRead, 3, 2, 0, pattern(50));
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::TooLarge);
    CHECK(reply->size == 60);
    CHECK(f.host.link.sequence() == 3);
}

TEST_CASE("A cancelled request touches its buffer no more and frees the link when it ends")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    f.answer(Opcode::ChannelRead, 3, 0, flag::kFragment, pattern(50));
    f.host.link.cancel();
    const ByteVector before = f.into;
    CHECK_FALSE(f.host.link.idle());
    CHECK_FALSE(f.ask(Opcode::ChannelSize, 2));
    f.answer(Opcode::ChannelRead, 3, 1, 0, ByteVector(50, 0xEE));
    CHECK(f.host.link.idle());
    CHECK_FALSE(f.host.link.takeReply());
    CHECK(f.into == before);
    CHECK(f.host.link.sequence() == 2);
}

TEST_CASE("A cancelled request without an end frees the link at its deadline")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::SysReset));
    f.host.link.cancel();
    f.pass(kTimeout);
    CHECK(f.host.link.idle());
    CHECK_FALSE(f.host.link.takeReply());
}

TEST_CASE("The late reply of a timed-out request is not taken for that of the next")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    f.sent();
    f.pass(kTimeout);
    REQUIRE(f.host.link.takeReply()->outcome == Outcome::Timeout);
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    const auto next = f.sent();
    REQUIRE(next.size() == 1);
    // The device answers the first, then finds the second's number wrong.
    f.answer(Opcode::ChannelRead, 3, 0, flag::kFragment, pattern(50));
    f.answer(Opcode::ChannelRead, 3, 1, 0, pattern(50));
    CHECK_FALSE(f.host.link.takeReply());
    CHECK(f.host.link.stats().strayPackets == 2);
    CHECK(next[0].header.sequence != 2);
    f.nak(Opcode::ChannelRead, 3, 2, Status::Sequence);
    const auto again = f.sent();
    REQUIRE(again.size() == 1);
    CHECK(again[0].header.sequence == 3);
    f.answer(Opcode::ChannelRead, 3, 3, 0, pattern(20));
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->size == 20);
    CHECK(toVector(Bytes(f.into).first(20)) == pattern(20));
}

TEST_CASE("After a request that never arrived the next one works without SYNC")
{
    Fixture f;
    Device device;
    device.output.data = pattern(30);
    REQUIRE(f.ask(Opcode::ChannelSize, 2));
    f.sent();  // lost
    f.pass(kTimeout);
    REQUIRE(f.host.link.takeReply()->outcome == Outcome::Timeout);
    REQUIRE(f.ask(Opcode::ChannelSize, 2));
    for (int i = 0; i < 4; ++i) {
        device.link.take(drain(f.host.link), f.now);
        f.feed(drain(device.link, f.now));
    }
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Ok);
    CHECK(f.into[0] == 30);
}

TEST_CASE("Late fragments are not taken for the answer to a SYNC")
{
    Fixture f;
    REQUIRE(f.ask(Opcode::ChannelRead, 3));
    f.answer(Opcode::ChannelRead, 3, 0, flag::kFragment, pattern(50));
    f.sent();
    REQUIRE(f.ask(Opcode::ProtoSync));
    f.answer(Opcode::ChannelRead, 3, 1, flag::kFragment, pattern(50));
    f.answer(Opcode::ProtoGetCaps, 0, 2, 0, pattern(16));
    f.nak(Opcode::ProtoSync, 0, 3, Status::Sequence);
    f.answer(Opcode::ProtoSync, 1, 3, flag::kAck);
    CHECK_FALSE(f.host.link.takeReply());
    f.answer(Opcode::ProtoSync, 0, 0, flag::kAck);
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->opcode == Opcode::ProtoSync);
    CHECK(reply->outcome == Outcome::Ok);
    CHECK(f.host.link.sequence() == 0);
    // And one more after it is dropped, but acknowledged if it asks for that.
    f.sent();
    f.answer(Opcode::ChannelRead, 3, 0, flag::kAckRequest, pattern(50));
    CHECK(f.sent().size() == 1);
    CHECK_FALSE(f.host.link.takeReply());
}

TEST_CASE("SYNC replaces an unwritten request and always carries checksums")
{
    Fixture f;
    const auto caps = encode(Caps{false, true, false, true, 1000});
    REQUIRE(f.ask(Opcode::ProtoSetCaps, 0, caps));
    f.sent();
    f.answer(Opcode::ProtoSetCaps, 0, 0, flag::kAck);
    REQUIRE_FALSE(f.host.link.caps().crc);
    REQUIRE(f.ask(Opcode::ChannelSize, 2));
    REQUIRE(f.ask(Opcode::ProtoSync));
    CHECK(drain(f.host.link) == request(Opcode::ProtoSync, 0, 0));
    f.answer(Opcode::ProtoSync, 0, 0, flag::kAck);
    CHECK(f.host.link.caps() == Caps{});
    CHECK(f.host.link.takeReply()->opcode == Opcode::ProtoSync);
}

TEST_CASE("Acknowledged capabilities apply to both directions from then on")
{
    Fixture f;
    const auto caps = encode(Caps{false, true, true, true, 60});
    REQUIRE(f.ask(Opcode::ProtoSetCaps, 0, caps));
    CHECK(f.host.link.caps() == Caps{});
    CHECK(f.sent().size() == 1);
    f.answer(Opcode::ProtoSetCaps, 0, 0, flag::kAck);
    REQUIRE(f.host.link.takeReply());
    CHECK(f.host.link.caps().maxPayload == 60);
    CHECK_FALSE(f.ask(Opcode::ChannelWrite, 1, pattern(61)));
    REQUIRE(f.ask(Opcode::ChannelWrite, 1, pattern(60)));
    const ByteVector wire = drain(f.host.link);
    CHECK(wire[8] == 0);
    CHECK(wire[9] == 0);
    f.feed(Fixture::packet(Opcode::ChannelWrite, 1, 1, flag::kAck, {}, false));
    CHECK(f.host.link.takeReply()->outcome == Outcome::Ok);
}

TEST_CASE("Refused capabilities change nothing")
{
    Fixture f;
    const auto caps = encode(Caps{false, true, true, true, 9});
    REQUIRE(f.ask(Opcode::ProtoSetCaps, 0, caps));
    f.nak(Opcode::ProtoSetCaps, 0, 0, Status::Invalid);
    CHECK(f.host.link.takeReply()->status == Status::Invalid);
    CHECK(f.host.link.caps() == Caps{});
}

TEST_CASE("A reply behind the lost tail of another packet is found at the deadline")
{
    Fixture f;
    ByteVector cut = Fixture::packet(Opcode::ChannelRead, 3, 0, 0, pattern(4000));
    cut.resize(100);
    f.feed(cut);
    REQUIRE(f.ask(Opcode::ChannelSize, 2));
    f.answer(Opcode::ChannelSize, 2, 0, 0, {1, 0, 0, 0});
    CHECK_FALSE(f.host.link.takeReply());
    f.pass(kTimeout);
    const auto reply = f.host.link.takeReply();
    REQUIRE(reply);
    CHECK(reply->outcome == Outcome::Ok);
    CHECK(f.host.link.stats().timeouts == 0);
}

TEST_CASE("Repeated events are told once, others in order")
{
    Fixture f;
    const auto event = [&](std::uint8_t channel, std::uint8_t code) {
        const Opcode opcode = channel == 0 ? Opcode::SysEvent : Opcode::ChannelEvent;
        f.answer(opcode, channel, 0, flag::kEvent, {code, 0});
    };
    for (int i = 0; i < 10; ++i)
        f.answer(Opcode::ChannelEvent, 2, 0, flag::kEvent);
    event(1, 1);
    event(1, 0);
    event(0, 2);
    event(1, 1);
    f.answer(Opcode::ChannelEvent, 2, 0, flag::kEvent);
    std::vector<DeviceEvent> events;
    while (const auto next = f.host.link.takeEvent())
        events.push_back(*next);
    const std::vector<DeviceEvent> expected{{2, event::kNotify}, {1, 1}, {1, 0}, {0, 2}, {1, 1}};
    CHECK(events == expected);
    CHECK(f.host.link.stats().eventsDropped == 0);
    CHECK(f.host.link.stats().events == 15);
}

TEST_CASE("Events of channels 0 and 1 push out others, never the other way round")
{
    Fixture f;
    for (int i = 0; i < 200; ++i)
        f.answer(Opcode::ChannelEvent, 5, 0, flag::kEvent, {static_cast<std::uint8_t>(i), 0});
    f.answer(Opcode::ChannelEvent, 1, 0, flag::kEvent, {0, 0});
    f.answer(Opcode::SysEvent, 0, 0, flag::kEvent, {2, 0});
    for (int i = 0; i < 200; ++i)
        f.answer(Opcode::ChannelEvent, 6, 0, flag::kEvent, {static_cast<std::uint8_t>(i), 0});
    int system = 0;
    int total = 0;
    while (const auto next = f.host.link.takeEvent()) {
        ++total;
        system += next->channel <= 1;
    }
    CHECK(system == 2);
    CHECK(total == 64);
    CHECK(f.host.link.stats().eventsDropped == 402 - 64);
}

TEST_CASE("The output holds an ACK and a full request, and reuses its room")
{
    Fixture f;
    Host small(8192, packetSize(kDefaultMaxPayload) + 64);
    const ByteVector payload = pattern(kDefaultMaxPayload);
    for (int round = 0; round < 50; ++round) {
        // Unwritten ACKs in front of the request, more of them behind it.
        for (int i = 0; i < 3; ++i)
            small.link.receive(
                Fixture::packet(Opcode::ChannelEvent, 4, i, flag::kEvent | flag::kAckRequest),
                f.now);
        REQUIRE(small.link.submit({.opcode = Opcode::ChannelWrite, .channel = 1, .head = payload},
                                  f.now));
        small.link.sent(45);
        small.link.receive(
            Fixture::packet(Opcode::ChannelEvent, 5, 7, flag::kEvent | flag::kAckRequest), f.now);
        ByteVector rest = toVector(small.link.output());
        small.link.sent(rest.size());
        const auto packets = parseAll(rest);
        REQUIRE(packets.size() == 1);  // the ACK; the request was partly written before
        CHECK(packets[0].header.channel == 5);
        small.link.receive(
            Fixture::packet(Opcode::ChannelWrite, 1, small.link.sequence(), flag::kAck), f.now);
        REQUIRE(small.link.takeReply());
    }
}

TEST_CASE("Acknowledgements go on while a long reply comes in")
{
    Fixture f;
    Host small(8192, packetSize(kDefaultMaxPayload) + 64);
    const ByteVector payload = pattern(kDefaultMaxPayload);
    REQUIRE(small.link.submit(
        {.opcode = Opcode::ChannelWrite, .channel = 1, .head = payload, .into = f.into}, f.now));
    drain(small.link);
    for (int i = 0; i < 1000; ++i) {
        small.link.receive(Fixture::packet(Opcode::ChannelWrite, 1, i,
                                           flag::kAckRequest | flag::kFragment, pattern(3)),
                           f.now);
        if (i % 3 == 0)
            continue;
        const Bytes out = small.link.output();
        REQUIRE(out.size() >= kHeaderSize);
        small.link.sent(out.size() / 2);
    }
    drain(small.link);
    CHECK(small.link.stats().packetsSent == 1001);
}
