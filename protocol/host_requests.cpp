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
    if (m_request.resend && m_sendBegin == m_sendEnd)
        startResend();
}

bool HostLink::submit(const Command& command, Time now) noexcept
{
    const bool isSync = command.opcode == Opcode::ProtoSync;
    if (!isSync && !idle())
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
        m_state = State::Idle;
    }
    m_request = {};
    m_reply.reset();
    PacketHeader& header = m_request.header;
    header.sequence = isSync ? std::uint8_t{0} : nextSequence();
    header.channel = command.channel;
    header.opcode = static_cast<std::uint8_t>(command.opcode);
    header.payloadSize = static_cast<std::uint16_t>(size);
    if (!queueRequest(command))
        return false;
    m_request.next = header.sequence;
    m_request.into = command.into;
    m_request.timeout = command.timeout;
    m_request.deadline = now + command.timeout;
    m_state = State::Waiting;
    return true;
}

/// Out of step, a sequence is taken that the device must refuse: the refusal
/// tells its counter, and comes behind every late packet of an earlier reply.
std::uint8_t HostLink::nextSequence() const noexcept
{
    if (m_inStep || !m_caps.sequence)
        return m_sequence;
    return static_cast<std::uint8_t>(m_sequence + kOutOfStep);
}

bool HostLink::queueRequest(const Command& command) noexcept
{
    const PacketHeader& header = m_request.header;
    makeSendRoom(packetSize(header.payloadSize));
    const std::size_t written =
        encodePacket(m_send.subspan(m_sendEnd), header, command.head, command.body, m_caps.crc);
    if (written == 0)
        return false;
    m_request.begin = m_sendEnd;
    m_sendEnd += written;
    m_request.end = m_sendEnd;
    const Bytes payload = m_send.subspan(m_request.begin + kHeaderSize, header.payloadSize);
    if (header.is(Opcode::ProtoSetCaps))
        m_request.caps = decodeCaps(payload).value_or(m_caps);
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
    const auto right = static_cast<std::uint8_t>(refusedAt + 1);
    if (m_request.resends > 0 && right == m_request.next)
        return;  // the same NAK twice
    m_inStep = true;
    m_sequence = right;
    if (m_request.resends == kMaxResends || m_state == State::Draining) {
        finish(Outcome::Refused, Status::Sequence);
        return;
    }
    ++m_request.resends;
    m_request.next = m_sequence;
    m_request.header.sequence = m_sequence;
    m_request.deadline = now + m_request.timeout;
    m_request.resend = true;
    if (m_sendBegin == m_sendEnd)
        startResend();
}

void HostLink::startResend() noexcept
{
    m_request.resend = false;
    const HeaderBytes wire = encodeHeader(m_request.header, m_caps.crc);
    std::memcpy(m_send.data() + m_request.begin, wire.data(), wire.size());
    m_sendBegin = m_request.begin;
    m_sendEnd = m_request.end;
    ++m_stats.packetsSent;
}

/// Moves what must stay (bytes not yet written, and the request for a resend)
/// together at the front when `bytes` more do not fit behind it.
void HostLink::makeSendRoom(std::size_t bytes) noexcept
{
    if (m_send.size() - m_sendEnd >= bytes)
        return;
    const auto move = [this](std::size_t from, std::size_t to) {
        if (m_sendEnd > from && from != to)
            std::memmove(m_send.data() + to, m_send.data() + from, m_sendEnd - from);
        m_sendEnd -= from - to;
    };
    if (m_state == State::Idle) {
        move(m_sendBegin, 0);
        m_sendBegin = 0;
        return;
    }
    const std::size_t unused = m_request.begin < m_sendBegin ? m_request.begin : m_sendBegin;
    move(unused, 0);
    m_sendBegin -= unused;
    m_request.begin -= unused;
    m_request.end -= unused;
    if (m_sendBegin > m_request.end) {
        move(m_sendBegin, m_request.end);
        m_sendBegin = m_request.end;
    }
}

}  // namespace omv::protocol
