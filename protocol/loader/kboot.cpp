// SPDX-License-Identifier: MIT
#include "protocol/loader/kboot.h"

namespace omv::protocol::loader::kboot {
namespace {

constexpr std::size_t kPacketHeader = 4;

std::uint16_t xmodem(std::uint16_t crc, std::uint8_t byte) noexcept
{
    unsigned value = crc ^ static_cast<unsigned>(byte) << 8;
    for (int bit = 0; bit < 8; ++bit)
        value = (value & 0x8000u) != 0 ? value << 1 ^ 0x1021u : value << 1;
    return static_cast<std::uint16_t>(value);
}

}  // namespace

Packet packet(Tag tag, std::span<const std::uint32_t> parameters) noexcept
{
    Packet made;
    made.tag = tag;
    for (const std::uint32_t parameter :
         parameters.first(parameters.size() < kMaxParameters ? parameters.size() : kMaxParameters))
        made.parameters[made.count++] = parameter;
    return made;
}

Packet commandOf(Tag tag, std::uint32_t a) noexcept
{
    return packet(tag, std::array{a});
}

Packet commandOf(Tag tag, std::uint32_t a, std::uint32_t b) noexcept
{
    return packet(tag, std::array{a, b});
}

Packet commandOf(Tag tag, std::uint32_t a, std::uint32_t b, std::uint32_t c) noexcept
{
    return packet(tag, std::array{a, b, c});
}

std::size_t encode(MutableBytes into, const Packet& packet) noexcept
{
    const std::size_t count = packet.count < kMaxParameters ? packet.count : kMaxParameters;
    const std::size_t size = kPacketHeader + 4 * count;
    if (into.size() < size)
        return 0;
    into[0] = static_cast<std::uint8_t>(packet.tag);
    into[1] = packet.dataFollows ? 1 : 0;
    into[2] = 0;
    into[3] = static_cast<std::uint8_t>(count);
    for (std::size_t i = 0; i < count; ++i)
        storeU32(into.subspan(kPacketHeader + 4 * i).first<4>(), packet.parameters[i]);
    return size;
}

std::optional<Packet> decodePacket(Bytes payload) noexcept
{
    if (payload.size() < kPacketHeader || payload[3] > kMaxParameters ||
        payload.size() - kPacketHeader < payload[3] * std::size_t{4})
        return std::nullopt;
    Packet packet;
    packet.tag = static_cast<Tag>(payload[0]);
    packet.dataFollows = (payload[1] & 1) != 0;
    packet.count = payload[3];
    for (std::size_t i = 0; i < packet.count; ++i)
        packet.parameters[i] = loadU32(payload.subspan(kPacketHeader + 4 * i).first<4>());
    return packet;
}

std::size_t encodeReport(MutableBytes into, std::uint8_t id, Bytes payload,
                         std::size_t padTo) noexcept
{
    const std::size_t used = kReportHeader + payload.size();
    const std::size_t size = used < padTo ? padTo : used;
    if (into.size() < size || payload.size() > 0xFFFF)
        return 0;
    into[0] = id;
    into[1] = 0;
    storeU16(into.subspan<2, 2>(), static_cast<std::uint16_t>(payload.size()));
    for (std::size_t i = 0; i < payload.size(); ++i)
        into[kReportHeader + i] = payload[i];
    for (std::size_t i = used; i < size; ++i)
        into[i] = 0;
    return size;
}

std::optional<Report> decodeReport(Bytes report) noexcept
{
    if (report.size() < kReportHeader || report[0] < report::kCommandOut ||
        report[0] > report::kDataIn)
        return std::nullopt;
    const std::size_t length = loadU16(report.subspan<2, 2>());
    if (length > report.size() - kReportHeader)
        return std::nullopt;
    return Report{report[0], report.subspan(kReportHeader, length)};
}

std::uint16_t serial::frameCrc(std::uint8_t type, Bytes payload) noexcept
{
    const auto length = static_cast<std::uint16_t>(payload.size());
    std::uint16_t crc = 0;
    for (const std::uint8_t byte : std::array{kStart, type, static_cast<std::uint8_t>(length),
                                              static_cast<std::uint8_t>(length >> 8)})
        crc = xmodem(crc, byte);
    for (const std::uint8_t byte : payload)
        crc = xmodem(crc, byte);
    return crc;
}

}  // namespace omv::protocol::loader::kboot
