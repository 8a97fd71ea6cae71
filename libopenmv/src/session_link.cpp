// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_link.h"

#include <algorithm>

namespace omv::session {

namespace {

constexpr std::size_t kReceiveSize = 64 * 1024;
/// Beside one large request: acknowledgements, and small requests ahead of it.
constexpr std::size_t kSmallPackets = 4096;

std::size_t largestPacket(const LinkOptions& options)
{
    return protocol::packetSize(std::max(options.wanted.maxPayload, protocol::kDefaultMaxPayload));
}

protocol::HandshakeOptions handshakeOptions(const LinkOptions& options)
{
    protocol::HandshakeOptions handshake;
    handshake.wanted = options.wanted;
    handshake.timeout = options.replyTimeout;
    handshake.syncTimeout = std::min(handshake.syncTimeout, options.replyTimeout);
    return handshake;
}

}  // namespace

SyncedLink::SyncedLink(const LinkOptions& options)
    : m_options(options)
    , m_receive(std::max(kReceiveSize, largestPacket(options)))
    , m_send(largestPacket(options) + kSmallPackets)
    , m_link(m_receive, m_send)
    , m_handshake(handshakeOptions(options))
{
}

void SyncedLink::connect(Time now)
{
    startProbe(now);
}

void SyncedLink::synchronise(Time now)
{
    startHandshake(now);
}

void SyncedLink::rebooted(Time now)
{
    if (m_state == State::Closed || m_state == State::Probing)
        return;
    m_state = State::Settling;
    m_nextAt = now + m_options.rebootSettle;
}

void SyncedLink::startProbe(Time now)
{
    const auto packet = VersionProbe::packet();
    m_probeOut.assign(packet.begin(), packet.end());
    m_probe.start(now);
    m_state = State::Probing;
    m_nextAt = protocol::kNever;
}

void SyncedLink::startHandshake(Time now)
{
    m_resyncs += m_connected ? 1 : 0;
    m_link.cancel();
    m_state = State::Syncing;
    m_nextAt = protocol::kNever;
    m_handshake.start(m_link, now);
    stepHandshake(now);
}

void SyncedLink::stepHandshake(Time now)
{
    if (m_state != State::Syncing)
        return;
    m_handshake.step(m_link, now);
    if (!m_handshake.done())
        return;
    if (m_handshake.succeeded()) {
        ++m_synchronisations;
        m_connected = true;
        m_state = State::Ready;
    } else if (m_connected) {
        m_state = State::Lost;
        m_nextAt = now + m_options.retryInterval;
    } else {
        startProbe(now);
    }
}

void SyncedLink::received(std::size_t count, Time now)
{
    if (m_state == State::Probing)
        m_probe.received(m_link.receiveSpace().first(count), now);
    m_link.received(count, now);
    tick(now);
}

Bytes SyncedLink::output() const
{
    return m_probeOut.empty() ? m_link.output() : Bytes(m_probeOut);
}

void SyncedLink::sent(std::size_t count)
{
    if (m_probeOut.empty())
        m_link.sent(count);
    else
        m_probeOut.erase(m_probeOut.begin(),
                         m_probeOut.begin() + static_cast<std::ptrdiff_t>(count));
}

void SyncedLink::tick(Time now)
{
    m_link.tick(now);
    if (m_state == State::Probing) {
        m_probe.tick(now);
        const auto verdict = m_probe.verdict();
        m_oldFirmware = verdict == VersionProbe::Verdict::OldFirmware;
        if (m_oldFirmware)
            m_state = State::Closed;
        else if (verdict != VersionProbe::Verdict::Unknown)
            startHandshake(now);
    }
    if (now >= m_nextAt)
        startHandshake(now);
    stepHandshake(now);
}

Time SyncedLink::deadline() const
{
    const Time probe = m_state == State::Probing ? m_probe.deadline() : protocol::kNever;
    return std::min({m_link.deadline(), probe, m_nextAt});
}

bool SyncedLink::submit(const Request& request, bool badLine, Time now)
{
    protocol::Command command;
    command.opcode = request.opcode;
    command.channel = request.channel;
    command.head = Bytes(request.head).first(request.headSize);
    command.body = request.body;
    command.into = request.into;
    command.timeout = request.timeout > 0 ? request.timeout : m_options.replyTimeout;
    command.gapTimeout = request.gapTimeout;
    command.replyPackets = request.replyPackets;
    command.fullPackets = request.fullPackets;
    command.followed = badLine;
    command.ackAhead = badLine && !request.readsOnce;
    return m_link.submit(command, now);
}

std::optional<Reply> SyncedLink::takeReply()
{
    const bool ours = m_state == State::Ready || m_state == State::Settling;
    return ours ? m_link.takeReply() : std::nullopt;
}

}  // namespace omv::session
