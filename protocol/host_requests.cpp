// SPDX-License-Identifier: MIT
// The send side of HostLink: requests, their resends, acknowledgements.
#include "protocol/host_link.h"

#include <cstring>

namespace omv::protocol {
namespace {

/// Far from every counter that packets still under way could bring the device to.
constexpr std::uint8_t kOutOfStep = 128;

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
    if (!m_inStep || m_caps.ack)
        return idle() ? 1 : 0;
    for (std::size_t i = 0; i < m_inFlight; ++i) {
        const Request& request = m_requests[i];
        const bool link =
            request.header.is(Opcode::ProtoSync) || request.header.is(Opcode::ProtoSetCaps);
        if (link || request.replyPackets == 0 || request.resends > 0)
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
    if (isSync) {
        // The device may be at its defaults already, where it drops packets without CRC.
        m_sendBegin = 0;
        m_sendEnd = 0;
        applyCaps(Caps{});
        m_parser.setMaxPayload(m_receiveLimit);
        m_inFlight = 0;
    }
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
    request.next = header.sequence;
    request.into = command.into;
    request.timeout = command.timeout;
    request.gapTimeout = command.gapTimeout > 0 ? command.gapTimeout : command.timeout;
    request.replyPackets = command.replyPackets;
    request.fullPackets = command.fullPackets;
    request.deadline = now + command.timeout;
    for (std::size_t i = 0; i < m_inFlight; ++i)
        m_requests[i].pipelined = true;
    m_requests[m_inFlight++] = request;
    return true;
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

/// The NAK carried the counter and consumed it: the next one is right.
void HostLink::resendWith(std::uint8_t refusedAt, Time now) noexcept
{
    Request& request = front();
    const auto right = static_cast<std::uint8_t>(refusedAt + 1);
    if (request.resends > 0 && right == request.next)
        return;  // the same NAK twice
    m_inStep = true;
    m_sequence = right;
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
