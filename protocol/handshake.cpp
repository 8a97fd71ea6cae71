// SPDX-License-Identifier: MIT
#include "protocol/handshake.h"

namespace omv::protocol {
namespace {

/// A newer firmware may append fields: more than was asked for is no failure.
bool hasCaps(const Reply& reply) noexcept
{
    return (reply.outcome == Outcome::Ok || reply.outcome == Outcome::TooLarge) &&
        reply.size == Caps::kWireSize;
}

}  // namespace

void Handshake::start(HostLink& link, Time now) noexcept
{
    m_syncs = 0;
    m_rounds = 0;
    m_failure = {};
    send(link, Step::Sync, now);
}

void Handshake::step(HostLink& link, Time now) noexcept
{
    if (m_step == Step::Idle || done())
        return;
    const auto reply = link.takeReply();
    if (!reply)
        return;
    switch (m_step) {
    case Step::Sync: synced(link, *reply, now); break;
    case Step::GetCaps: offered(link, *reply, now); break;
    case Step::SetCaps:
        if (reply->outcome == Outcome::Ok)
            send(link, Step::Verify, now);
        else
            restart(link, *reply, now);
        break;
    case Step::Verify: verified(link, *reply, now); break;
    case Step::Idle:
    case Step::Done:
    case Step::Failed: break;
    }
}

void Handshake::synced(HostLink& link, const Reply& reply, Time now) noexcept
{
    if (reply.outcome == Outcome::Ok)
        send(link, Step::GetCaps, now);
    else if (m_syncs < m_options.syncAttempts)
        send(link, Step::Sync, now);
    else
        fail(reply);
}

void Handshake::offered(HostLink& link, const Reply& reply, Time now) noexcept
{
    if (!hasCaps(reply)) {
        restart(link, reply, now);
        return;
    }
    const Caps caps = decodeCaps(m_reply).value_or(Caps{});
    m_set = m_options.wanted;
    if (caps.maxPayload < m_set.maxPayload)
        m_set.maxPayload = caps.maxPayload;
    send(link, Step::SetCaps, now);
}

void Handshake::verified(HostLink& link, const Reply& reply, Time now) noexcept
{
    if (hasCaps(reply) && decodeCaps(m_reply) == m_set) {
        m_step = Step::Done;
        return;
    }
    Reply failure = reply;
    if (hasCaps(reply)) {
        failure.outcome = Outcome::Refused;
        failure.status = Status::Failed;
    }
    restart(link, failure, now);
}

void Handshake::restart(HostLink& link, const Reply& reply, Time now) noexcept
{
    ++m_rounds;
    if (m_rounds >= m_options.rounds) {
        fail(reply);
        return;
    }
    m_syncs = 0;
    send(link, Step::Sync, now);
}

/// A lost packet costs little in the first round; a slow device has its time in the last.
Duration Handshake::patience() const noexcept
{
    const Duration patience = m_options.timeout * (m_rounds + 1) / 4;
    return patience < m_options.timeout ? patience : m_options.timeout;
}

void Handshake::send(HostLink& link, Step step, Time now) noexcept
{
    m_step = step;
    Command command;
    command.timeout = patience();
    std::array<std::uint8_t, Caps::kWireSize> request{};
    if (step == Step::Sync) {
        ++m_syncs;
        command.opcode = Opcode::ProtoSync;
        command.timeout = m_options.syncTimeout;
    } else if (step == Step::SetCaps) {
        request = encode(m_set);
        command.opcode = Opcode::ProtoSetCaps;
        command.head = request;
    } else {
        command.opcode = Opcode::ProtoGetCaps;
        command.into = m_reply;
    }
    if (!link.submit(command, now))
        fail({command.opcode, channel::kTransport, Outcome::TooLarge, Status::Failed, 0});
}

void Handshake::fail(const Reply& reply) noexcept
{
    m_failure = reply;
    m_step = Step::Failed;
}

}  // namespace omv::protocol
