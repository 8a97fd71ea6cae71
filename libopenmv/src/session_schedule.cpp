// SPDX-License-Identifier: MIT
// The part of Session that decides what to do next.
#include "libopenmv/src/session.h"

#include <algorithm>

namespace omv::session {

namespace {

/// Firmware 5.0 grants a lock when more than 10 of its millisecond ticks have passed.
constexpr Duration kLockInterval = 11 * protocol::kMillisecond;
constexpr int kFrameTries = 4;

/// UNLOCK after an operation that left a channel locked.
class Unlock final : public Operation {
public:
    explicit Unlock(std::uint8_t channel)
        : m_channel(channel)
    {
    }

    Next start(Context& context) override
    {
        Request request = plainRequest(Opcode::ChannelUnlock, m_channel);
        request.timeout = context.bareTimeout;
        return Next::send(request);
    }
    Next reply(Context&, const Reply&) override { return Next::done(); }
    std::optional<Next> recover(Context& context, const Reply& reply) override
    {
        if (reply.answered)
            return Next::done();
        return ++m_tries < kTries ? std::optional(start(context)) : std::nullopt;
    }
    std::string what() const override { return "Cannot unlock the channel"; }
    void finished(const Status&) override {}

private:
    static constexpr int kTries = 6;

    std::uint8_t m_channel;
    int m_tries = 0;
};

bool hasBit(std::uint32_t bits, std::uint8_t channel)
{
    return channel < 32 && (bits >> channel & 1u) != 0;
}

}  // namespace

/// Starts one thing, if there is one to start. The link is free.
bool Session::runNext(Time now)
{
    if (runRestoring(now))
        return true;
    const bool textDue = m_textPending && now >= m_textAt;
    const bool othersDue = textDue || frameDue(now) || now >= m_pollAt;
    if (userReady(now) && (m_userStreak < kUserStreak || !othersDue)) {
        ++m_userStreak;
        runUser(now);
        return true;
    }
    m_userStreak = 0;
    return runBackground(now);
}

bool Session::userReady(Time now) const
{
    if (m_jobs.empty())
        return false;
    const Job& job = m_jobs.front();
    return job.stage != Job::Stage::Waiting || now >= job.resumeAt || job.newsSeen != m_news;
}

void Session::runUser(Time now)
{
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    Context surroundings = context(now);
    Next next = job.stage == Job::Stage::New ? job.operation->start(surroundings)
                                             : job.operation->resume(surroundings);
    apply(std::move(job), std::move(next), now);
}

void Session::startOwn(std::unique_ptr<Operation> operation, Time now)
{
    Job job;
    job.operation = std::move(operation);
    Context surroundings = context(now);
    Next next = job.operation->start(surroundings);
    apply(std::move(job), std::move(next), now);
}

/// What must be put right before anything else.
bool Session::runRestoring(Time now)
{
    if (m_locked) {
        unlock(*std::exchange(m_locked, std::nullopt), now);
        return true;
    }
    if (m_listStale) {
        m_listStale = false;
        startOwn(std::make_unique<ListChannels>([this](const Status& status) { listed(status); }),
                 now);
        return true;
    }
    if (m_restoreDue || m_sourceDue) {
        restoreStream(now);
        return true;
    }
    return false;
}

/// Nothing waits for the answer, unless an earlier one failed to come.
void Session::unlock(std::uint8_t channel, Time now)
{
    Request request = plainRequest(Opcode::ChannelUnlock, channel);
    request.timeout = context(now).bareTimeout;
    if (m_unlockFailed || !submit(request, true, now))
        startOwn(std::make_unique<Unlock>(channel), now);
    else
        addFences(now);
}

void Session::restoreStream(Time now)
{
    ConfigureStream::Settings settings = m_stream.value_or(ConfigureStream::Settings{});
    // CTRL would drop a frame that waits to be read, and survives soft reboots.
    settings.enabled.reset();
    settings.modes = m_restoreDue;
    settings.source = m_source;
    m_restoreDue = false;
    m_sourceDue = false;
    startOwn(std::make_unique<ConfigureStream>(
                 settings, "Cannot restore the stream settings",
                 [this, modes = settings.modes](const Status& status) {
                     m_restoreDue = modes && !status && status.error().code != Errc::Refused;
                 }),
             now);
}

bool Session::runBackground(Time now)
{
    const bool frame = frameDue(now);
    if (now >= m_pollAt) {
        startPoll(now);
    } else if (m_textPending && now >= m_textAt && !(m_textWasLast && frame)) {
        startDrain(now);
    } else if (frame) {
        startFrame(now);
    } else {
        return false;
    }
    return true;
}

Duration Session::pollInterval(Time now) const
{
    const bool streams = m_stream && m_stream->enabled.value_or(false) && m_script.running();
    return streams && isBadLine(now) ? kBadLinePollInterval : kPollInterval;
}

void Session::startPoll(Time now)
{
    m_pollAt = now + pollInterval(now);
    startOwn(std::make_unique<Poll>(
                 [this](std::optional<std::uint32_t> ready) { polled(ready, m_now); }),
             now);
}

void Session::polled(std::optional<std::uint32_t> ready, Time now)
{
    m_pollAt = now + pollInterval(now);
    if (!ready)
        return;
    ++m_news;
    m_textPending = m_textPending || hasBit(*ready, m_channels.text());
    if (hasBit(*ready, m_channels.stream()) && !m_framePending) {
        m_framePending = true;
        m_frameTries = 0;
    }
    if (!m_script.polled(hasBit(*ready, m_channels.scripts()), now))
        return;
    // Its end, and so the soft reboot, went unheard.
    rebooted(now);
}

void Session::startDrain(Time now)
{
    m_textWasLast = true;
    m_textPending = false;
    startOwn(std::make_unique<DrainText>(
                 std::exchange(m_textUnsure, 0),
                 [this](std::string_view text) { m_script.textArrived(text, m_now); },
                 [this](const TextRead& read, std::size_t unsure) { drained(read, unsure); }),
             now);
}

void Session::drained(const TextRead& read, std::size_t unsure)
{
    ++m_news;
    m_textUnsure = unsure;
    m_counters.textLost += read.lost;
    if (read.lost > 0)
        m_script.textMissed();
    m_textPending = m_textPending || (!read.drained && !read.refused);
    m_textAt = m_now + (read.left ? kTextPause : 0);
    if (!read.left && !read.drained)
        m_textBy = m_now + kTextWait;
    if (read.drained)
        m_script.textDrained();
}

/// With acknowledgements text that gets lost is repeated by the camera after half a second, in
/// which it serves nothing else. So few large pieces are better than many small ones.
bool Session::textMayWait(Time now) const
{
    const bool costly = m_link.caps().ack && isBadLine(now) && m_pipelining.allowed();
    return costly && now < m_textBy && m_script.state() != ScriptTracker::State::Ending;
}

bool Session::frameDue(Time now) const
{
    return m_framePending && m_stream && m_stream->enabled.value_or(false) && now >= m_frameAt;
}

void Session::startFrame(Time now)
{
    m_textWasLast = false;
    m_framePending = false;
    startOwn(std::make_unique<ReadFrame>(m_pool, m_frameSize.next(),
                                         [this](FrameRead read) { frameRead(std::move(read)); }),
             now);
}

void Session::frameRead(FrameRead read)
{
    using Kind = FrameRead::Kind;
    if (read.kind == Kind::Busy) {
        // Too early after the last lock, or no frame is there: no event will say which.
        const bool early = m_now - m_lastLock < kLockInterval;
        m_lockIntervalSeen = m_lockIntervalSeen || early;
        m_frameAt = early ? m_lastLock + kLockInterval : m_now + kLockInterval;
        m_framePending = m_framePending || ++m_frameTries < kFrameTries;
        return;
    }
    m_frameTries = 0;
    m_frameAt = m_lockIntervalSeen ? m_lastLock + kLockInterval : m_now;
    if (read.kind == Kind::Failed)
        ++m_counters.framesFailed;
    // A lock is granted only while a frame is there.
    if (read.kind == Kind::None)
        m_locked.reset();
    if (read.kind != Kind::Frame)
        return;
    const PixelFormat format = read.frame.format;
    m_frameSize.seen(read.bytes, format == PixelFormat::Jpeg || format == PixelFormat::Png);
    read.frame.number = ++m_counters.frames;
    m_listener.frame(std::move(read.frame));
}

Time Session::idleDeadline() const
{
    Time first = m_pollAt;
    if (!m_jobs.empty() && m_jobs.front().stage == Job::Stage::Waiting)
        first = std::min(first, m_jobs.front().resumeAt);
    if (m_framePending && m_stream && m_stream->enabled.value_or(false))
        first = std::min(first, m_frameAt);
    if (m_textPending)
        first = std::min(first, m_textAt);
    return first;
}

}  // namespace omv::session
