// SPDX-License-Identifier: MIT
// The part of Session that sends what operations ask for and hands them the replies.
#include "libopenmv/src/session.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::session {

namespace {

std::string outcomeText(const Reply& reply)
{
    switch (reply.outcome) {
    case Outcome::Ok: return "ok";
    case Outcome::Refused: return name(reply.status);
    case Outcome::Timeout: return "timeout";
    case Outcome::Damaged:
    case Outcome::TooLarge: break;
    }
    return "damaged";
}

/// The camera got it in its turn and said something about it.
bool wasServed(const Reply& reply)
{
    return reply.outcome != Outcome::Timeout &&
        !(reply.outcome == Outcome::Refused && reply.status == protocol::Status::Sequence);
}

}  // namespace

void Session::apply(Job job, Next next, Time now)
{
    switch (next.kind) {
    case Next::Kind::Send: send(std::move(job), next, now); return;
    case Next::Kind::More: m_current = std::move(job); return;
    case Next::Kind::Resync:
        if (m_link.state() == SyncedLink::State::Ready)
            m_link.synchronise(now);
        job.stage = Job::Stage::Resume;
        m_jobs.push_front(std::move(job));
        return;
    case Next::Kind::Wait:
        job.stage = Job::Stage::Waiting;
        job.resumeAt = std::max(next.until, now + protocol::kMillisecond);
        job.newsSeen = m_news;
        m_jobs.push_front(std::move(job));
        return;
    case Next::Kind::Done: finish(std::move(job), Done{}); return;
    case Next::Kind::Fail: finish(std::move(job), Unexpected{std::move(next.error)}); return;
    }
}

void Session::send(Job job, const Next& next, Time now)
{
    m_batch = {};
    for (const Request& request : std::span(next.requests).first(next.count)) {
        if (!submit(request, false, now))
            break;
        m_lastRequest = request;
        ++m_batch.size;
    }
    if (m_batch.size == next.count) {
        addFences(now);
        ++m_counters.waits;
        m_current = std::move(job);
        return;
    }
    finish(std::move(job),
           fail("OMV-E0211", "The request does not fit a packet",
                fmt::format("A packet carries at most {} bytes", m_link.caps().maxPayload)));
}

bool Session::submit(const Request& request, bool detached, Time now)
{
    const bool first = m_link.inFlight() == 0;
    if (!m_link.submit(request, isBadLine(now) && m_pipelining.allowed(), now))
        return false;
    m_listener.log(2, fmt::format("-> {} channel {}", name(request.opcode), request.channel));
    m_awaited.push_back({request.opcode, request.channel, now, first, detached, false, {}});
    return true;
}

/// Nobody waits for their answers: whatever comes later does instead. Each has a channel
/// number of its own, which POLL does not look at and its answer, a refusal above all, repeats:
/// so it is known which of them was answered.
void Session::addFences(Time now)
{
    if (!isBadLine(now) || !m_pipelining.allowed())
        return;
    constexpr std::uint8_t kFirstTag = 8;
    constexpr std::uint8_t kTags = 24;
    static_assert(kTags > protocol::HostLink::kMaxInFlight);
    for (int i = 0; i < kFences && m_link.room() > 0; ++i) {
        m_fenceTag = static_cast<std::uint8_t>((m_fenceTag + 1) % kTags);
        const auto tag = static_cast<std::uint8_t>(kFirstTag + m_fenceTag);
        if (submit(plainRequest(Opcode::ChannelPoll, tag, m_fenceReply), true, now))
            m_awaited.back().fence = true;
    }
}

/// All are off the link before the first leads to another request: an idle link drops them then.
void Session::takeReplies(Time now)
{
    for (Awaited& awaited : m_awaited) {
        if (!awaited.reply)
            awaited.reply = m_link.takeReply();
        if (!awaited.reply)
            break;
    }
    while (!m_awaited.empty() && m_awaited.front().reply) {
        const Awaited awaited = m_awaited.front();
        const Reply& reply = *awaited.reply;
        m_awaited.pop_front();
        m_listener.log(
            2,
            fmt::format("<- {} {}, {} bytes", name(reply.opcode), outcomeText(reply), reply.size));
        note(reply, awaited, now);
        if (!awaited.detached && m_current)
            currentReply(reply, awaited, now);
    }
}

void Session::note(const Reply& reply, const Awaited& awaited, Time now)
{
    // What a later reply shows to be lost says nothing about how long replies take.
    const std::uint64_t timeouts = m_link.stats().timeouts;
    judgeFence(reply, awaited);
    if (reply.outcome == Outcome::Timeout && timeouts != m_timeoutsSeen) {
        m_timeoutsSeen = timeouts;
        m_latency.unanswered();
    } else if (awaited.first && reply.outcome != Outcome::Timeout &&
               reply.opcode != Opcode::ChannelRead) {
        m_latency.answered(now - awaited.since);
        m_roundTrips.add(now - awaited.since);
    }
    noteLock(reply, awaited, now);
}

/// A camera that never answers what stands behind another request.
void Session::judgeFence(const Reply& reply, const Awaited& awaited)
{
    const bool answered = reply.outcome != Outcome::Timeout;
    if (!awaited.fence) {
        m_answeredBefore = answered;
        m_fencesLost = 0;
        return;
    }
    if (answered)
        m_pipelining.succeeded();
    else if (++m_fencesLost == kFences && m_answeredBefore)
        hasteFailed();
}

void Session::noteLock(const Reply& reply, const Awaited& awaited, Time now)
{
    if (reply.opcode == Opcode::ChannelLock && reply.outcome == Outcome::Ok) {
        m_locked = reply.channel;
        m_lastLock = now;
    } else if (reply.opcode == Opcode::ChannelLock && reply.outcome != Outcome::Refused &&
               !reply.unserved) {
        m_locked = reply.channel;  // it may have been granted
    } else if (reply.opcode == Opcode::ChannelUnlock) {
        // Firmware 5.0 answers it by an ACK, whatever was locked.
        m_unlockFailed = isTrouble(reply) && !reply.answered;
        if (isTrouble(reply))
            lineIsBad(now);
        if (reply.outcome == Outcome::Ok)
            m_lockTimes.add(now - m_lastLock);
        if (m_unlockFailed)
            m_locked = reply.channel;
        else if (!awaited.detached)
            m_locked.reset();
    }
}

void Session::judgeBatch(const Reply& reply)
{
    const bool first = m_batch.taken++ == 0;
    if (m_batch.size < 2)
        return;
    if (first)
        m_batch.firstAnswered = wasServed(reply);
    else
        m_batch.othersAnswered = m_batch.othersAnswered || wasServed(reply);
    if (m_batch.taken < m_batch.size || !m_batch.firstAnswered)
        return;
    if (m_batch.othersAnswered)
        m_pipelining.succeeded();
    else
        hasteFailed();
}

void Session::hasteFailed()
{
    m_pipelining.failed();
    if (!m_pipelining.allowed())
        m_listener.log(1, "the camera does not serve requests sent together: one at a time now");
}

void Session::currentReply(const Reply& reply, const Awaited& awaited, Time now)
{
    judgeBatch(reply);
    if (sendAgain(reply, awaited, now))
        return;
    Job job = takeCurrent();
    if (isTrouble(reply)) {
        trouble(std::move(job), reply, now);
        return;
    }
    Context surroundings = context(now);
    Next next = job.operation->reply(surroundings, reply);
    apply(std::move(job), std::move(next), now);
}

/// A request that was sent behind something that got lost was refused for its number
/// only; alone it goes out with the right one.
bool Session::sendAgain(const Reply& reply, const Awaited& awaited, Time now)
{
    const bool outOfTurn =
        reply.outcome == Outcome::Refused && reply.status == protocol::Status::Sequence;
    if (awaited.first || !outOfTurn || m_batch.size != 1)
        return false;
    if (!canStart() || !submit(m_lastRequest, false, now))
        return false;
    addFences(now);
    return true;
}

void Session::trouble(Job job, const Reply& reply, Time now)
{
    m_listener.log(0,
                   fmt::format("{}: {} to {}", job.operation->what(),
                               reply.outcome == Outcome::Timeout ? "no reply" : "damaged reply",
                               name(reply.opcode)));
    lineIsBad(now);
    Context surroundings = context(now);
    if (auto next = job.operation->recover(surroundings, reply)) {
        apply(std::move(job), *std::move(next), now);
        return;
    }
    if (m_link.state() == SyncedLink::State::Ready)
        m_link.synchronise(now);
    const Error error = troubleError(job.operation->what(), reply);
    startAgain(std::move(job), error);
}

Session::Job Session::takeCurrent()
{
    Job job = std::move(*m_current);
    m_current.reset();
    return job;
}

/// Takes the operation whose replies are awaited off the link.
Session::Job Session::dropCurrent()
{
    m_link.cancel();
    // Their answers will not be seen: the lock may have been granted, or not given back.
    for (const Awaited& awaited : std::exchange(m_awaited, {})) {
        if (awaited.opcode == Opcode::ChannelLock || awaited.opcode == Opcode::ChannelUnlock)
            m_locked = awaited.channel;
    }
    return takeCurrent();
}

}  // namespace omv::session
