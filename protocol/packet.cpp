// SPDX-License-Identifier: MIT
#include "protocol/packet.h"

#include "protocol/crc.h"

#include <cstring>

namespace omv::protocol {
namespace {

constexpr std::uint16_t kSync = 0xD5AA;
constexpr std::size_t kHeaderCrcOffset = 8;

void copy(MutableBytes out, Bytes in) noexcept
{
    if (!in.empty())
        std::memcpy(out.data(), in.data(), in.size());
}

}  // namespace

HeaderBytes encodeHeader(const PacketHeader& header, bool withCrc) noexcept
{
    HeaderBytes wire{};
    const std::span out(wire);
    storeU16(out.subspan<0, 2>(), kSync);
    wire[2] = header.sequence;
    wire[3] = header.channel;
    wire[4] = header.flags;
    wire[5] = header.opcode;
    storeU16(out.subspan<6, 2>(), header.payloadSize);
    if (withCrc)
        storeU16(out.subspan<kHeaderCrcOffset, 2>(), crc16(out.first<kHeaderCrcOffset>()));
    return wire;
}

std::optional<PacketHeader> decodeHeader(std::span<const std::uint8_t, kHeaderSize> wire,
                                         bool checkCrc) noexcept
{
    if (loadU16(wire.first<2>()) != kSync)
        return std::nullopt;
    if (checkCrc &&
        loadU16(wire.subspan<kHeaderCrcOffset, 2>()) != crc16(wire.first<kHeaderCrcOffset>()))
        return std::nullopt;
    PacketHeader header;
    header.sequence = wire[2];
    header.channel = wire[3];
    header.flags = wire[4];
    header.opcode = wire[5];
    header.payloadSize = loadU16(wire.subspan<6, 2>());
    return header;
}

std::size_t encodePacket(MutableBytes out, PacketHeader header, Bytes head, Bytes body,
                         bool withCrc) noexcept
{
    constexpr std::size_t kMaxPayload = 0xFFFF;
    if (head.size() > kMaxPayload || body.size() > kMaxPayload - head.size())
        return 0;
    const std::size_t payloadSize = head.size() + body.size();
    const std::size_t total = packetSize(payloadSize);
    if (total > out.size())
        return 0;
    header.payloadSize = static_cast<std::uint16_t>(payloadSize);
    copy(out, encodeHeader(header, withCrc));
    if (payloadSize == 0)
        return total;
    copy(out.subspan(kHeaderSize), head);
    copy(out.subspan(kHeaderSize + head.size()), body);
    const std::uint32_t crc = withCrc ? crc32(out.subspan(kHeaderSize, payloadSize)) : 0;
    storeU32(out.subspan(kHeaderSize + payloadSize).first<kPayloadCrcSize>(), crc);
    return total;
}

}  // namespace omv::protocol
