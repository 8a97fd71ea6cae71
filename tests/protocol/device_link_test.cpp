// SPDX-License-Identifier: MIT
// What the device link does with each request.
#include "tests/protocol/device_fixture.h"

using namespace omv::protocol;
using namespace omv::protocol::test;

TEST_CASE("What no channel or opcode answers for is refused as invalid")
{
    Fixture f;
    CHECK(f.status(static_cast<Opcode>(0x77), 0) == Status::Invalid);
    CHECK(f.status(static_cast<Opcode>(0x0F), 0) == Status::Invalid);
    CHECK(f.status(Opcode::SysInfo, 2) == Status::Invalid);
    CHECK(f.status(Opcode::SysMemory, 1) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelSize, 1) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelSize, 31) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelSize, 255) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelShape, 3) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelRead, 1, range(0, 1)) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelRead, 2, range(0, 0)) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelRead, 2, ByteVector(7)) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelWrite, 2, range(0, 1, {1})) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelEvent, 2) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelLock, 2) == Status::Busy);
    CHECK(f.status(Opcode::ChannelUnlock, 2) == Status::Busy);
    CHECK(f.status(Opcode::ChannelUnlock, 3) == Status::Success);
}

TEST_CASE("A wrong sequence is refused with the counter, which that consumes")
{
    Fixture f;
    f.device.stream.data = pattern(9);
    f.feed(request(Opcode::ChannelSize, 3, 42));
    const auto refusal = f.answers();
    REQUIRE(Fixture::statusOf(refusal) == Status::Sequence);
    CHECK(refusal[0].header.sequence == 0);
    const auto answer = f.ask(Opcode::ChannelSize, 3);
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].header.sequence == 1);
    CHECK(answer[0].payload == words({9}));
    CHECK(f.device.link.stats().sequenceErrors == 1);
}

TEST_CASE("A repeated request is not executed twice")
{
    Fixture f;
    const ByteVector wire = request(Opcode::ChannelWrite, 1, 0, range(0, 3, {1, 2, 3}));
    f.feed(wire);
    f.feed(wire);
    const auto answers = f.answers();
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].header.flags == flag::kAck);
    CHECK(decodeStatus(answers[1].payload) == Status::Sequence);
    CHECK(f.device.input.writes == 1);
}

TEST_CASE("Damage is dropped silently in the header and refused in the payload")
{
    Fixture f;
    ByteVector header = request(Opcode::ChannelSize, 3, 0);
    header[4] ^= 1;
    f.feed(header);
    CHECK(f.answers().empty());
    ByteVector payload = request(Opcode::ChannelWrite, 1, 0, range(0, 3, {1, 2, 3}));
    payload[12] ^= 1;
    f.feed(payload);
    CHECK(Fixture::statusOf(f.answers()) == Status::Checksum);
    CHECK(f.device.input.writes == 0);
    CHECK(f.device.link.stats().checksumErrors == 1);
}

TEST_CASE("A payload above the agreed maximum is refused from its header alone")
{
    Fixture f;
    const auto caps = encode(Caps{true, true, false, true, 60});
    CHECK(f.status(Opcode::ProtoSetCaps, 0, {caps.begin(), caps.end()}) == Status::Success);
    const ByteVector wire = request(Opcode::ChannelWrite, 1, 1, range(0, 53, pattern(53)));
    f.feed(Bytes(wire).first(kHeaderSize));
    CHECK(Fixture::statusOf(f.answers()) == Status::Overflow);
    f.feed(Bytes(wire).subspan(kHeaderSize));
    CHECK(f.answers().empty());
    CHECK(f.status(Opcode::ChannelWrite, 1, range(0, 52, pattern(52))) == Status::Success);
}

TEST_CASE("Capabilities are taken in whole packets between 50 bytes and the board's limit")
{
    Fixture f;
    const auto set = [&](std::uint16_t maxPayload, int extra) {
        const auto caps = encode(Caps{true, true, false, true, maxPayload});
        ByteVector payload(caps.begin(), caps.end());
        payload.resize(static_cast<std::size_t>(16 + extra));
        return f.status(Opcode::ProtoSetCaps, 0, payload);
    };
    CHECK(set(49, 0) == Status::Invalid);
    CHECK(set(4083, 0) == Status::Invalid);
    CHECK(set(4082, -1) == Status::Invalid);
    CHECK(set(4082, 1) == Status::Invalid);
    CHECK(f.device.link.caps().maxPayload == 4082);
    CHECK(set(50, 0) == Status::Success);
    CHECK(f.device.link.caps().maxPayload == 50);
    // Any reply may come in fragments now.
    const auto list = f.ask(Opcode::ChannelList, 0);
    REQUIRE(list.size() == 2);
    CHECK(list[0].header.flags == flag::kFragment);
    CHECK(list[0].payload.size() == 50);
    CHECK(joined(list).size() == 64);
}

TEST_CASE("The acknowledgement of capabilities still goes out under the old ones")
{
    Fixture f;
    const auto caps = encode(Caps{false, true, false, true, 4082});
    f.feed(request(Opcode::ProtoSetCaps, 0, 0, caps));
    const ByteVector ack = drain(f.device.link, f.now);
    CHECK(parseAll(ack).size() == 1);
    f.feed(request(Opcode::ProtoGetCaps, 0, 1));
    const ByteVector reply = drain(f.device.link, f.now);
    REQUIRE(reply.size() == packetSize(16));
    CHECK(reply[8] == 0);
    CHECK(reply[9] == 0);
    CHECK(parseAll(reply).empty());
    CHECK(parseAll(reply, false).size() == 1);
}

TEST_CASE("With CRC off anything is believed, and the sequence still counts")
{
    Fixture f;
    const auto caps = encode(Caps{false, true, false, true, 4082});
    f.status(Opcode::ProtoSetCaps, 0, {caps.begin(), caps.end()});
    ByteVector wire = request(Opcode::ChannelWrite, 1, 1, range(0, 3, {1, 2, 3}));
    wire[8] = 0;
    wire[9] = 0;
    wire.back() ^= 0x55;
    f.feed(wire);
    const auto answers = parseAll(drain(f.device.link, f.now), false);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].header.flags == flag::kAck);
    CHECK(answers[0].header.sequence == 1);
    f.feed(request(Opcode::ChannelUnlock, 3, 7));
    CHECK(decodeStatus(parseAll(drain(f.device.link, f.now), false).at(0).payload) ==
          Status::Sequence);
}

TEST_CASE("With sequence off any number is served")
{
    Fixture f;
    const auto caps = encode(Caps{true, false, false, true, 4082});
    f.status(Opcode::ProtoSetCaps, 0, {caps.begin(), caps.end()});
    f.sequence = 99;
    const auto answers = f.ask(Opcode::ChannelPoll, 0);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].header.sequence == 1);
    CHECK(answers[0].payload.size() == 4);
}

TEST_CASE("Fragments of a picture have the agreed size, all in one go while there is room")
{
    Fixture f;
    f.device.stream.data = pattern(10000);
    const auto packets = f.ask(Opcode::ChannelRead, 3, range(0, 10000));
    REQUIRE(packets.size() == 3);
    CHECK(packets[0].payload.size() == 4082);
    CHECK(packets[1].header.flags == flag::kFragment);
    CHECK(packets[2].header.flags == 0);
    CHECK(packets[2].header.sequence == 2);
    CHECK(joined(packets) == pattern(10000));
    CHECK(f.status(Opcode::ChannelRead, 3, range(1, 10000)) == Status::Failed);
    CHECK(f.status(Opcode::ChannelRead, 3, range(0xFFFFFFFF, 2)) == Status::Failed);
    CHECK(joined(f.ask(Opcode::ChannelRead, 3, range(9999, 1))) ==
          ByteVector{pattern(10000)[9999]});
}

TEST_CASE("Several fragments wait in a large send buffer, one in a small one")
{
    const bool large = GENERATE(false, true);
    Fixture f(withoutAck(), large ? 65536 : 1);
    f.device.stream.data = pattern(20000);
    f.feed(request(Opcode::ChannelRead, 3, 0, range(0, 20000)));
    CHECK(f.device.link.output().size() == (large ? 20000 + 5 * 14 : packetSize(4082)));
    ByteVector all;
    while (!f.device.link.output().empty()) {
        const Bytes out = f.device.link.output();
        const std::size_t count = std::min<std::size_t>(out.size(), 77);
        all.insert(all.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count));
        f.device.link.sent(count, f.now);
    }
    const auto packets = parseAll(all);
    CHECK(packets.size() == 5);
    CHECK(joined(packets) == pattern(20000));
}

TEST_CASE("A channel without view is read in pieces of at most 512 bytes, as they come")
{
    Fixture f;
    f.device.output.data = pattern(1300);
    const auto packets = f.ask(Opcode::ChannelRead, 2, range(0, 1300));
    REQUIRE(packets.size() == 3);
    CHECK(packets[0].payload.size() == 512);
    CHECK(packets[2].payload.size() == 276);
    CHECK(joined(packets) == pattern(1300));
    f.device.output.mostPerRead = 100;
    CHECK(f.ask(Opcode::ChannelRead, 2, range(0, 1300)).size() == 13);
}

TEST_CASE("A source that runs dry ends with NAK FAILED after what it gave")
{
    Fixture f;
    f.device.output.data = pattern(700);
    const auto packets = f.ask(Opcode::ChannelRead, 2, range(0, 1000));
    REQUIRE(packets.size() == 3);
    CHECK(packets[1].header.flags == flag::kFragment);
    CHECK(packets[2].header.flags == flag::kNak);
    CHECK(packets[2].header.is(Opcode::ChannelRead));
    CHECK(packets[2].header.channel == 2);
    CHECK(decodeStatus(packets[2].payload) == Status::Failed);
    CHECK(joined(packets) == pattern(700));
    CHECK(f.status(Opcode::ChannelRead, 2, range(700, 1)) == Status::Failed);
}

TEST_CASE("A write may not claim more than it brings")
{
    Fixture f;
    CHECK(f.status(Opcode::ChannelWrite, 1, range(0, 4, {1, 2, 3})) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelWrite, 1, range(0, 0xFFFFFFFF, {1})) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelWrite, 1, range(0, 0)) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelWrite, 1, range(0, 2, {1, 2, 3})) == Status::Success);
    CHECK(f.device.input.data == ByteVector{1, 2});
    f.device.input.acceptWrites = false;
    CHECK(f.status(Opcode::ChannelWrite, 1, range(2, 1, {3})) == Status::Failed);
}

TEST_CASE("The arguments of a known ioctl must have their length, unknown ones are refused")
{
    Fixture f;
    CHECK(f.status(Opcode::ChannelIoctl, 3, words({2, 64, 48})) == Status::Success);
    CHECK(f.status(Opcode::ChannelIoctl, 3, words({2, 64})) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelIoctl, 3, ByteVector(6)) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelIoctl, 3, ByteVector(3)) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelIoctl, 3, words({9})) == Status::Invalid);
    CHECK(f.status(Opcode::ChannelIoctl, 9, words({0})) == Status::Invalid);
    CHECK(f.device.stream.ioctls == 1);
    f.device.stream.refusedIoctl = 0;
    CHECK(f.status(Opcode::ChannelIoctl, 3, words({0, 1})) == Status::Failed);
    f.device.output.anyIoctl = true;
    CHECK(f.status(Opcode::ChannelIoctl, 2, words({7, 1, 2, 3})) == Status::Success);
}

TEST_CASE("Locks are granted once in more than 10 ms, over all channels, refusals not counted")
{
    Fixture f;
    f.now = 5 * kSecond;
    CHECK(f.status(Opcode::ChannelLock, 3) == Status::Busy);  // no frame
    f.device.stream.ready = true;
    CHECK(f.status(Opcode::ChannelLock, 3) == Status::Success);
    FakeChannel other(channel_flag::kLock);
    REQUIRE(f.device.link.addChannel(7, "other", other));
    f.now += 10 * kMillisecond;
    CHECK(f.status(Opcode::ChannelLock, 7) == Status::Busy);
    CHECK_FALSE(other.locked);
    f.now += kMillisecond;
    CHECK(f.status(Opcode::ChannelLock, 7) == Status::Success);
}

TEST_CASE("Without a lock interval every lock is granted")
{
    DeviceLinkOptions options = withoutAck();
    options.lockInterval = 0;
    Fixture f(options);
    f.device.stream.ready = true;
    for (int i = 0; i < 5; ++i)
        CHECK(f.status(Opcode::ChannelLock, 3) == Status::Success);
}

TEST_CASE("Half a packet, then SYNC: the link recovers")
{
    const std::size_t cut = GENERATE(as<std::size_t>{}, 1, 2, 5, 9, 10, 11, 500, 4000);
    Fixture f;
    ByteVector half = request(Opcode::ChannelWrite, 1, 0, range(0, 4000, pattern(4000)));
    half.resize(cut);
    f.feed(half);
    CHECK(f.answers().empty());
    f.feed(request(Opcode::ProtoSync, 0, 200));
    CHECK(Fixture::statusOf(f.answers()) == Status::Success);
    CHECK(f.status(Opcode::ChannelUnlock, 3) == Status::Success);
    CHECK(f.device.input.writes == 0);
}

TEST_CASE("SYNC brings back defaults, releases locks and counts from 0")
{
    Fixture f;
    const auto caps = encode(Caps{false, false, true, false, 50});
    f.status(Opcode::ProtoSetCaps, 0, {caps.begin(), caps.end()});
    f.device.stream.locked = true;
    f.feed(request(Opcode::ProtoSync, 0, 17));
    const auto answers = f.answers();
    REQUIRE(Fixture::statusOf(answers) == Status::Success);
    CHECK(answers[0].header.sequence == 0);
    CHECK(f.device.link.caps() == withoutAck().defaults);
    CHECK_FALSE(f.device.stream.locked);
    CHECK(f.ask(Opcode::ProtoGetCaps, 0).at(0).header.sequence == 0);
}

TEST_CASE("Pipelined requests with predicted numbers are all served in order")
{
    Fixture f;
    f.device.stream.data = pattern(6176);
    f.device.stream.ready = true;
    ByteVector all;
    const auto add = [&](const ByteVector& wire) {
        all.insert(all.end(), wire.begin(), wire.end());
    };
    add(request(Opcode::ChannelLock, 3, 0));
    add(request(Opcode::ChannelSize, 3, 1));
    add(request(Opcode::ChannelRead, 3, 2, range(0, 6176)));
    add(request(Opcode::ChannelUnlock, 3, 4));
    f.device.link.take(all, f.now);
    const auto answers = f.answers();
    REQUIRE(answers.size() == 5);
    CHECK(answers[4].header.is(Opcode::ChannelUnlock));
    CHECK(answers[4].header.flags == flag::kAck);
}

TEST_CASE("Channels made by scripts take the first free ids and are announced and listed")
{
    Fixture f;
    FakeChannel made(channel_flag::kRead);
    CHECK(f.device.link.registerChannel("a name too long", channel_flag::kRead, made) == 4);
    CHECK(f.device.link.registerChannel("b", channel_flag::kRead, made) == 5);
    const auto events = f.answers();
    REQUIRE(events.size() == 2);
    CHECK(events[0].header.is(Opcode::SysEvent));
    CHECK(events[0].payload == ByteVector{0, 0});
    const ByteVector list = joined(f.ask(Opcode::ChannelList, 0));
    REQUIRE(list.size() == 6 * ChannelEntry::kWireSize);
    const auto entry = decodeChannelEntry(Bytes(list).subspan(4 * ChannelEntry::kWireSize));
    CHECK(entry->id == 4);
    CHECK(entry->flags == (channel_flag::kRead | channel_flag::kDynamic));
    CHECK(std::string(entry->name.data()) == "a name too lo");
    for (int i = 6; i < 32; ++i)
        CHECK(f.device.link.registerChannel("c", 0, made) == i);
    CHECK_FALSE(f.device.link.registerChannel("d", 0, made).has_value());
    CHECK_FALSE(f.device.link.addChannel(4, "e", made));
    CHECK_FALSE(f.device.link.addChannel(32, "e", made));
    f.answers();
    CHECK(joined(f.ask(Opcode::ChannelList, 0)).size() == 32 * ChannelEntry::kWireSize);
}

TEST_CASE("A soft reboot drops input, dynamic channels and the sequence, not what was sent")
{
    Fixture f((DeviceLinkOptions()));
    FakeChannel made(channel_flag::kRead);
    f.status(Opcode::ChannelUnlock, 3);
    f.device.link.registerChannel("made", channel_flag::kRead, made);
    f.ask(Opcode::ProtoVersion, 0);
    f.feed(request(Opcode::ChannelWrite, 1, 2, range(0, 1, {1})));
    f.device.link.sendEvent(0, event::kSoftReboot);
    f.device.link.reinitialise();
    const auto sent = f.answers();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].header.sequence == 1);
    CHECK(f.device.input.writes == 0);
    f.sequence = 0;
    const auto list = f.ask(Opcode::ChannelList, 0);
    REQUIRE(list.size() == 1);
    CHECK(list[0].header.sequence == 0);
    CHECK(list[0].payload.size() == 4 * ChannelEntry::kWireSize);
}

TEST_CASE("After a disconnection a new host finds no rest of the old one's")
{
    Fixture f;
    FakeChannel made(channel_flag::kRead);
    f.device.link.registerChannel("made", channel_flag::kRead, made);
    f.feed(Bytes(request(Opcode::ChannelUnlock, 3, 0)).first(5));
    f.device.link.disconnected();
    CHECK(f.device.link.output().empty());
    f.sequence = 0;
    const auto list = f.ask(Opcode::ChannelList, 0);
    REQUIRE(list.size() == 1);
    CHECK(list[0].payload.size() == 5 * ChannelEntry::kWireSize);
}

TEST_CASE("Reset and bootloader requests get no reply")
{
    Fixture f;
    CHECK(f.ask(Opcode::SysReset, 0).empty());
    CHECK(f.ask(Opcode::SysBoot, 0).empty());
    CHECK(f.device.board.resets == 1);
    CHECK(f.device.board.bootloaderEntries == 1);
}

TEST_CASE("What the board says of itself goes out encoded")
{
    Fixture f;
    f.device.board.info.usbId = 0x37C51206;
    f.device.board.pools = {{0, 0, 10, 4, 6, 0, 0}, {1, 1, 20, 5, 15, 1, 9}};
    f.device.stream.ready = true;
    f.device.stream.channelShape = {{64, 48, 2, 0}, 3};
    CHECK(decodeVersions(joined(f.ask(Opcode::ProtoVersion, 0)))->firmware == Version{5, 0, 0});
    CHECK(decodeSystemInfo(joined(f.ask(Opcode::SysInfo, 0))) == f.device.board.info);
    const ByteVector memory = joined(f.ask(Opcode::SysMemory, 0));
    REQUIRE(memoryPoolCount(memory) == 2u);
    CHECK(decodeMemoryPool(memory, 1) == f.device.board.pools[1]);
    CHECK(joined(f.ask(Opcode::ChannelPoll, 0)) == words({1u << 3}));
    CHECK(joined(f.ask(Opcode::ChannelShape, 3)) == words({64, 48, 2}));
    const auto stats = decodeDeviceStats(joined(f.ask(Opcode::ProtoStats, 0)));
    CHECK(stats->sent == 5);
    CHECK(stats->received == 6);
}

TEST_CASE("Take says how much fitted, and the rest can be offered again")
{
    Fixture f((DeviceLinkOptions()));
    f.ask(Opcode::ProtoVersion, 0);
    const ByteVector flood(10000, 0x55);
    const std::size_t taken = f.device.link.take(flood, f.now);
    CHECK(taken == packetSize(4082));
    CHECK(f.device.link.take(flood, f.now) == 0);
    f.pass(500 * kMillisecond);
    f.answers();
    f.pass(kSecond);
    f.answers();
    f.pass(2 * kSecond);
    f.answers();
    f.pass(4 * kSecond);
    CHECK(f.device.link.take(flood, f.now) == flood.size());
}
