// SPDX-License-Identifier: MIT
#include "libopenmv/src/camera_inbox.h"

#include <algorithm>

#include "libopenmv/src/error_catalog.h"

namespace omv {

WaitLimit waitLimit(const CallOptions& options)
{
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24 * 365);
    const auto timeout = std::clamp(options.timeout, std::chrono::milliseconds(0), longest);
    return {Transport::Clock::now() + timeout, options.cancel};
}

CameraInbox::CameraInbox(const Camera::Options& options)
    : m_mostFrames(std::max<std::size_t>(options.frameQueue, 1))
    , m_mostText(std::max<std::size_t>(options.textQueue, 1))
    , m_log(options.log)
{
}

void CameraInbox::text(std::string_view text)
{
    {
        const std::lock_guard lock(m_mutex);
        m_text += text;
        if (m_text.size() > m_mostText) {
            const std::size_t tooMuch = m_text.size() - m_mostText;
            m_textDropped += tooMuch;
            m_text.erase(0, tooMuch);
        }
    }
    m_changed.notify_all();
    deliver();
}

void CameraInbox::frame(Frame frame)
{
    {
        const std::lock_guard lock(m_mutex);
        m_frames.push_back(std::move(frame));
        if (m_frames.size() > m_mostFrames) {
            m_frames.pop_front();
            ++m_framesDropped;
        }
    }
    m_changed.notify_all();
    deliver();
}

void CameraInbox::deliver()
{
    deliverText();
    deliverFrames();
}

void CameraInbox::deliverText()
{
    if (!onText)
        return;
    std::string text;
    {
        const std::lock_guard lock(m_mutex);
        text = std::exchange(m_text, {});
    }
    if (text.empty() || onText.call(text))
        return;
    // The callback was taken away in this moment.
    const std::lock_guard lock(m_mutex);
    m_text.insert(0, text);
}

void CameraInbox::deliverFrames()
{
    while (onFrame) {
        Frame frame;
        {
            const std::lock_guard lock(m_mutex);
            if (m_frames.empty())
                return;
            frame = std::move(m_frames.front());
            m_frames.pop_front();
        }
        if (onFrame.call(frame))
            continue;
        const std::lock_guard lock(m_mutex);
        m_frames.push_front(std::move(frame));
    }
}

void CameraInbox::event(const ChannelEvent& event)
{
    onEvent.call(event);
}

void CameraInbox::scriptChanged(const session::ScriptTracker& script)
{
    {
        const std::lock_guard lock(m_mutex);
        const bool active =
            script.state() != session::ScriptTracker::State::None && !script.uploadedHasEnded();
        if (m_scriptActive && !active)
            m_scriptEnd = script.end();
        m_scriptActive = active;
    }
    m_changed.notify_all();
}

void CameraInbox::log(int level, std::string_view line)
{
    if (m_log)
        m_log(level, line);
}

void CameraInbox::close(const Error& error)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_closed)
            m_closed = error;
    }
    m_changed.notify_all();
}

std::optional<Error> CameraInbox::closed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

/// Waits for `ready`; the error when something else came first, `Timeout` without an id
/// when it was the deadline.
template<class Ready>
std::optional<Error> CameraInbox::wait(std::unique_lock<std::mutex>& lock, const WaitLimit& limit,
                                       const char* what, Ready ready)
{
    m_changed.wait_until(lock, limit.cancel, limit.deadline,
                         [&] { return ready() || m_closed.has_value(); });
    if (ready())
        return std::nullopt;
    if (m_closed)
        return m_closed;
    if (limit.cancel.stop_requested())
        return session::cancelledError(what);
    Error timeout;
    timeout.code = Errc::Timeout;
    return timeout;
}

Result<std::string> CameraInbox::readText(const WaitLimit& limit)
{
    std::unique_lock lock(m_mutex);
    const auto problem = wait(lock, limit, "Cannot read text", [this] { return !m_text.empty(); });
    if (!problem)
        return std::exchange(m_text, {});
    if (problem->id.empty())
        return fail("OMV-E0306", "No text came", "Nothing was printed before the deadline",
                    "Check that a script runs and prints");
    return Unexpected{*problem};
}

Result<Frame> CameraInbox::nextFrame(const WaitLimit& limit)
{
    std::unique_lock lock(m_mutex);
    const auto problem =
        wait(lock, limit, "Cannot take a frame", [this] { return !m_frames.empty(); });
    if (!problem) {
        Frame frame = std::move(m_frames.front());
        m_frames.pop_front();
        return frame;
    }
    if (problem->id.empty())
        return fail("OMV-E0409", "No frame came", "The script made none before the deadline",
                    "Check that a script takes pictures and that streaming is on");
    return Unexpected{*problem};
}

Result<ScriptEnd> CameraInbox::waitForScript(const WaitLimit& limit)
{
    std::unique_lock lock(m_mutex);
    const auto problem =
        wait(lock, limit, "Cannot wait for the script", [this] { return !m_scriptActive; });
    if (!problem)
        return m_scriptEnd;
    if (problem->id.empty())
        return fail("OMV-E0305", "The script is still running",
                    "It did not end before the deadline", "Allow more time, or stop it");
    return Unexpected{*problem};
}

std::uint64_t CameraInbox::framesDropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_framesDropped;
}

std::uint64_t CameraInbox::textDropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_textDropped;
}

}  // namespace omv
