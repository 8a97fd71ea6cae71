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

/// Numbers modulo 256 are compared over half of that at most.
constexpr std::uint32_t kClearlyAhead = 100;

bool isSyncAck(const PacketHeader& header) noexcept
{
    return header.is(Opcode::ProtoSync) && header.channel == channel::kTransport &&
        header.has(flag::kAck);
}

bool answers(const PacketHeader& header, const PacketHeader& asked) noexcept
{
    if (asked.is(Opcode::ProtoSync))
        return isSyncAck(header);
    return header.opcode == asked.opcode && header.channel == asked.channel;
}

}  // namespace

void Gaps::add(std::size_t begin, std::size_t end) noexcept
{
    if (begin >= end)
        return;
    Gap& last = items[count == 0 ? 0 : count - 1];
    if (count > 0 && (begin == std::size_t{last.offset} + last.size || count == items.size())) {
        last.size = static_cast<std::uint32_t>(end - last.offset);
        return;
    }
    items[count++] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

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
    if (idle())
        return kNever;
    return m_ackAgain < front().deadline ? m_ackAgain : front().deadline;
}

void HostLink::tick(Time now) noexcept
{
    repeatAck(now);
    if (idle() || now < front().deadline)
        return;
    // A packet whose tail was lost claims bytes of what came after it: look there first.
    while (!idle() && now >= front().deadline && m_parser.bytesPending() > 0) {
        m_parser.abandonPartial();
        drainParser(now);
    }
    if (idle() || now < front().deadline)
        return;
    ++m_stats.timeouts;
    acknowledgeNext();
    m_inStep = false;
    finish(front().damaged ? Outcome::Damaged : Outcome::Timeout, now);
    finishAll(Outcome::Timeout, now);
}

void HostLink::repeatAck(Time now) noexcept
{
    if (idle() || now < m_ackAgain)
        return;
    acknowledgeNext();
    m_ackAgain = now + ackPatience();
}

/// With ACKs sent ahead any silence may mean that all copies of one were lost.
Duration HostLink::ackPatience() const noexcept
{
    Duration patience = kAckAgain;
    for (std::size_t i = 0; i < m_inFlight; ++i) {
        const Duration soon = m_requests[i].gapTimeout / 3;
        if (m_requests[i].ackAhead && soon < patience)
            patience = soon;
    }
    return patience;
}

/// Something came; `fragment`: which was acknowledged and is not the last.
void HostLink::expectMore(bool fragment, Time now) noexcept
{
    const bool waits = !idle() && (fragment || front().ackAhead);
    m_ackAgain = waits ? now + ackPatience() : kNever;
}

void HostLink::cancel() noexcept
{
    m_replyCount = 0;
    abandonAll();
}

void HostLink::abandonAll() noexcept
{
    for (std::size_t i = 0; i < m_inFlight; ++i) {
        m_requests[i].into = {};
        m_requests[i].stored = 0;
        m_requests[i].abandoned = true;
    }
}

std::optional<Reply> HostLink::takeReply() noexcept
{
    if (m_replyCount == 0)
        return std::nullopt;
    const Reply first = m_replies[0];
    --m_replyCount;
    for (std::size_t i = 0; i < m_replyCount; ++i)
        m_replies[i] = m_replies[i + 1];
    return first;
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
    if (!header.has(flag::kEvent))
        m_lastAcked = header.has(flag::kAckRequest) ? std::optional(header) : std::nullopt;
    if (header.has(flag::kEvent)) {
        ++m_stats.events;
        if (!m_events.push({header.channel, decodeEvent(packet.payload)}))
            ++m_stats.eventsDropped;
        return;
    }
    const std::size_t index = whoseReply(header);
    if (index == kNobody) {
        handleStray(header);
        return;
    }
    loseEarlier(index, &packet, now);
    handleReply(packet, now);
}

/// The header of such a packet is sound. With ACK the device sends it again when
/// nobody answers; without, or with the ACK sent ahead, it is lost.
void HostLink::handleDamaged(const PacketHeader& header, Time now) noexcept
{
    ++m_stats.payloadErrors;
    if (header.has(flag::kEvent))
        return;
    const std::size_t index = whoseReply(header);
    const bool comesAgain = index == kNobody || !m_requests[index].ackAhead;
    if (header.has(flag::kAckRequest) && comesAgain)
        return;
    if (index == kNobody || !m_inStep) {
        handleStray(header);
        return;
    }
    loseEarlier(index, nullptr, now);
    Request& request = front();
    const int distance = ahead(header.sequence, request.next);
    if (distance < 0)
        return;
    skip(distance + 1);
    request.next = after(header.sequence);
    request.deadline = now + request.gapTimeout;
    m_sequence = request.next;
    if (!header.has(flag::kFragment))
        finish(Outcome::Damaged, now);
}

/// Index of the request in flight that this packet answers, kNobody if it is stray.
std::size_t HostLink::whoseReply(const PacketHeader& header) const noexcept
{
    std::size_t found = kNobody;
    std::uint32_t packetsBefore = 0;
    for (std::size_t i = 0; i < m_inFlight; ++i) {
        if (answers(header, m_requests[i].header)) {
            // A late packet of an earlier exchange must not end the wait for the first.
            if (i > 0 && ahead(header.sequence, front().next) < 0)
                return found;
            // Of several that ask the same the number tells which, as long as it is clear.
            const bool isTurn = packetsBefore <= kClearlyAhead &&
                ahead(header.sequence, m_requests[i].header.sequence) >= 0;
            if (found == kNobody || isTurn)
                found = i;
        }
        packetsBefore += m_requests[i].replyPackets;
    }
    return found;
}

/// The device answers in order: what is still missing of earlier replies was lost,
/// or their requests were. The number of the packet that shows it (`by`, if it is sound) may
/// tell which.
void HostLink::loseEarlier(std::size_t index, const Packet* by, Time now) noexcept
{
    const bool refused = by && isSequenceRefusal(*by);
    // A request is served only with the number that was foreseen for it.
    const bool served = by && !refused && m_inStep &&
        ahead(by->header.sequence, m_requests[index].header.sequence) >= 0;
    for (; index > 0; --index) {
        Request& lost = front();
        const bool started = lost.stored > 0 || lost.damaged;
        lost.unserved =
            refused && m_inStep && !started && lost.header.sequence == by->header.sequence;
        lost.answered = served && lost.replyPackets == 1;
        finish(started ? Outcome::Damaged : Outcome::Timeout, now);
    }
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
        finish(Outcome::Ok, now);
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
    Request& request = front();
    const int distance = m_inStep ? ahead(header.sequence, request.next) : 0;
    if (distance < 0) {
        ++m_stats.strayPackets;
        return;
    }
    if (distance > 0) {
        ++m_stats.sequenceErrors;
        skip(distance);
    }
    m_inStep = true;
    request.next = after(header.sequence);
    request.deadline = now + request.gapTimeout;
    m_sequence = request.next;
    finishReply(packet, now);
}

/// One packet of the reply that is in its turn: the end of it, unless more fragments follow.
void HostLink::finishReply(const Packet& packet, Time now) noexcept
{
    const PacketHeader& header = packet.header;
    const Request& request = front();
    if (header.has(flag::kNak)) {
        front().unserved = decodeStatus(packet.payload) == Status::Checksum;
        finish(request.damaged ? Outcome::Damaged : Outcome::Refused, now,
               decodeStatus(packet.payload));
        return;
    }
    store(packet.payload);
    if (header.has(flag::kFragment)) {
        expectMore(header.has(flag::kAckRequest), now);
        return;
    }
    if (header.is(Opcode::ProtoSetCaps) && header.has(flag::kAck))
        applyCaps(request.caps);
    if (request.damaged)
        finish(Outcome::Damaged, now);
    else
        finish(request.tooLarge ? Outcome::TooLarge : Outcome::Ok, now);
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

/// Ends the first request in flight; the wait for the next one begins.
void HostLink::finish(Outcome outcome, Time now, Status status) noexcept
{
    const Request& request = front();
    if (!request.abandoned && m_replyCount < m_replies.size())
        m_replies[m_replyCount++] = replyOf(request, outcome, status);
    --m_inFlight;
    for (std::size_t i = 0; i < m_inFlight; ++i)
        m_requests[i] = m_requests[i + 1];
    if (m_inFlight > 0)
        front().deadline = now + front().timeout;
    expectMore(false, now);
}

Reply HostLink::replyOf(const Request& request, Outcome outcome, Status status) const noexcept
{
    Reply reply;
    reply.opcode = static_cast<Opcode>(request.header.opcode);
    reply.channel = request.header.channel;
    reply.outcome = outcome;
    reply.status = status;
    reply.size = request.stored;
    reply.unserved = request.unserved;
    reply.answered = request.answered;
    reply.gaps = request.gaps;
    if (outcome == Outcome::Damaged && request.fullPackets) {
        // Only an end that fits proves that the packets behind a gap found their place.
        const bool fits =
            request.placed && !request.tooLarge && request.stored == request.into.size();
        std::size_t from = request.stored;
        if (!fits && reply.gaps.count > 0)
            from = reply.gaps.items[0].offset;
        if (!fits)
            reply.gaps = {};
        reply.gaps.add(from, request.into.size());
    }
    if (reply.gaps.count > 0)
        reply.size = reply.gaps.items[0].offset;
    return reply;
}

void HostLink::finishAll(Outcome outcome, Time now) noexcept
{
    while (!idle())
        finish(outcome, now);
}

/// So many packets of the reply were lost.
void HostLink::skip(int packets) noexcept
{
    Request& request = front();
    request.damaged = true;
    request.placed = request.placed && request.fullPackets;
    if (!request.placed)
        return;
    const std::size_t lost = static_cast<std::size_t>(packets) * m_caps.maxPayload;
    const std::size_t room = request.into.size() - request.stored;
    const std::size_t end = request.stored + (lost < room ? lost : room);
    request.gaps.add(request.stored, end);
    request.stored = end;
}

void HostLink::store(Bytes payload) noexcept
{
    Request& request = front();
    if (!request.placed)
        return;
    const std::size_t room = request.into.size() - request.stored;
    const std::size_t count = payload.size() < room ? payload.size() : room;
    if (count < payload.size())
        request.tooLarge = true;
    if (count == 0)
        return;
    std::memcpy(request.into.data() + request.stored, payload.data(), count);
    request.stored += count;
}

void HostLink::applySync() noexcept
{
    m_sequence = 0;
    m_inStep = true;
    m_lastAcked.reset();
}

void HostLink::applyCaps(const Caps& caps) noexcept
{
    m_caps = caps;
    m_parser.setCheckCrc(caps.crc);
    m_parser.setMaxPayload(caps.maxPayload < m_receiveLimit ? caps.maxPayload : m_receiveLimit);
}

}  // namespace omv::protocol
