// SPDX-License-Identifier: MIT
// How the device link gets replies and events across: ACKs, retransmissions, order.
#include "tests/protocol/device_fixture.h"

using namespace omv::protocol;
using namespace omv::protocol::test;

TEST_CASE("An unanswered reply comes again after 0.5, 1 and 2 seconds, then the link resets")
{
    Fixture f((DeviceLinkOptions()));
    const auto first = f.ask(Opcode::ProtoVersion, 0);
    REQUIRE(first.size() == 1);
    CHECK(first[0].header.flags == flag::kAckRequest);
    for (const Duration wait : {500, 1000, 2000}) {
        CHECK(f.device.link.deadline() == f.now + wait * kMillisecond);
        f.pass(wait * kMillisecond - 1);
        CHECK(f.answers().empty());
        f.pass(1);
        const auto again = f.answers();
        REQUIRE(again.size() == 1);
        CHECK(again[0].header.flags == (flag::kAckRequest | flag::kRetransmission));
        CHECK(again[0].payload == first[0].payload);
        CHECK(again[0].header.sequence == first[0].header.sequence);
    }
    f.device.stream.locked = true;
    f.pass(4 * kSecond - 1);
    CHECK(f.device.stream.locked);
    f.pass(1);
    CHECK(f.answers().empty());
    CHECK_FALSE(f.device.stream.locked);
    CHECK(f.device.link.deadline() == kNever);
    CHECK(f.device.link.stats().retransmissions == 3);
    f.sequence = 0;
    CHECK(f.status(Opcode::ChannelUnlock, 3) == Status::Success);
}

TEST_CASE("The wait for an ACK begins when the last byte is written")
{
    Fixture f((DeviceLinkOptions()));
    f.feed(request(Opcode::ProtoVersion, 0, 0));
    f.pass(10 * kSecond);
    CHECK(f.device.link.deadline() == kNever);
    f.device.link.sent(20, f.now);
    f.pass(kSecond);
    f.device.link.sent(10, f.now);
    CHECK(f.device.link.deadline() == f.now + 500 * kMillisecond);
    CHECK(f.device.link.output().empty());
}

TEST_CASE("One NAK from the host brings all retransmissions in a row and a reset")
{
    Fixture f((DeviceLinkOptions()));
    f.device.stream.locked = true;
    const auto reply = f.ask(Opcode::ProtoVersion, 0).at(0);
    f.feed(encoded(
        {.sequence = reply.header.sequence, .flags = flag::kNak, .opcode = reply.header.opcode}));
    const auto burst = f.answers();
    CHECK(burst.size() == 3);
    for (const OwnedPacket& packet : burst)
        CHECK(packet.header.has(flag::kRetransmission));
    CHECK_FALSE(f.device.stream.locked);
    CHECK(f.device.link.deadline() == kNever);
}

TEST_CASE("While an ACK is awaited requests stay in order and run after it")
{
    Fixture f((DeviceLinkOptions()));
    const auto reply = f.ask(Opcode::ProtoVersion, 0).at(0);
    f.feed(request(Opcode::ChannelWrite, 1, 1, range(0, 1, {1})));
    f.feed(request(Opcode::ChannelWrite, 1, 2, range(1, 1, {2})));
    CHECK(f.device.input.writes == 0);
    CHECK(f.answers().empty());
    f.ack(reply.header);
    CHECK(f.device.input.data == ByteVector{1, 2});
    CHECK(f.answers().size() == 2);
    f.ack(reply.header);  // late ones are ignored
    CHECK(f.answers().empty());
    CHECK(f.status(Opcode::ChannelUnlock, 3) == Status::Success);
}

TEST_CASE("ACKs sent ahead let all fragments stream")
{
    Fixture f((DeviceLinkOptions()));
    f.device.stream.data = pattern(13 * 4082);
    ByteVector all = request(Opcode::ChannelRead, 3, 0, range(0, 13 * 4082));
    for (int i = 0; i < 13; ++i) {
        const ByteVector ack = encoded({.sequence = static_cast<std::uint8_t>(i),
                                        .channel = 3,
                                        .flags = flag::kAck,
                                        .opcode = 0x26});
        all.insert(all.end(), ack.begin(), ack.end());
    }
    const ByteVector next = request(Opcode::ChannelUnlock, 3, 13);
    all.insert(all.end(), next.begin(), next.end());
    REQUIRE(f.device.link.take(all, f.now) == all.size());
    const auto packets = f.answers();
    REQUIRE(packets.size() == 14);
    CHECK(joined(packets) == pattern(13 * 4082));
    CHECK(packets[13].header.is(Opcode::ChannelUnlock));
    CHECK(f.device.link.stats().retransmissions == 0);
}

TEST_CASE("An ACK counts by opcode and sequence")
{
    Fixture f((DeviceLinkOptions()));
    const auto reply = f.ask(Opcode::ProtoVersion, 0).at(0);
    PacketHeader wrong = reply.header;
    wrong.sequence ^= 1;
    f.ack(wrong);
    wrong = reply.header;
    wrong.opcode ^= 1;
    f.ack(wrong);
    CHECK(f.device.link.deadline() != kNever);
    wrong = reply.header;
    wrong.channel = 9;  // not looked at
    f.ack(wrong);
    CHECK(f.device.link.deadline() == kNever);
}

TEST_CASE("SYNC ends a transfer that waits for its ACK")
{
    Fixture f((DeviceLinkOptions()));
    f.device.stream.data = pattern(20000);
    CHECK(f.ask(Opcode::ChannelRead, 3, range(0, 20000)).size() == 1);
    f.feed(request(Opcode::ProtoSync, 0, 0));
    const auto answers = f.answers();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].header.is(Opcode::ProtoSync));
    CHECK(answers[0].header.sequence == 0);
    f.pass(20 * kSecond);
    CHECK(f.answers().empty());
}

TEST_CASE("The RTX flag needs a CRC to be renewed")
{
    DeviceLinkOptions options;
    options.defaults.crc = false;
    Fixture f(options);
    f.feed(request(Opcode::ProtoVersion, 0, 0));
    CHECK(parseAll(drain(f.device.link, f.now), false).size() == 1);
    f.pass(500 * kMillisecond);
    const auto again = parseAll(drain(f.device.link, f.now), false);
    REQUIRE(again.size() == 1);
    CHECK(again[0].header.flags == flag::kAckRequest);
}

TEST_CASE("Events carry the counter, do not move it, and go out while an ACK is awaited")
{
    Fixture f((DeviceLinkOptions()));
    CHECK(f.status(Opcode::ChannelUnlock, 3) == Status::Success);
    const auto reply = f.ask(Opcode::ProtoVersion, 0).at(0);
    CHECK(reply.header.sequence == 1);
    f.device.link.sendEvent(2, event::kNotify);
    f.device.link.sendEvent(1, event::kScriptStopped);
    f.device.link.sendEvent(0, event::kSoftReboot);
    const auto events = f.answers();
    REQUIRE(events.size() == 3);
    CHECK(events[0].header == PacketHeader{1, 2, flag::kEvent, 0x29, 0});
    CHECK(events[1].header == PacketHeader{1, 1, flag::kEvent, 0x29, 2});
    CHECK(events[2].header == PacketHeader{1, 0, flag::kEvent, 0x13, 2});
    CHECK(events[2].payload == ByteVector{2, 0});
    f.ack(reply.header);
    f.sequence = 2;
    CHECK(f.status(Opcode::ChannelUnlock, 3) == Status::Success);
    CHECK(f.device.link.stats().sentEvents == 3);
}

TEST_CASE("Events wait in order for room, repeated ones once")
{
    Fixture f(withoutAck(), 1);
    f.device.stream.data = pattern(4082);
    f.feed(request(Opcode::ChannelRead, 3, 0, range(0, 4082)));
    for (int i = 0; i < 100; ++i)
        f.device.link.sendEvent(2, event::kNotify);
    f.device.link.sendEvent(1, 0);
    f.device.link.sendEvent(0, 2);
    CHECK(f.device.link.output().size() == packetSize(4082));
    const auto packets = f.answers();
    REQUIRE(packets.size() == 4);
    CHECK(packets[1].header.channel == 2);
    CHECK(packets[2].header.channel == 1);
    CHECK(packets[3].header.channel == 0);
}

TEST_CASE("Events of channels 0 and 1 find room when a flood of others does not")
{
    Fixture f(withoutAck(), 1);
    f.device.stream.data = pattern(4082);
    f.feed(request(Opcode::ChannelRead, 3, 0, range(0, 4082)));
    for (std::uint16_t i = 0; i < 100; ++i)
        f.device.link.sendEvent(9, i);
    f.device.link.sendEvent(1, 0);
    f.device.link.sendEvent(0, 2);
    const auto packets = f.answers();
    REQUIRE(packets.size() >= 3);
    CHECK(packets[packets.size() - 2].header.channel == 1);
    CHECK(packets[packets.size() - 1].header.channel == 0);
    CHECK(f.device.link.stats().transportErrors > 0);
}

TEST_CASE("Events are off when the capabilities say so, and before a host was heard")
{
    DeviceLinkOptions options = withoutAck();
    options.defaults.events = false;
    Fixture f(options);
    f.device.link.sendEvent(2, event::kNotify);
    CHECK(f.answers().empty());
    Device silent;
    silent.link.sendEvent(2, event::kNotify);
    CHECK(silent.link.output().empty());
}

TEST_CASE("An event that wants an ACK holds up everything until it comes")
{
    Fixture f((DeviceLinkOptions()));
    f.device.link.sendEvent(4, 5, true);
    CHECK(f.device.link.eventUnacknowledged());
    const auto event = f.answers();
    REQUIRE(event.size() == 1);
    CHECK(event[0].header.flags == (flag::kEvent | flag::kAckRequest));
    f.feed(request(Opcode::ChannelUnlock, 3, 0));
    CHECK(f.answers().empty());
    f.pass(500 * kMillisecond);
    const auto again = f.answers();
    REQUIRE(again.size() == 1);
    CHECK(again[0].header.has(flag::kRetransmission));
    CHECK(again[0].payload == ByteVector{5, 0});
    f.ack(event[0].header);
    CHECK_FALSE(f.device.link.eventUnacknowledged());
    const auto answer = f.answers();
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].header.sequence == 0);
}

TEST_CASE("SYNC frees a link that waits for the ACK of an event")
{
    Fixture f((DeviceLinkOptions()));
    f.device.link.sendEvent(4, 5, true);
    f.answers();
    f.feed(request(Opcode::ProtoSync, 0, 0));
    CHECK(Fixture::statusOf(f.answers()) == Status::Success);
    CHECK_FALSE(f.device.link.eventUnacknowledged());
}

TEST_CASE("An event that wants an ACK lets a reply under way finish first")
{
    Fixture f((DeviceLinkOptions()));
    const auto reply = f.ask(Opcode::ProtoVersion, 0).at(0);
    f.device.link.sendEvent(4, 5, true);
    CHECK(f.answers().empty());
    CHECK(f.device.link.eventUnacknowledged());
    f.ack(reply.header);
    const auto event = f.answers();
    REQUIRE(event.size() == 1);
    CHECK(event[0].header.sequence == 1);
}

TEST_CASE("With ACK off an event that wants one is just sent")
{
    Fixture f;
    f.device.link.sendEvent(4, 5, true);
    CHECK(f.answers().at(0).header.flags == flag::kEvent);
    CHECK_FALSE(f.device.link.eventUnacknowledged());
}
