// SPDX-License-Identifier: MIT
#include "libopenmv/src/camera_loop.h"

#include <algorithm>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/sim_process.h"

namespace omv {

namespace {

using Clock = Transport::Clock;

/// Reads in one turn, before messages and deadlines get theirs.
constexpr int kReadsPerTurn = 64;

session::Time toTime(Clock::time_point point)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(point.time_since_epoch()).count();
}

session::Time now()
{
    return toTime(Clock::now());
}

Clock::time_point toPoint(session::Time time)
{
    constexpr auto kLongest = std::chrono::hours(1);
    const auto latest = Clock::now() + kLongest;
    if (time >= toTime(latest))
        return latest;
    // Rounded up: waking early would only mean to wait again.
    return Clock::time_point(
        std::chrono::duration_cast<Clock::duration>(std::chrono::microseconds(time + 1)));
}

Error closedError()
{
    return makeError("OMV-E0212", "The connection is closed", "The camera object was closed",
                     "Open the camera again");
}

}  // namespace

CameraLoop::CameraLoop(std::unique_ptr<Transport> transport, const session::LinkOptions& options,
                       CameraInbox& inbox)
    : m_transport(std::move(transport))
    , m_inbox(inbox)
    , m_session(options, inbox)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

CameraLoop::~CameraLoop()
{
    m_thread.request_stop();
    send(Nudge{});
    m_thread.join();
}

std::uint64_t CameraLoop::post(Factory factory, Clock::time_point deadline)
{
    std::uint64_t id = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_over)
            return 0;
        id = ++m_lastId;
        m_messages.push_back(Posted{id, std::move(factory), toTime(deadline)});
        m_transport->wake();
    }
    return id;
}

void CameraLoop::abandon(std::uint64_t id)
{
    send(Abandoned{id});
}

void CameraLoop::nudge()
{
    send(Nudge{});
}

void CameraLoop::send(Message message)
{
    const std::lock_guard lock(m_mutex);
    if (m_over)
        return;
    m_messages.push_back(std::move(message));
    m_transport->wake();
}

void CameraLoop::closeSoon(const Error& error)
{
    m_closeWith = error;
    m_inbox.close(error);
}

void CameraLoop::onDisconnected(std::function<void(const Error&)> callback)
{
    m_disconnected.set(std::move(callback));
    std::optional<Error> missed;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lostBy && !m_told && m_disconnected)
            missed = m_lostBy;
        m_told = m_told || missed;
    }
    if (missed)
        m_disconnected.call(*missed);
}

void CameraLoop::run(const std::stop_token& stop)
{
    m_threadId = std::this_thread::get_id();
    m_session.connect(now());
    while (!stop.stop_requested() && !m_session.ended()) {
        takeMessages();
        m_session.tick(now());
        if (m_closeWith)
            m_session.end(*m_closeWith);
        if (m_session.ended())
            break;
        if (const Status status = pump(); !status)
            m_session.end(status.error());
    }
    shutDown(stop.stop_requested());
}

void CameraLoop::takeMessages()
{
    std::vector<Message> messages;
    {
        const std::lock_guard lock(m_mutex);
        messages.swap(m_messages);
    }
    for (Message& message : messages) {
        if (auto* posted = std::get_if<Posted>(&message))
            take(*posted);
        else if (const auto* abandoned = std::get_if<Abandoned>(&message))
            m_session.abandon(abandoned->id, now());
        else
            m_inbox.deliver();
    }
}

void CameraLoop::take(Posted& posted)
{
    m_session.add(posted.id, posted.factory(m_session), posted.deadline, now());
}

Status CameraLoop::pump()
{
    if (Status status = write(); !status)
        return status;
    const bool more = !m_session.output().empty();
    const auto ready = m_transport->wait(more, toPoint(m_session.deadline()));
    if (!ready)
        return Unexpected{ready.error()};
    return ready->readable ? read() : Status(Done{});
}

Status CameraLoop::write()
{
    while (!m_session.output().empty()) {
        const auto written = m_transport->write(m_session.output());
        if (!written)
            return Unexpected{written.error()};
        if (*written == 0)
            break;
        m_session.sent(*written);
    }
    return Done{};
}

Status CameraLoop::read()
{
    for (int turn = 0; turn < kReadsPerTurn; ++turn) {
        const auto got = m_transport->read(m_session.receiveSpace());
        if (!got)
            return Unexpected{got.error()};
        if (*got == 0)
            break;
        m_session.received(*got, now());
        // The answer to what came goes out before more is taken.
        if (Status status = write(); !status)
            return status;
    }
    return Done{};
}

void CameraLoop::shutDown(bool byUser)
{
    if (!m_session.ended())
        m_session.end(closedError());
    const Error error = m_session.ended().value_or(closedError());
    m_inbox.close(error);
    refuseMessages();
    if (byUser)
        return;
    bool tell = false;
    {
        const std::lock_guard lock(m_mutex);
        m_lostBy = error;
        tell = static_cast<bool>(m_disconnected);
        m_told = tell;
    }
    if (tell)
        m_disconnected.call(error);
}

/// Ends what was posted too late, and closes the port.
void CameraLoop::refuseMessages()
{
    std::vector<Message> late;
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
        late.swap(m_messages);
        // The port is free for others now, a process of ours ends with the camera.
        m_process = processBehind(*m_transport);
        m_transport.reset();
    }
    for (Message& message : late) {
        if (auto* posted = std::get_if<Posted>(&message))
            take(*posted);
    }
}

}  // namespace omv
