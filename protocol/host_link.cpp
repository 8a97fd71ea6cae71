// SPDX-License-Identifier: MIT
#include "protocol/host_link.h"

#include <cstring>

namespace omv::protocol {
namespace {

/// How far `sequence` is ahead of `expected`, both counting modulo 256:
/// negative for packets of the past.
int ahead(std::uint8_t sequence, std::uint8_t expected) noexcept
{
    return static_cast<std::int8_t>(static_cast<std::uint8_t>(sequence - expected));
}

std::uint8_t after(std::uint8_t sequence) noexcept
{
    return static_cast<std::uint8_t>(sequence + 1);
}

std::size_t receiveLimit(MutableBytes receive) noexcept
{
    constexpr std::size_t kLargestPayload = 0xFFFF;
    const std::size_t fits =
        receive.size() > kPacketOverhead ? receive.size() - kPacketOverhead : 0;
    return fits < kLargestPayload ? fits : kLargestPayload;
}

bool isSyncAck(const PacketHeader& header) noexcept
{
    return header.is(Opcode::ProtoSync) && header.channel == channel::kTransport &&
        header.has(flag::kAck);
}

}  // namespace

HostLink::HostLink(MutableBytes receive, MutableBytes send) noexcept
    : m_parser(receive, receiveLimit(receive))
    , m_send(send)
    , m_receiveLimit(receiveLimit(receive))
{
}

void HostLink::received(std::size_t count, Time now) noexcept
{
    m_parser.commit(count);
    m_stats.bytesReceived += count;
    drainParser(now);
}

void HostLink::receive(Bytes chunk, Time now) noexcept
{
    while (!chunk.empty()) {
        const std::size_t taken = m_parser.feed(chunk);
        if (taken == 0)
            return;
        m_stats.bytesReceived += taken;
        chunk = chunk.subspan(taken);
        drainParser(now);
    }
}

Time HostLink::deadline() const noexcept
{
    return m_state == State::Idle ? kNever : m_request.deadline;
}

void HostLink::tick(Time now) noexcept
{
    if (now < deadline())
        return;
    // A packet whose tail was lost claims bytes of what came after it: look there first.
    while (m_state != State::Idle && now >= m_request.deadline && m_parser.bytesPending() > 0) {
        m_parser.abandonPartial();
        drainParser(now);
    }
    if (now < deadline())
        return;
    ++m_stats.timeouts;
    m_inStep = false;
    finish(m_request.damaged ? Outcome::Damaged : Outcome::Timeout);
}

void HostLink::cancel() noexcept
{
    m_reply.reset();
    if (m_state != State::Waiting)
        return;
    m_request.into = {};
    m_request.stored = 0;
    m_state = State::Draining;
}

std::optional<Reply> HostLink::takeReply() noexcept
{
    const std::optional<Reply> reply = m_reply;
    m_reply.reset();
    return reply;
}

void HostLink::drainParser(Time now) noexcept
{
    Packet packet;
    for (;;) {
        switch (m_parser.next(packet)) {
        case ParseResult::NeedMore: return;
        case ParseResult::Packet: handle(packet, now); break;
        case ParseResult::BadHeader: ++m_stats.headerErrors; break;
        case ParseResult::BadPayload: handleDamaged(packet.header, now); break;
        }
    }
}

void HostLink::handle(const Packet& packet, Time now) noexcept
{
    const PacketHeader& header = packet.header;
    ++m_stats.packetsReceived;
    if (header.has(flag::kRetransmission))
        ++m_stats.retransmissions;
    // Whatever it is: as long as the device waits for this ACK it serves nothing else.
    if (header.has(flag::kAckRequest))
        acknowledge(header);
    if (header.has(flag::kEvent))
        handleEvent(packet);
    else if (m_state != State::Idle && answersRequest(header))
        handleReply(packet, now);
    else
        handleStray(header);
}

/// The header of such a packet is sound. With ACK the device sends it again when
/// nobody answers; without, it is lost.
void HostLink::handleDamaged(const PacketHeader& header, Time now) noexcept
{
    ++m_stats.payloadErrors;
    if (header.has(flag::kAckRequest | flag::kEvent))
        return;
    if (m_state == State::Idle || !m_inStep || !answersRequest(header)) {
        handleStray(header);
        return;
    }
    if (ahead(header.sequence, m_request.next) < 0)
        return;
    m_request.damaged = true;
    m_request.next = after(header.sequence);
    m_request.deadline = now + m_request.timeout;
    if (header.has(flag::kFragment))
        return;
    m_sequence = m_request.next;
    finish(Outcome::Damaged);
}

void HostLink::handleEvent(const Packet& packet) noexcept
{
    ++m_stats.events;
    pushEvent({packet.header.channel, decodeEvent(packet.payload)});
}

bool HostLink::answersRequest(const PacketHeader& header) const noexcept
{
    if (m_request.header.is(Opcode::ProtoSync))
        return isSyncAck(header);
    return header.opcode == m_request.header.opcode && header.channel == m_request.header.channel;
}

bool HostLink::isSequenceRefusal(const Packet& packet) const noexcept
{
    return packet.header.has(flag::kNak) && decodeStatus(packet.payload) == Status::Sequence;
}

void HostLink::handleReply(const Packet& packet, Time now) noexcept
{
    const PacketHeader& header = packet.header;
    if (isSyncAck(header)) {
        applySync();
        finish(Outcome::Ok);
        return;
    }
    if (isSequenceRefusal(packet)) {
        ++m_stats.sequenceErrors;
        resendWith(header.sequence, now);
        return;
    }
    if (!m_inStep && m_caps.sequence) {
        handleStray(header);
        return;
    }
    const int distance = m_inStep ? ahead(header.sequence, m_request.next) : 0;
    if (distance < 0) {
        ++m_stats.strayPackets;
        return;
    }
    if (distance > 0) {
        ++m_stats.sequenceErrors;
        m_request.damaged = true;
    }
    m_inStep = true;
    m_request.next = after(header.sequence);
    m_sequence = m_request.next;
    m_request.deadline = now + m_request.timeout;
    finishReply(packet);
}

/// One packet of the reply that is in its turn: the end of it, unless more fragments follow.
void HostLink::finishReply(const Packet& packet) noexcept
{
    const PacketHeader& header = packet.header;
    if (header.has(flag::kNak)) {
        finish(m_request.damaged ? Outcome::Damaged : Outcome::Refused,
               decodeStatus(packet.payload));
        return;
    }
    if (!m_request.damaged)
        store(packet.payload);
    if (header.has(flag::kFragment))
        return;
    if (header.is(Opcode::ProtoSetCaps) && header.has(flag::kAck))
        applyCaps(m_request.caps);
    if (m_request.damaged)
        finish(Outcome::Damaged);
    else
        finish(m_request.tooLarge ? Outcome::TooLarge : Outcome::Ok);
}

/// A packet that nobody waits for still shows where the device's counter is,
/// unless it is a late one.
void HostLink::handleStray(const PacketHeader& header) noexcept
{
    ++m_stats.strayPackets;
    if (isSyncAck(header)) {
        m_sequence = 0;
        return;
    }
    if (!m_inStep || ahead(header.sequence, m_sequence) >= 0)
        m_sequence = after(header.sequence);
}

void HostLink::finish(Outcome outcome, Status status) noexcept
{
    if (m_state == State::Waiting) {
        m_reply = Reply{static_cast<Opcode>(m_request.header.opcode), m_request.header.channel,
                        outcome, status, m_request.stored};
    }
    m_state = State::Idle;
    m_request.resend = false;
    m_request.into = {};
}

void HostLink::store(Bytes payload) noexcept
{
    const std::size_t room = m_request.into.size() - m_request.stored;
    const std::size_t count = payload.size() < room ? payload.size() : room;
    if (count < payload.size())
        m_request.tooLarge = true;
    if (count == 0)
        return;
    std::memcpy(m_request.into.data() + m_request.stored, payload.data(), count);
    m_request.stored += count;
}

void HostLink::applySync() noexcept
{
    m_sequence = 0;
    m_inStep = true;
}

void HostLink::applyCaps(const Caps& caps) noexcept
{
    m_caps = caps;
    m_parser.setCheckCrc(caps.crc);
    m_parser.setMaxPayload(caps.maxPayload < m_receiveLimit ? caps.maxPayload : m_receiveLimit);
}

std::optional<DeviceEvent> HostLink::takeEvent() noexcept
{
    if (m_eventCount == 0)
        return std::nullopt;
    const DeviceEvent first = m_events[0];
    removeEvent(0);
    return first;
}

/// Of a channel's pending events only a repetition of its newest says nothing
/// new: "stopped, started, stopped" must keep its order.
void HostLink::pushEvent(DeviceEvent event) noexcept
{
    for (std::size_t i = m_eventCount; i-- > 0;) {
        if (m_events[i].channel != event.channel)
            continue;
        if (m_events[i] == event)
            return;
        break;
    }
    const bool important = event.channel <= channel::kStdin;
    if (m_eventCount == m_events.size()) {
        ++m_stats.eventsDropped;
        if (!important || !evictEvent())
            return;
    }
    m_events[m_eventCount++] = event;
}

/// Drops the oldest event that only says "look again": reboots, script starts and ends stay.
bool HostLink::evictEvent() noexcept
{
    for (std::size_t i = 0; i < m_eventCount; ++i) {
        if (m_events[i].channel <= channel::kStdin)
            continue;
        removeEvent(i);
        return true;
    }
    return false;
}

void HostLink::removeEvent(std::size_t index) noexcept
{
    for (std::size_t i = index + 1; i < m_eventCount; ++i)
        m_events[i - 1] = m_events[i];
    --m_eventCount;
}

}  // namespace omv::protocol
