// SPDX-License-Identifier: MIT
#include "libopenmv/src/session.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::session {

namespace {

/// The camera sends data that was not acknowledged again after 0.5 s, and after 1 s more.
constexpr Duration kFirstRepetition = 700 * protocol::kMillisecond;
constexpr Duration kSecondRepetition = 1700 * protocol::kMillisecond;

Error oldFirmwareError()
{
    return makeError("OMV-E0108", "The camera runs firmware 4.x, which is not supported yet",
                     "It answered in the protocol of firmware 4.x",
                     "Update its firmware to 5.0 or newer");
}

}  // namespace

Session::Session(const LinkOptions& options, SessionListener& listener)
    : m_listener(listener)
    , m_link(options)
    , m_script(
          [this](std::string_view text) {
              m_counters.textBytes += text.size();
              m_listener.text(text);
          },
          [this] {
              ++m_news;
              m_listener.scriptChanged(m_script);
          },
          [this](std::string_view text) {
              m_listener.log(1, fmt::format("printed after the script's end: {}", text));
          })
{
}

void Session::connect(Time now)
{
    m_link.connect(now);
}

void Session::sent(std::size_t count)
{
    m_link.sent(count);
    if (m_current && m_link.output().empty())
        m_current->operation->written();
}

void Session::received(std::size_t count, Time now)
{
    if (m_ended)
        return;
    m_link.received(count, now);
    advance(now);
}

void Session::tick(Time now)
{
    if (m_ended)
        return;
    m_link.tick(now);
    advance(now);
}

void Session::add(std::uint64_t id, std::unique_ptr<Operation> operation, Time deadline, Time now)
{
    if (m_ended) {
        operation->finished(Unexpected{*m_ended});
        return;
    }
    Job job;
    job.operation = std::move(operation);
    job.id = id;
    job.deadline = deadline;
    m_jobs.push_back(std::move(job));
    advance(now);
}

void Session::abandon(std::uint64_t id, Time now)
{
    const auto cancelled = [](const Job& job) {
        return Status(Unexpected{cancelledError(job.operation->what())});
    };
    if (m_current && m_current->id == id) {
        Job job = dropCurrent();
        const Status status = cancelled(job);
        finish(std::move(job), status);
    }
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job& job) { return job.id == id; });
    if (found != m_jobs.end()) {
        Job job = std::move(*found);
        m_jobs.erase(found);
        const Status status = cancelled(job);
        finish(std::move(job), status);
    }
    advance(now);
}

void Session::end(const Error& error)
{
    if (m_ended)
        return;
    m_ended = error;
    const bool closedByUser = error.id == "OMV-E0212";
    m_listener.log(closedByUser ? 1 : 0, toString(error));
    if (m_current)
        finish(dropCurrent(), Unexpected{error});
    for (Job& job : std::exchange(m_jobs, {}))
        finish(std::move(job), Unexpected{error});
}

void Session::setStream(const ConfigureStream::Settings& settings)
{
    m_stream = settings;
    m_framePending = settings.enabled.value_or(false);
    m_frameTries = 0;
}

void Session::setSource(std::optional<std::uint32_t> chipId)
{
    m_source = chipId;
}

Context Session::context(Time now)
{
    const Duration whole = m_link.replyTimeout();
    const Duration soon = m_latency.timeout(whole);
    // With acknowledgements the camera repeats data by itself, and until then serves
    // nothing else; unless it has them ahead.
    const bool acks = m_link.caps().ack;
    const bool repeats = acks && !(isBadLine(now) && m_pipelining.allowed());
    Context made{now, m_link.caps(), m_channels, m_script};
    made.replyTimeout = whole;
    made.shortTimeout = repeats ? std::max(soon, kFirstRepetition) : soon;
    made.bareTimeout = soon;
    // Not before the camera repeated it twice.
    made.onceTimeout = acks ? std::max(whole, kSecondRepetition)
        : isBadLine(now)    ? std::min(whole, 4 * soon)
                            : whole;
    made.gapTimeout = repeats ? std::max(soon, kSecondRepetition) : soon;
    made.textPending = m_textPending;
    made.leaveText = textMayWait(now) ? kLittleText : 0;
    made.pipelineRoom = pipelineRoom(now);
    made.badLine = isBadLine(now);
    // The ACKs of so many, sent ahead, leave half of the receive buffer of a camera free.
    made.packetRoom = acks && !repeats ? std::max(made.caps.maxPayload / 80u, 1u) : ~0u;
    return made;
}

/// Does all that can be done at `now`.
void Session::advance(Time now)
{
    if (m_ended)
        return;
    m_now = now;
    if (m_link.isOldFirmware()) {
        end(oldFirmwareError());
        return;
    }
    takeEvents(now);
    noticeLosses(now);
    noticeSynchronisation(now);
    takeReplies(now);
    if (now >= m_rebootBy)
        rebooted(now);
    m_script.tick(now);
    m_textPending = m_textPending || m_script.wantsDrain();
    expireJobs(now);
    if (m_link.state() == SyncedLink::State::Lost && !m_jobs.empty())
        m_link.synchronise(now);
    while (!m_current && canStart() && runNext(now)) {}
}

/// Requests may go out behind one another. With acknowledgements that pays only where
/// waiting for each would be long.
bool Session::isHasty(Time now) const
{
    return m_pipelining.allowed() && (!m_link.caps().ack || isBadLine(now));
}

bool Session::canStart() const
{
    return m_link.canSend() || (isHasty(m_now) && m_link.room() > 0);
}

std::size_t Session::pipelineRoom(Time now) const
{
    return isHasty(now) ? m_link.room() : std::size_t{1};
}

/// What the link itself repaired or threw away tells of a bad line as well.
void Session::noticeLosses(Time now)
{
    const auto& stats = m_link.stats();
    const std::uint64_t losses = stats.payloadErrors + stats.retransmissions;
    if (std::exchange(m_lossesSeen, losses) != losses)
        lineIsBad(now);
}

void Session::lineIsBad(Time now)
{
    m_badUntil = now + kBadLineTime;
    // An event may have got lost just now.
    m_pollAt = std::min(m_pollAt, now + pollInterval(now));
}

void Session::noticeSynchronisation(Time now)
{
    const bool underWay =
        m_link.state() == SyncedLink::State::Syncing || m_link.state() == SyncedLink::State::Lost;
    const bool done = m_synchronisations != m_link.synchronisations();
    if (underWay || done) {
        m_awaited.clear();
        interruptCurrent(now);
    }
    if (!done)
        return;
    m_synchronisations = m_link.synchronisations();
    m_rebootBy = protocol::kNever;
    m_listener.log(1, fmt::format("synchronised, max payload {}", m_link.caps().maxPayload));
    ++m_news;
    m_locked.reset();
    m_pollAt = now;
    m_textPending = true;
    if (!std::exchange(m_rebooted, false))
        return;
    m_listStale = true;
    m_restoreDue = m_stream.has_value();
}

/// A handshake came in between: the reply will not come.
void Session::interruptCurrent(Time now)
{
    if (!m_current)
        return;
    Job job = takeCurrent();
    Context surroundings = context(now);
    if (auto next = job.operation->interrupted(surroundings)) {
        apply(std::move(job), *std::move(next), now);
        return;
    }
    const Error error = timeoutError(job.operation->what(), "The camera restarted meanwhile");
    startAgain(std::move(job), error);
}

/// From its beginning, where that does no harm and as long as its deadline allows.
void Session::startAgain(Job job, const Error& error)
{
    constexpr int kMostRepeats = 1000;
    if (job.id == 0 || !job.operation->repeatable() || ++job.repeats > kMostRepeats) {
        finish(std::move(job), Unexpected{error});
        return;
    }
    job.trouble = error;
    job.stage = Job::Stage::New;
    m_jobs.push_front(std::move(job));
}

void Session::expireJobs(Time now)
{
    const auto expired = [](Job& job) {
        return Status(Unexpected{job.trouble.value_or(job.operation->timeout())});
    };
    if (m_current && now >= m_current->deadline) {
        Job job = dropCurrent();
        const Status status = expired(job);
        finish(std::move(job), status);
    }
    for (std::size_t i = 0; i < m_jobs.size();) {
        if (now < m_jobs[i].deadline) {
            ++i;
            continue;
        }
        Job job = std::move(m_jobs[i]);
        m_jobs.erase(m_jobs.begin() + static_cast<std::ptrdiff_t>(i));
        const Status status = expired(job);
        finish(std::move(job), status);
    }
}

void Session::finish(Job job, const Status& status)
{
    if (!status && job.id != 0)
        m_listener.log(1, toString(status.error()));
    job.operation->finished(status);
}

Time Session::deadline() const
{
    if (m_ended)
        return protocol::kNever;
    Time first = std::min({m_link.deadline(), m_script.deadline(), m_rebootBy});
    if (m_current)
        first = std::min(first, m_current->deadline);
    for (const Job& job : m_jobs)
        first = std::min(first, job.deadline);
    return !m_current && canStart() ? std::min(first, idleDeadline()) : first;
}

}  // namespace omv::session
