// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "protocol/packet_parser.h"
#include "tests/protocol/fakes.h"

#include <random>

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

constexpr std::size_t kMaxPayload = 600;

void append(ByteVector& to, const ByteVector& bytes)
{
    to.insert(to.end(), bytes.begin(), bytes.end());
}

struct Outcomes {
    std::vector<OwnedPacket> packets;
    int badHeaders = 0;
    int badPayloads = 0;
    std::size_t pending = 0;
};

Outcomes parse(Bytes stream, std::size_t chop, std::size_t bufferSize = packetSize(kMaxPayload))
{
    ByteVector buffer(bufferSize);
    PacketParser parser(buffer, kMaxPayload);
    Outcomes outcomes;
    while (!stream.empty()) {
        const std::size_t taken = parser.feed(stream.first(std::min(chop, stream.size())));
        REQUIRE(taken > 0);
        stream = stream.subspan(taken);
        Packet packet;
        for (ParseResult result; (result = parser.next(packet)) != ParseResult::NeedMore;) {
            if (result == ParseResult::Packet)
                outcomes.packets.push_back({packet.header, toVector(packet.payload)});
            outcomes.badHeaders += result == ParseResult::BadHeader;
            outcomes.badPayloads += result == ParseResult::BadPayload;
        }
    }
    outcomes.pending = parser.bytesPending();
    return outcomes;
}

PacketHeader numbered(int sequence)
{
    PacketHeader header;
    header.sequence = static_cast<std::uint8_t>(sequence);
    header.opcode = 0x26;
    return header;
}

}  // namespace

TEST_CASE("Packets come out whatever the pieces and the noise between them")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 2, 3, 7, 13, 4096);
    const std::size_t bufferSize = GENERATE(as<std::size_t>{}, packetSize(kMaxPayload), 777, 65536);
    ByteVector stream{0xAA, 0x00, 0xD5, 0xAA};
    for (int i = 0; i < 40; ++i) {
        append(stream, encoded(numbered(i), pattern(static_cast<std::size_t>(i * 15))));
        append(stream, ByteVector(static_cast<std::size_t>(i % 4), 0xAA));
    }
    const Outcomes outcomes = parse(stream, chop, bufferSize);
    REQUIRE(outcomes.packets.size() == 40);
    for (int i = 0; i < 40; ++i) {
        const auto at = static_cast<std::size_t>(i);
        CHECK(outcomes.packets[at].header.sequence == i);
        CHECK(outcomes.packets[at].payload == pattern(at * 15));
    }
}

TEST_CASE("How a damaged stream is cut never changes what comes out")
{
    std::mt19937 random(GENERATE(range(1u, 30u)));
    ByteVector stream;
    for (int i = 0; i < 60; ++i)
        append(stream, encoded(numbered(i), pattern(random() % kMaxPayload)));
    for (int i = 0; i < 40; ++i)
        stream[random() % stream.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
    const Outcomes whole = parse(stream, stream.size(), 1 << 16);
    for (const std::size_t chop : {1u, 2u, 3u, 7u, 64u}) {
        const Outcomes cut = parse(stream, chop);
        REQUIRE(cut.packets.size() == whole.packets.size());
        for (std::size_t i = 0; i < cut.packets.size(); ++i) {
            CHECK(cut.packets[i].header == whole.packets[i].header);
            CHECK(cut.packets[i].payload == whole.packets[i].payload);
        }
        CHECK(cut.badHeaders == whole.badHeaders);
        CHECK(cut.badPayloads == whole.badPayloads);
    }
}

TEST_CASE("A good packet inside the span that a damaged one claimed is found")
{
    ByteVector inner = encoded(numbered(7), pattern(5));
    ByteVector outer = encoded(numbered(6), inner);
    outer[outer.size() - 1] ^= 1;
    const Outcomes outcomes = parse(outer, 3);
    CHECK(outcomes.badPayloads == 1);
    REQUIRE(outcomes.packets.size() == 1);
    CHECK(outcomes.packets[0].header.sequence == 7);
}

TEST_CASE("Nothing is learnt from a header whose checksum is wrong")
{
    ByteVector stream = encoded(numbered(1), pattern(10));
    stream[7] = 0x02;  // claims 522 bytes
    append(stream, encoded(numbered(2)));
    const Outcomes outcomes = parse(stream, 1);
    CHECK(outcomes.badHeaders == 1);
    REQUIRE(outcomes.packets.size() == 1);
    CHECK(outcomes.packets[0].header.sequence == 2);
}

TEST_CASE("A bad payload tells its header and no payload")
{
    ByteVector stream = encoded(numbered(9), pattern(30));
    stream[20] ^= 4;
    ByteVector buffer(1024);
    PacketParser parser(buffer, kMaxPayload);
    parser.feed(stream);
    Packet packet;
    packet.payload = stream;
    CHECK(parser.next(packet) == ParseResult::BadPayload);
    CHECK(packet.header.sequence == 9);
    CHECK(packet.payload.empty());
}

TEST_CASE("A payload above the limit is dropped at its header")
{
    ByteVector stream = encoded(numbered(1), pattern(kMaxPayload + 1));
    append(stream, encoded(numbered(2)));
    const Outcomes outcomes = parse(stream, 7, 4096);
    CHECK(outcomes.badHeaders == 1);
    REQUIRE(outcomes.packets.size() == 1);
    CHECK(outcomes.packets[0].header.sequence == 2);
}

TEST_CASE("A limit that the buffer cannot hold is lowered, so that space never runs out")
{
    ByteVector buffer(100);
    PacketParser parser(buffer, 65535);
    const ByteVector stream = encoded(numbered(1), pattern(200));
    Bytes left = stream;
    Packet packet;
    while (!left.empty()) {
        const std::size_t taken = parser.feed(left);
        REQUIRE(taken > 0);
        left = left.subspan(taken);
        while (parser.next(packet) != ParseResult::NeedMore) {}
        REQUIRE_FALSE(parser.space().empty());
    }
}

TEST_CASE("Without checksums whatever they say is taken")
{
    ByteVector buffer(1024);
    PacketParser parser(buffer, kMaxPayload);
    parser.setCheckCrc(false);
    parser.feed(encoded(numbered(3), pattern(40), false));
    Packet packet;
    CHECK(parser.next(packet) == ParseResult::Packet);
    CHECK(toVector(packet.payload) == pattern(40));
}

TEST_CASE("An abandoned packet gives back the good ones behind its lost tail")
{
    const std::size_t cut = GENERATE(as<std::size_t>{}, 1, 5, 10, 100, 513);
    ByteVector stream = encoded(numbered(1), pattern(500));
    stream.resize(cut);
    append(stream, encoded(numbered(2), pattern(20)));
    ByteVector buffer(1024);
    PacketParser parser(buffer, kMaxPayload);
    parser.feed(stream);
    Packet packet;
    bool found = false;
    for (int attempt = 0; attempt < 2 && !found; ++attempt) {
        for (ParseResult result; (result = parser.next(packet)) != ParseResult::NeedMore;)
            found = found || (result == ParseResult::Packet && packet.header.sequence == 2);
        if (!found)
            parser.abandonPartial();
    }
    CHECK(found);
}

TEST_CASE("Dropped bytes are counted and clear() leaves nothing")
{
    ByteVector buffer(1024);
    PacketParser parser(buffer, kMaxPayload);
    parser.feed(ByteVector{1, 2, 3, 0xAA, 0xD5, 1});
    Packet packet;
    CHECK(parser.next(packet) == ParseResult::NeedMore);
    CHECK(parser.bytesDropped() == 3);
    CHECK(parser.bytesPending() == 3);
    parser.clear();
    CHECK(parser.bytesDropped() == 6);
    CHECK(parser.bytesPending() == 0);
    CHECK(parser.space().size() == buffer.size());
}
