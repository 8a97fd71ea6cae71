// SPDX-License-Identifier: MIT
// The send side of DeviceLink: replies, fragments, events, retransmissions.
#include "protocol/device_link.h"

#include <cstring>

namespace omv::protocol {
namespace {

constexpr std::uint8_t bits(int value) noexcept
{
    return static_cast<std::uint8_t>(value);
}

std::size_t least(std::size_t a, std::size_t b) noexcept
{
    return a < b ? a : b;
}

}  // namespace

void DeviceLink::replyStatus(const PacketHeader& request, Status status) noexcept
{
    if (status == Status::Sequence)
        ++m_stats.sequenceErrors;
    if (status == Status::Checksum)
        ++m_stats.checksumErrors;
    if (status == Status::Success) {
        startTransfer(request, flag::kAck, {});
        return;
    }
    storeU16(std::span(m_scratch).first<2>(), static_cast<std::uint16_t>(status));
    startTransfer(request, flag::kNak, Bytes(m_scratch).first(2));
}

void DeviceLink::replyBytes(const PacketHeader& request, Bytes payload) noexcept
{
    const std::size_t size = least(payload.size(), m_scratch.size());
    if (payload.data() != m_scratch.data())
        std::memcpy(m_scratch.data(), payload.data(), size);
    startTransfer(request, 0, Bytes(m_scratch).first(size));
}

void DeviceLink::startTransfer(PacketHeader request, std::uint8_t flags, Bytes rest) noexcept
{
    m_transfer = {};
    m_transfer.active = true;
    m_transfer.header.opcode = request.opcode;
    m_transfer.header.channel = request.channel;
    m_transfer.header.flags = flags;
    if (m_caps.ack && !(flags & (flag::kAck | flag::kNak)))
        m_transfer.header.flags = bits(flags | flag::kAckRequest);
    m_transfer.rest = rest;
}

/// True when a packet went out.
bool DeviceLink::sendFragment() noexcept
{
    if (m_transfer.source) {
        const std::size_t most = least(m_transfer.left, m_options.readChunk);
        if (!hasRoom(packetSize(least(most, m_caps.maxPayload))))
            return false;
        const auto chunk = nextChunk();
        if (!chunk) {
            // What went out before stays consumed; the host keeps it.
            replyStatus(m_transfer.header, Status::Failed);
            return true;
        }
        return sendPiece(*chunk, m_transfer.left > 0 ? flag::kFragment : std::uint8_t{0});
    }
    const Bytes piece = m_transfer.rest.first(least(m_transfer.rest.size(), m_caps.maxPayload));
    const bool last = piece.size() == m_transfer.rest.size();
    if (!hasRoom(packetSize(piece.size())))
        return false;
    m_transfer.rest = m_transfer.rest.subspan(piece.size());
    return sendPiece(piece, last ? std::uint8_t{0} : flag::kFragment);
}

/// Reads the next piece of a channel without view() into m_scratch.
std::optional<Bytes> DeviceLink::nextChunk() noexcept
{
    const std::size_t most = least(least(m_transfer.left, m_options.readChunk), m_caps.maxPayload);
    const MutableBytes into = MutableBytes(m_scratch).first(most);
    const ReadResult result = m_transfer.source->read(m_transfer.offset, into);
    if (!result.ok || result.size == 0 || result.size > most)
        return std::nullopt;
    const auto size = static_cast<std::uint32_t>(result.size);
    m_transfer.offset += size;
    m_transfer.left -= size;
    return Bytes(into).first(result.size);
}

bool DeviceLink::sendPiece(Bytes payload, std::uint8_t flags) noexcept
{
    PacketHeader header = m_transfer.header;
    header.flags = bits(header.flags | flags);
    header.sequence = m_sequence;
    if (!emit(header, payload))
        return false;
    if (header.has(flag::kAckRequest))
        awaitAck(header, payload);
    else
        fragmentDone(header);
    return true;
}

/// The packet is out and, if it asked for that, acknowledged.
void DeviceLink::fragmentDone(const PacketHeader& header) noexcept
{
    if (header.has(flag::kEvent))
        return;
    ++m_stats.sent;
    // The answer to SYNC is the one reply that does not move the counter.
    m_sequence = header.is(Opcode::ProtoSync) ? std::uint8_t{0} : bits(m_sequence + 1);
    if (header.has(flag::kFragment))
        return;
    const auto caps = m_transfer.capsAfter;
    m_transfer = {};
    if (caps)
        m_caps = *caps;
}

void DeviceLink::awaitAck(const PacketHeader& header, Bytes payload) noexcept
{
    m_scan = 0;
    m_wait = {};
    m_wait.active = true;
    m_wait.header = header;
    m_wait.payload = payload;
    m_wait.unsent = m_sendEnd - m_sendBegin;
    m_wait.timeout = m_options.retransmitAfter;
    m_wait.retries = m_options.retransmissions;
}

bool DeviceLink::retransmit() noexcept
{
    PacketHeader header = m_wait.header;
    // Firmware sets the flag only where it has a CRC to renew.
    if (m_caps.crc)
        header.flags = bits(header.flags | flag::kRetransmission);
    if (!hasRoom(packetSize(m_wait.payload.size())) || !emit(header, m_wait.payload))
        return false;
    ++m_stats.retransmissions;
    --m_wait.retries;
    m_wait.timeout *= 2;
    m_wait.unsent = m_sendEnd - m_sendBegin;
    return true;
}

bool DeviceLink::emit(const PacketHeader& header, Bytes payload) noexcept
{
    if (!hasRoom(packetSize(payload.size())))
        return false;
    m_sendEnd += encodePacket(m_send.subspan(m_sendEnd), header, payload, {}, m_caps.crc);
    return true;
}

/// Room behind the pending output. Moving that is put off until half the buffer
/// is free in front of it, or large buffers would be moved for every packet.
bool DeviceLink::hasRoom(std::size_t bytes) noexcept
{
    if (m_sendBegin == m_sendEnd) {
        m_sendBegin = 0;
        m_sendEnd = 0;
    }
    if (m_send.size() - m_sendEnd < bytes && m_sendBegin >= m_send.size() / 2) {
        const std::size_t waiting = m_sendEnd - m_sendBegin;
        std::memmove(m_send.data(), m_send.data() + m_sendBegin, waiting);
        m_sendBegin = 0;
        m_sendEnd = waiting;
    }
    return m_send.size() - m_sendEnd >= bytes;
}

/// Events go out between any two packets, also while an ACK is awaited; only one
/// that wants an ACK itself has to wait for its turn.
void DeviceLink::flushEvents() noexcept
{
    while (m_eventCount > 0) {
        const PendingEvent event = m_events[0];
        if (event.wantAck && (m_wait.active || m_transfer.active))
            return;
        const bool isSystem = event.channel == channel::kTransport;
        PacketHeader header;
        header.sequence = m_sequence;
        header.channel = event.channel;
        header.flags = bits(flag::kEvent | (event.wantAck ? flag::kAckRequest : 0));
        header.opcode =
            static_cast<std::uint8_t>(isSystem ? Opcode::SysEvent : Opcode::ChannelEvent);
        const auto code = encodeU16(event.code);
        const Bytes payload = event.code == event::kNotify ? Bytes{} : Bytes(code);
        if (!emit(header, payload))
            return;
        ++m_stats.sentEvents;
        if (event.wantAck) {
            m_eventCode = code;
            awaitAck(header, Bytes(m_eventCode).first(payload.size()));
        }
        --m_eventCount;
        for (std::size_t i = 0; i < m_eventCount; ++i)
            m_events[i] = m_events[i + 1];
    }
}

}  // namespace omv::protocol
