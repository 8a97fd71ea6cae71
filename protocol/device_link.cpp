// SPDX-License-Identifier: MIT
#include "protocol/device_link.h"

#include <cstring>

namespace omv::protocol {
namespace {

constexpr std::uint8_t kSync0 = 0xAA;
constexpr std::uint8_t kSync1 = 0xD5;
/// Events of channels 0 and 1 find room when others already do not.
constexpr std::size_t kReservedEvents = 8;

bool isSync(const PacketHeader& header) noexcept
{
    return header.is(Opcode::ProtoSync) && header.channel == channel::kTransport &&
        header.payloadSize == 0;
}

}  // namespace

DeviceLink::DeviceLink(const DeviceLinkOptions& options, DeviceHost& host, MutableBytes receive,
                       MutableBytes send) noexcept
    : m_options(options)
    , m_host(host)
    , m_receive(receive)
    , m_send(send)
    , m_caps(options.defaults)
{
    if (m_options.readChunk == 0 || m_options.readChunk > m_scratch.size())
        m_options.readChunk = m_scratch.size();
}

bool DeviceLink::addChannel(std::uint8_t id, const char* name, DeviceChannel& channel) noexcept
{
    if (id >= m_channels.size() || m_channels[id].channel)
        return false;
    m_channels[id] = {&channel, name, channel.flags()};
    return true;
}

std::optional<std::uint8_t> DeviceLink::registerChannel(const char* name, std::uint8_t flags,
                                                        DeviceChannel& channel) noexcept
{
    for (std::size_t id = 1; id < m_channels.size(); ++id) {
        if (m_channels[id].channel)
            continue;
        const auto dynamic = static_cast<std::uint8_t>(flags | channel_flag::kDynamic);
        m_channels[id] = {&channel, name, dynamic};
        sendEvent(channel::kTransport, event::kChannelRegistered);
        return static_cast<std::uint8_t>(id);
    }
    return std::nullopt;
}

std::size_t DeviceLink::take(Bytes bytes, Time now) noexcept
{
    std::size_t taken = 0;
    m_hostHeard = m_hostHeard || !bytes.empty();
    for (;;) {
        if (m_receiveBegin > 0) {
            std::memmove(m_receive.data(), m_receive.data() + m_receiveBegin,
                         m_receiveEnd - m_receiveBegin);
            m_receiveEnd -= m_receiveBegin;
            m_receiveBegin = 0;
        }
        const std::size_t room = m_receive.size() - m_receiveEnd;
        const std::size_t left = bytes.size() - taken;
        const std::size_t count = left < room ? left : room;
        if (count > 0)
            std::memcpy(m_receive.data() + m_receiveEnd, bytes.data() + taken, count);
        m_receiveEnd += count;
        taken += count;
        pump(now);
        if (count == 0 || taken == bytes.size())
            return taken;
    }
}

Bytes DeviceLink::output() const noexcept
{
    return Bytes(m_send).subspan(m_sendBegin, m_sendEnd - m_sendBegin);
}

void DeviceLink::sent(std::size_t count, Time now) noexcept
{
    const std::size_t waiting = m_sendEnd - m_sendBegin;
    const std::size_t taken = count < waiting ? count : waiting;
    m_sendBegin += taken;
    if (m_wait.active && m_wait.unsent > 0) {
        m_wait.unsent -= taken < m_wait.unsent ? taken : m_wait.unsent;
        m_wait.since = now;
    }
    pump(now);
}

Time DeviceLink::deadline() const noexcept
{
    // With its bytes still on the way out there is nothing to wait for yet, and a
    // retransmission that finds no room goes out from sent().
    if (!m_wait.active || m_wait.unsent > 0 || m_sendBegin != m_sendEnd)
        return kNever;
    return m_wait.since + m_wait.timeout;
}

void DeviceLink::tick(Time now) noexcept
{
    pump(now);
}

void DeviceLink::sendEvent(std::uint8_t channel, std::uint16_t code, bool wantAck) noexcept
{
    if (!m_caps.events || !m_hostHeard)
        return;
    const PendingEvent event{channel, code, wantAck && m_caps.ack};
    for (std::size_t i = m_eventCount; i-- > 0;) {
        if (m_events[i].channel != channel)
            continue;
        if (m_events[i] == event)
            return;
        break;
    }
    const std::size_t reserved = channel > channel::kStdin ? kReservedEvents : 0;
    if (m_eventCount + reserved >= m_events.size()) {
        ++m_stats.transportErrors;
        return;
    }
    m_events[m_eventCount++] = event;
    flushEvents();
}

bool DeviceLink::eventUnacknowledged() const noexcept
{
    if (m_wait.active && m_wait.header.has(flag::kEvent))
        return true;
    for (std::size_t i = 0; i < m_eventCount; ++i) {
        if (m_events[i].wantAck)
            return true;
    }
    return false;
}

void DeviceLink::reinitialise() noexcept
{
    reset();
    for (Slot& slot : m_channels) {
        if (slot.flags & channel_flag::kDynamic)
            slot = {};
    }
}

void DeviceLink::disconnected() noexcept
{
    reset();
    m_hostHeard = false;
    m_eventCount = 0;
    m_sendBegin = 0;
    m_sendEnd = 0;
}

/// What SYNC, a soft reboot and an exhausted retransmission have in common.
void DeviceLink::reset() noexcept
{
    m_sequence = 0;
    m_scan = 0;
    m_transfer = {};
    m_wait = {};
    m_receiveBegin = 0;
    m_receiveEnd = 0;
    m_caps = m_options.defaults;
    dropAwaitedEvents();
    for (const Slot& slot : m_channels) {
        if (slot.channel && (slot.flags & channel_flag::kLock))
            slot.channel->unlock();
    }
}

/// Their senders give up with the link.
void DeviceLink::dropAwaitedEvents() noexcept
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_eventCount; ++i) {
        if (!m_events[i].wantAck)
            m_events[kept++] = m_events[i];
    }
    m_eventCount = kept;
}

Bytes DeviceLink::pending() const noexcept
{
    return Bytes(m_receive).subspan(m_receiveBegin, m_receiveEnd - m_receiveBegin);
}

void DeviceLink::consume(std::size_t count) noexcept
{
    m_receiveBegin += count;
    m_scan = 0;
}

void DeviceLink::pump(Time now) noexcept
{
    for (bool progress = true; progress;) {
        flushEvents();
        if (m_wait.active)
            progress = serveUnacknowledged(now);
        else if (m_transfer.active)
            progress = sendFragment();
        else
            progress = serveNext(now);
    }
}

/// Looks at the front of the received bytes. True when something changed.
bool DeviceLink::serveNext(Time now) noexcept
{
    skipToSync();
    const Bytes bytes = pending();
    if (bytes.size() < kHeaderSize)
        return false;
    const auto header = decodeHeader(bytes.first<kHeaderSize>(), m_caps.crc);
    if (!header) {
        consume(1);
        return true;
    }
    // A refused header costs one byte: the hunt goes on inside what it claimed.
    if (header->payloadSize > m_caps.maxPayload) {
        consume(1);
        replyStatus(*header, Status::Overflow);
        return true;
    }
    if (!sequenceFits(*header)) {
        consume(1);
        replyStatus(*header, Status::Sequence);
        return true;
    }
    const std::size_t total = packetSize(header->payloadSize);
    if (bytes.size() < total)
        return recoverSync();
    consume(total);
    process(*header, bytes.first(total).subspan(kHeaderSize), now);
    return true;
}

void DeviceLink::skipToSync() noexcept
{
    while (m_receiveBegin < m_receiveEnd) {
        const Bytes bytes = pending();
        if (bytes[0] == kSync0 && (bytes.size() < 2 || bytes[1] == kSync1))
            return;
        consume(1);
    }
}

bool DeviceLink::sequenceFits(const PacketHeader& header) const noexcept
{
    return !m_caps.sequence || header.sequence == m_sequence ||
        header.has(flag::kAck | flag::kNak) || header.is(Opcode::SysEvent) ||
        header.is(Opcode::ChannelEvent) || header.is(Opcode::ProtoSync);
}

/// A packet that never completes must not block the link: a SYNC anywhere
/// inside what came of it is obeyed.
bool DeviceLink::recoverSync() noexcept
{
    const Bytes bytes = pending();
    for (; m_scan + kHeaderSize <= bytes.size(); ++m_scan) {
        const auto header = decodeHeader(bytes.subspan(m_scan).first<kHeaderSize>(), m_caps.crc);
        if (!header || !isSync(*header))
            continue;
        synchronise();
        return true;
    }
    return false;
}

/// The ACK may stand behind requests that the host sent ahead; those stay.
DeviceLink::Found DeviceLink::scanForAck() noexcept
{
    const Bytes bytes = pending();
    for (; m_scan + kHeaderSize <= bytes.size(); ++m_scan) {
        const auto header = decodeHeader(bytes.subspan(m_scan).first<kHeaderSize>(), m_caps.crc);
        if (!header)
            continue;
        if (isSync(*header))
            return Found::Sync;
        if (!header->has(flag::kAck | flag::kNak) || header->opcode != m_wait.header.opcode ||
            header->sequence != m_wait.header.sequence)
            continue;
        if (m_scan == 0)
            consume(kHeaderSize);
        m_scan = 0;
        return header->has(flag::kAck) ? Found::Ack : Found::Nak;
    }
    return Found::Nothing;
}

bool DeviceLink::serveUnacknowledged(Time now) noexcept
{
    switch (scanForAck()) {
    case Found::Sync: synchronise(); return true;
    case Found::Ack: {
        const PacketHeader header = m_wait.header;
        m_wait = {};
        fragmentDone(header);
        return true;
    }
    case Found::Nak: m_wait.refused = true; break;
    case Found::Nothing: break;
    }
    // A NAK is never forgotten, as in the firmware: the retries go out in a row.
    if (!m_wait.refused && now < deadline())
        return false;
    if (m_wait.retries == 0) {
        reset();
        return true;
    }
    return retransmit();
}

}  // namespace omv::protocol
