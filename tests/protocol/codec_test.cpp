// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "protocol/packet.h"
#include "protocol/payloads.h"
#include "tests/protocol/fakes.h"

#include <cstring>

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

/// Every codec must refuse a payload that is one byte short.
template<typename Value, typename Decode>
void checkCodec(const Value& value, Decode decode)
{
    const auto wire = encode(value);
    CHECK(decode(Bytes(wire)) == value);
    CHECK_FALSE(decode(Bytes(wire).first(wire.size() - 1)).has_value());
    ByteVector longer(wire.begin(), wire.end());
    longer.push_back(0xEE);
    CHECK(decode(Bytes(longer)) == value);
}

}  // namespace

TEST_CASE("SYNC with sequence 0 has the bytes every host sends")
{
    const ByteVector expected{0xAA, 0xD5, 0, 0, 0, 0, 0, 0, 0xB0, 0xAC};
    CHECK(request(Opcode::ProtoSync, 0, 0) == expected);
}

TEST_CASE("A header comes back as it was written")
{
    const PacketHeader header{0x12, 0x34, 0x15, 0x77, 0xFEDC};
    const HeaderBytes wire = encodeHeader(header);
    CHECK(decodeHeader(wire) == header);
    CHECK(encodeHeader(header, false)[8] == 0);
    CHECK(encodeHeader(header, false)[9] == 0);
    CHECK_FALSE(decodeHeader(encodeHeader(header, false)).has_value());
    CHECK(decodeHeader(encodeHeader(header, false), false) == header);
}

TEST_CASE("Any flipped bit of a header is noticed")
{
    const HeaderBytes good = encodeHeader({200, 3, 0x18, 0x26, 4082});
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        HeaderBytes bad = good;
        bad[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        REQUIRE_FALSE(decodeHeader(bad).has_value());
    }
}

TEST_CASE("A packet is written whole or not at all")
{
    const ByteVector payload = pattern(20);
    ByteVector out(packetSize(20));
    CHECK(encodePacket(out, {}, Bytes(payload).first(8), Bytes(payload).subspan(8)) == 34);
    CHECK(out == encoded({}, payload));
    ByteVector small(33);
    CHECK(encodePacket(small, {}, payload) == 0);
    CHECK(small == ByteVector(33));
}

TEST_CASE("A payload too long for its 16-bit size is refused, not cut")
{
    ByteVector out(70000);
    const ByteVector payload = pattern(65540);
    CHECK(encodePacket(out, {}, payload) == 0);
    CHECK(encodePacket(out, {}, Bytes(payload).first(65535), Bytes(payload).first(1)) == 0);
    CHECK(encodePacket(out, {}, Bytes(payload).first(65535)) == 65535 + kPacketOverhead);
}

TEST_CASE("Without CRC the payload checksum is there but empty")
{
    const ByteVector wire = encoded({}, pattern(3), false);
    CHECK(wire.size() == packetSize(3));
    CHECK(Bytes(wire).subspan(13).size() == 4);
    for (const std::uint8_t byte : Bytes(wire).subspan(13))
        CHECK(byte == 0);
}

TEST_CASE("Fixed payloads come back as they were written and are refused when short")
{
    checkCodec(Caps{false, true, false, true, 498}, decodeCaps);
    checkCodec(Caps{true, false, true, false, 65535}, decodeCaps);
    checkCodec(DeviceStats{1, 2, 3, 4, 5, 6, 7, 0x80000000u}, decodeDeviceStats);
    checkCodec(Versions{{1, 0, 2}, {0, 0, 3}, {5, 4, 255}}, decodeVersions);
    checkCodec(SystemInfo{1, {2, 3, 4}, 5, {6, 7, 8}, {9, 10}, 11, 12, 13, 0xFFFFFFFFu},
               decodeSystemInfo);
    checkCodec(ByteRange{0x01020304, 0xFFFFFFFF}, decodeByteRange);
    CHECK(decodeU32(encodeU32(0xDEADBEEF)) == 0xDEADBEEF);
    CHECK_FALSE(decodeU32(ByteVector(3)).has_value());
}

TEST_CASE("System information has its fields where the firmware puts them")
{
    SystemInfo info;
    info.usbId = 0x37C51EAD;
    info.sensorIds[0] = 0x50F7;
    info.hardwareCaps[0] = hardware_cap::kNpu;
    info.streamBufferKb = 0x01020304;
    const auto wire = encode(info);
    CHECK(wire[16] == 0xAD);
    CHECK(wire[19] == 0x37);
    CHECK(wire[20] == 0xF7);
    CHECK(wire[40] == 2);
    CHECK(wire[60] == 4);
}

TEST_CASE("A channel name is cut to 13 characters and always terminated")
{
    ChannelEntry entry;
    entry.id = 4;
    entry.flags = 0x23;
    std::memcpy(entry.name.data(), "abcdefghijklmn", 14);
    auto wire = encode(entry);
    CHECK(wire[15] == 0);
    wire[15] = 'x';
    const auto decoded = decodeChannelEntry(wire);
    REQUIRE(decoded);
    CHECK(std::string(decoded->name.data()) == "abcdefghijklm");
}

TEST_CASE("A memory reply that claims more pools than it has is refused")
{
    const std::array<MemoryPool, 2> pools{MemoryPool{0, 0, 1, 2, 3, 4, 5},
                                          MemoryPool{1, 9, 6, 7, 8, 9, 10}};
    ByteVector wire(64);
    wire.resize(encodeMemory(wire, pools));
    CHECK(wire.size() == 52);
    REQUIRE(memoryPoolCount(wire) == 2u);
    CHECK(decodeMemoryPool(wire, 0) == pools[0]);
    CHECK(decodeMemoryPool(wire, 1) == pools[1]);
    CHECK_FALSE(memoryPoolCount(Bytes(wire).first(51)).has_value());
    wire[0] = 3;
    CHECK_FALSE(memoryPoolCount(wire).has_value());
    CHECK_FALSE(memoryPoolCount(ByteVector(3)).has_value());
    CHECK(encodeMemory(MutableBytes(wire).first(51), pools) == 0);
    CHECK(encodeMemory(wire, std::vector<MemoryPool>(256)) == 0);
}

TEST_CASE("A shape has one to four words")
{
    CHECK_FALSE(decodeShape(ByteVector(3)).has_value());
    CHECK(decodeShape(ByteVector{5, 0, 0, 0}) == Shape{{5, 0, 0, 0}, 1});
    CHECK(decodeShape(ByteVector(12))->count == 3);
    CHECK(decodeShape(ByteVector(40))->count == 4);
}

TEST_CASE("Statuses and events that are too short or unknown have a meaning")
{
    CHECK(decodeStatus(ByteVector{4, 0}) == Status::Busy);
    CHECK(decodeStatus(ByteVector{4}) == Status::Unknown);
    CHECK(decodeStatus(ByteVector{10, 0}) == Status::Unknown);
    CHECK(decodeEvent(ByteVector{2, 0}) == event::kSoftReboot);
    CHECK(decodeEvent({}) == event::kNotify);
}

TEST_CASE("A frame header is read in both its forms")
{
    const FrameHeader header{64, 48, PixelFormat::Rgb565, 2, 32, 20.5f};
    const auto wire = encode(header);
    CHECK(decodeFrameHeader(wire) == header);
    CHECK(imageBytes(header) == 6144);
    auto old = wire;
    old[16] = 20;
    const auto decoded = decodeFrameHeader(old);
    REQUIRE(decoded);
    CHECK(decoded->offset == 20);
    CHECK(decoded->fps == 0);
    CHECK(decodeFrameHeader(Bytes(old).first(20)).has_value());
    CHECK_FALSE(decodeFrameHeader(Bytes(old).first(19)).has_value());
    old[16] = 19;
    CHECK_FALSE(decodeFrameHeader(old).has_value());
    storeU32(std::span(old).subspan<16, 4>(), 4097);
    CHECK_FALSE(decodeFrameHeader(old).has_value());
}

TEST_CASE("Compressed frames take their size from the header")
{
    CHECK(imageBytes(FrameHeader{160, 120, PixelFormat::Jpeg, 1756, 32, 0}) == 1756);
    CHECK(imageBytes(FrameHeader{160, 120, PixelFormat::Invalid, 1756, 32, 0}) == 0);
}

TEST_CASE("Pixel formats know their sizes and kinds")
{
    CHECK(imageBytes(PixelFormat::Grayscale, 3, 2) == 6);
    CHECK(imageBytes(PixelFormat::Argb8, 3, 2) == 24);
    CHECK(imageBytes(PixelFormat::BayerGrbg, 5, 5) == 25);
    CHECK(imageBytes(PixelFormat::Yvu422, 4, 2) == 16);
    CHECK(rowBytes(PixelFormat::Binary, 1) == 4);
    CHECK(rowBytes(PixelFormat::Binary, 32) == 4);
    CHECK(rowBytes(PixelFormat::Binary, 33) == 8);
    CHECK(imageBytes(PixelFormat::Jpeg, 10, 10) == 0);
    CHECK(imageBytes(static_cast<PixelFormat>(0x08090001), 10, 10) == 0);
    CHECK(isBayer(PixelFormat::BayerRggb));
    CHECK(isYuv(PixelFormat::Yuv422));
    CHECK(isCompressed(PixelFormat::Png));
    CHECK(isColor(PixelFormat::Rgb565));
    CHECK_FALSE(isColor(PixelFormat::Grayscale));
    CHECK(isMutable(PixelFormat::Binary));
    CHECK_FALSE(isKnown(PixelFormat::Invalid));
    CHECK(std::string(name(PixelFormat::Rgb565)) == "RGB565");
    CHECK(std::string(name(static_cast<PixelFormat>(7))) == "unknown");
}

TEST_CASE("Hostile picture sizes do not wrap")
{
    CHECK(imageBytes(PixelFormat::Rgb565, 0xFFFFFFFF, 0xFFFFFFFF) > 0x7FFFFFFFFFFFFFFFull);
    CHECK(imageBytes(PixelFormat::Argb8, 0xFFFFFFFF, 0xFFFFFFFF) > 0x7FFFFFFFFFFFFFFFull);
    CHECK(imageBytes(PixelFormat::Binary, 0xFFFFFFFF, 1) == 0x20000000);
}
