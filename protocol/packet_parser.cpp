// SPDX-License-Identifier: MIT
#include "protocol/packet_parser.h"

#include "protocol/crc.h"

#include <cstring>

namespace omv::protocol {
namespace {

constexpr std::uint8_t kSync0 = 0xAA;
constexpr std::uint8_t kSync1 = 0xD5;

}  // namespace

PacketParser::PacketParser(MutableBytes buffer, std::size_t maxPayload) noexcept
    : m_buffer(buffer)
{
    setMaxPayload(maxPayload);
}

void PacketParser::setMaxPayload(std::size_t bytes) noexcept
{
    // A packet that cannot fit the buffer could never complete: the limit keeps
    // space() from running empty for ever.
    const std::size_t fits =
        m_buffer.size() > kPacketOverhead ? m_buffer.size() - kPacketOverhead : 0;
    m_maxPayload = bytes < fits ? bytes : fits;
}

MutableBytes PacketParser::space() noexcept
{
    if (m_begin == m_end) {
        m_begin = 0;
        m_end = 0;
    } else if (m_begin > 0) {
        // Moving costs at most one partial packet a read, since the caller drains
        // next() first; it keeps every packet contiguous.
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    return m_buffer.subspan(m_end);
}

void PacketParser::commit(std::size_t count) noexcept
{
    const std::size_t room = m_buffer.size() - m_end;
    m_end += count < room ? count : room;
}

std::size_t PacketParser::feed(Bytes chunk) noexcept
{
    const MutableBytes room = space();
    const std::size_t count = chunk.size() < room.size() ? chunk.size() : room.size();
    if (count > 0)
        std::memcpy(room.data(), chunk.data(), count);
    commit(count);
    return count;
}

ParseResult PacketParser::next(Packet& packet) noexcept
{
    skipToSync();
    const Bytes bytes = pending();
    if (bytes.size() < kHeaderSize)
        return ParseResult::NeedMore;
    const auto header = decodeHeader(bytes.first<kHeaderSize>(), m_checkCrc);
    if (!header || header->payloadSize > m_maxPayload) {
        dropOne();
        return ParseResult::BadHeader;
    }
    const std::size_t payloadSize = header->payloadSize;
    const std::size_t total = packetSize(payloadSize);
    if (bytes.size() < total)
        return ParseResult::NeedMore;
    packet.header = *header;
    packet.payload = bytes.subspan(kHeaderSize, payloadSize);
    if (payloadSize > 0 && m_checkCrc &&
        loadU32(bytes.subspan(kHeaderSize + payloadSize).first<kPayloadCrcSize>()) !=
            crc32(packet.payload)) {
        packet.payload = {};
        dropOne();
        return ParseResult::BadPayload;
    }
    m_begin += total;
    return ParseResult::Packet;
}

void PacketParser::abandonPartial() noexcept
{
    if (m_begin < m_end)
        dropOne();
}

void PacketParser::clear() noexcept
{
    m_dropped += m_end - m_begin;
    m_begin = 0;
    m_end = 0;
}

/// Leaves a sync word, or the last byte of the buffer if that may start one, in front.
void PacketParser::skipToSync() noexcept
{
    while (m_begin < m_end) {
        const std::uint8_t* at = m_buffer.data() + m_begin;
        const std::size_t size = m_end - m_begin;
        if (at[0] == kSync0 && (size < 2 || at[1] == kSync1))
            return;
        dropOne();
    }
}

void PacketParser::dropOne() noexcept
{
    ++m_begin;
    ++m_dropped;
}

}  // namespace omv::protocol
