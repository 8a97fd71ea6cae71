// SPDX-License-Identifier: MIT
// The send side of HostLink: requests, their resends, acknowledgements.
#include "protocol/host_link.h"

#include <cstring>

namespace omv::protocol {
namespace {

/// Far from every counter that packets still under way could bring the device to.
constexpr std::uint8_t kOutOfStep = 128;
/// Of each ACK that is sent ahead. Of 1000 ACKs, 60 of them lost, 4 are lost twice.
constexpr int kAckCopies = 2;

}  // namespace

Bytes HostLink::output() const noexcept
{
    return Bytes(m_send).subspan(m_sendBegin, m_sendEnd - m_sendBegin);
}

void HostLink::sent(std::size_t count) noexcept
{
    const std::size_t pending = m_sendEnd - m_sendBegin;
    const std::size_t taken = count < pending ? count : pending;
    m_sendBegin += taken;
    m_stats.bytesSent += taken;
    if (!idle() && front().resend && m_sendBegin == m_sendEnd)
        startResend();
}

std::size_t HostLink::room() const noexcept
{
    if (!m_inStep)
        return idle() ? 1 : 0;
    for (std::size_t i = 0; i < m_inFlight; ++i) {
        const Request& request = m_requests[i];
        const bool link =
            request.header.is(Opcode::ProtoSync) || request.header.is(Opcode::ProtoSetCaps);
        const bool alone = m_caps.ack && !request.followed;
        if (link || alone || request.replyPackets == 0 || request.resends > 0)
            return 0;
    }
    return idle() ? kMaxInFlight : kMaxInFlight - m_inFlight - m_replyCount;
}

bool HostLink::submit(const Command& command, Time now) noexcept
{
    const bool isSync = command.opcode == Opcode::ProtoSync;
    if (!isSync && room() == 0)
        return false;
    const std::size_t size = command.head.size() + command.body.size();
    if (size > m_caps.maxPayload)
        return false;
    if (isSync)
        forgetAll();
    if (idle())
        m_replyCount = 0;
    Request request;
    request.pipelined = !idle();
    PacketHeader& header = request.header;
    header.sequence = isSync ? std::uint8_t{0} : nextSequence();
    header.channel = command.channel;
    header.opcode = static_cast<std::uint8_t>(command.opcode);
    header.payloadSize = static_cast<std::uint16_t>(size);
    if (!queueRequest(request, command))
        return false;
    describe(request, command, now);
    if (request.ackAhead && m_inStep)
        acknowledgeReply(request);
    await(request, now);
    return true;
}

/// SYNC: the device may be at its defaults already, where it drops packets without CRC.
void HostLink::forgetAll() noexcept
{
    m_sendBegin = 0;
    m_sendEnd = 0;
    applyCaps(Caps{});
    m_parser.setMaxPayload(m_receiveLimit);
    m_inFlight = 0;
    m_ackAgain = kNever;
}

void HostLink::await(const Request& request, Time now) noexcept
{
    for (std::size_t i = 0; i < m_inFlight; ++i)
        m_requests[i].pipelined = true;
    m_requests[m_inFlight++] = request;
    // Replies come in order: the first is due when this one is.
    if (request.deadline < front().deadline)
        front().deadline = request.deadline;
    const Time ackAgain = now + ackPatience();
    if (request.ackAhead && ackAgain < m_ackAgain)
        m_ackAgain = ackAgain;
}

/// What is to be done with its reply.
void HostLink::describe(Request& request, const Command& command, Time now) const noexcept
{
    request.next = request.header.sequence;
    request.into = command.into;
    request.timeout = command.timeout;
    request.gapTimeout = command.gapTimeout > 0 ? command.gapTimeout : command.timeout;
    request.replyPackets = command.replyPackets;
    request.fullPackets = command.fullPackets;
    request.ackAhead = m_caps.ack && command.ackAhead;
    request.followed = command.followed;
    request.deadline = now + command.timeout;
}

/// Out of step, a sequence is taken that the device must refuse: the refusal
/// tells its counter, and comes behind every late packet of an earlier reply.
std::uint8_t HostLink::nextSequence() const noexcept
{
    if (!idle()) {
        const Request& last = m_requests[m_inFlight - 1];
        return static_cast<std::uint8_t>(last.header.sequence + last.replyPackets);
    }
    if (m_inStep || !m_caps.sequence)
        return m_sequence;
    return static_cast<std::uint8_t>(m_sequence + kOutOfStep);
}

bool HostLink::queueRequest(Request& request, const Command& command) noexcept
{
    makeSendRoom(packetSize(request.header.payloadSize));
    const std::size_t written = encodePacket(m_send.subspan(m_sendEnd), request.header,
                                             command.head, command.body, m_caps.crc);
    if (written == 0)
        return false;
    request.begin = m_sendEnd;
    m_sendEnd += written;
    request.end = m_sendEnd;
    const Bytes payload = m_send.subspan(request.begin + kHeaderSize, request.header.payloadSize);
    if (request.header.is(Opcode::ProtoSetCaps))
        request.caps = decodeCaps(payload).value_or(m_caps);
    ++m_stats.packetsSent;
    return true;
}

void HostLink::acknowledge(const PacketHeader& header) noexcept
{
    PacketHeader ack;
    ack.sequence = header.sequence;
    ack.channel = header.channel;
    ack.flags = flag::kAck;
    ack.opcode = header.opcode;
    makeSendRoom(kHeaderSize);
    // Without room the ACK is left out: the device asks again by retransmission.
    const std::size_t written = encodePacket(m_send.subspan(m_sendEnd), ack, {}, {}, m_caps.crc);
    m_sendEnd += written;
    if (written > 0)
        ++m_stats.packetsSent;
}

/// All packets of its reply, one after the other, and the same again: a burst of losses then
/// rarely takes both ACKs of one.
void HostLink::acknowledgeReply(const Request& request) noexcept
{
    for (int copy = 0; copy < kAckCopies; ++copy) {
        PacketHeader header = request.header;
        for (std::uint32_t i = 0; i < request.replyPackets; ++i, ++header.sequence)
            acknowledge(header);
    }
}

/// Nothing comes any more: perhaps because the device waits for an ACK that was lost. That is
/// of the last packet that came or of one soon after it; few, since all of them pile up
/// in the device's receive buffer meanwhile.
void HostLink::acknowledgeNext() noexcept
{
    if (m_lastAcked)
        acknowledge(*m_lastAcked);
    int left = 4;
    for (std::size_t i = 0; i < m_inFlight && m_requests[i].ackAhead; ++i) {
        const Request& request = m_requests[i];
        PacketHeader header = request.header;
        const std::uint32_t come = static_cast<std::uint8_t>(request.next - header.sequence);
        header.sequence = request.next;
        for (std::uint32_t n = come; n < request.replyPackets && left > 0; ++n, --left) {
            acknowledge(header);
            ++header.sequence;
        }
    }
}

/// The NAK carried the counter and consumed it: the next one is right.
void HostLink::resendWith(std::uint8_t refusedAt, Time now) noexcept
{
    Request& request = front();
    const auto right = static_cast<std::uint8_t>(refusedAt + 1);
    if (request.resends > 0 && right == request.next)
        return;  // the same NAK twice
    m_inStep = true;
    m_sequence = right;
    request.unserved = true;
    renumberFrom(right);
    if (request.resends == kMaxResends || request.abandoned || request.pipelined) {
        finish(Outcome::Refused, now, Status::Sequence);
        return;
    }
    ++request.resends;
    request.next = m_sequence;
    request.header.sequence = m_sequence;
    request.deadline = now + request.timeout;
    request.resend = true;
    if (m_sendBegin == m_sendEnd)
        startResend();
}

void HostLink::startResend() noexcept
{
    Request& request = front();
    request.resend = false;
    const HeaderBytes wire = encodeHeader(request.header, m_caps.crc);
    std::memcpy(m_send.data() + request.begin, wire.data(), wire.size());
    m_sendBegin = request.begin;
    m_sendEnd = request.end;
    ++m_stats.packetsSent;
    request.unserved = false;
    if (request.ackAhead)
        acknowledgeReply(request);
}

/// What was sent behind a refused request has a wrong number too: one refusal each is
/// to come. So what is sent from now on gets the right number at once.
void HostLink::renumberFrom(std::uint8_t sequence) noexcept
{
    for (std::size_t i = 1; i < m_inFlight; ++i) {
        Request& request = m_requests[i];
        request.header.sequence = sequence++;
        request.next = request.header.sequence;
        request.replyPackets = 1;
    }
}

/// Moves what must stay (bytes not yet written, and the request that may have to be
/// sent again) together at the front when `bytes` more do not fit behind it.
void HostLink::makeSendRoom(std::size_t bytes) noexcept
{
    if (m_send.size() - m_sendEnd >= bytes)
        return;
    const auto move = [this](std::size_t from, std::size_t to) {
        if (m_sendEnd > from && from != to)
            std::memmove(m_send.data() + to, m_send.data() + from, m_sendEnd - from);
        m_sendEnd -= from - to;
    };
    if (idle() || front().pipelined) {
        move(m_sendBegin, 0);
        m_sendBegin = 0;
        return;
    }
    Request& request = front();
    const std::size_t unused = request.begin < m_sendBegin ? request.begin : m_sendBegin;
    move(unused, 0);
    m_sendBegin -= unused;
    request.begin -= unused;
    request.end -= unused;
    if (m_sendBegin > request.end) {
        move(m_sendBegin, request.end);
        m_sendBegin = request.end;
    }
}

}  // namespace omv::protocol
