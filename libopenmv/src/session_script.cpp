// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_script.h"

#include <algorithm>
#include <utility>

namespace omv::session {

namespace {

/// When the end of a script went unheard, boot.py's text stands behind it.
std::string_view beforeReboot(std::string_view text)
{
    const auto reboot = text.rfind("MPY: soft reboot\n");
    return text.substr(0, reboot);
}

}  // namespace

ScriptTracker::ScriptTracker(std::function<void(std::string_view)> text,
                             std::function<void()> changed,
                             std::function<void(std::string_view)> bootText)
    : m_text(std::move(text))
    , m_changed(std::move(changed))
    , m_bootText(std::move(bootText))
{
}

void ScriptTracker::started()
{
    ++m_starts;
    // boot.py, before all text of the one before it was read.
    if (m_state == State::Ending) {
        m_startedAgain = true;
        return;
    }
    m_stopSent = false;
    m_bannerSeen = false;
    m_booting = false;
    m_quiet = false;
    m_quietAt = protocol::kNever;
    enter(State::Running);
}

void ScriptTracker::stopped(Time now)
{
    ++m_stops;
    m_startedAgain = false;
    beginEnd(now);
}

void ScriptTracker::rebooted(Time now)
{
    ++m_reboots;
    beginEnd(now);
}

bool ScriptTracker::polled(bool isRunning, Time now)
{
    if (isRunning && m_state == State::None)
        started();
    if (isRunning || m_state != State::Running)
        return false;
    beginEnd(now);
    return true;
}

void ScriptTracker::stopSent()
{
    m_stopSent = m_state == State::Running;
}

void ScriptTracker::uploadSent(std::string script)
{
    if (m_state == State::Ending)
        announceEnd();
    release();
    m_tail.clear();
    m_traceback.clear();
    m_script = std::move(script);
    m_uploadedEnded = false;
}

void ScriptTracker::beginEnd(Time now)
{
    if (m_state != State::Running)
        return;
    m_bannerSeen = false;
    m_quietAt = now + kQuietEnd;
    enter(State::Ending);
}

void ScriptTracker::textArrived(std::string_view raw, Time now)
{
    ++m_texts;
    for (const TextPiece& piece : m_filter.feed(raw))
        take(piece);
    m_releaseAt = m_filter.holding() ? now + kHoldText : protocol::kNever;
    if (m_state == State::Ending && !m_bannerSeen) {
        m_quietAt = m_quiet ? now + kHoldText : std::max(m_quietAt, now + kHoldText);
        m_quiet = false;
    }
}

void ScriptTracker::take(const TextPiece& piece)
{
    switch (piece.kind) {
    case TextPiece::Kind::Text: put(piece.text); break;
    case TextPiece::Kind::Banner: banner(true); break;
    case TextPiece::Kind::BannerTail:
        // The end of a banner that boot.py stands in has been told by its start.
        if (!std::exchange(m_booting, false))
            banner(false);
        break;
    case TextPiece::Kind::Reboot:
        if (m_state != State::Ending) {
            put(piece.text);
            break;
        }
        banner(true);
        m_booting = true;
        break;
    }
}

void ScriptTracker::banner(bool whole)
{
    m_booting = false;
    m_traceback = trailingTraceback(m_tail.text(), m_script);
    m_tail.clear();
    if (m_state == State::Ending && whole)
        m_bannerSeen = true;
}

void ScriptTracker::textDrained()
{
    if (m_state == State::Ending && (m_bannerSeen || m_quiet))
        announceEnd();
}

void ScriptTracker::announceEnd()
{
    m_booting = m_booting || m_filter.holdsReboot();
    release();
    if (!m_bannerSeen && m_traceback.empty())
        m_traceback = trailingTraceback(beforeReboot(m_tail.text()), m_script);
    m_end = {};
    m_end.raised = !m_stopSent && !m_traceback.empty();
    if (m_end.raised)
        m_end.traceback = m_traceback;
    m_traceback.clear();
    m_tail.clear();
    m_quiet = false;
    m_quietAt = protocol::kNever;
    m_uploadedEnded = true;
    enter(State::None);
    if (std::exchange(m_startedAgain, false)) {
        m_stopSent = false;
        m_bannerSeen = false;
        enter(State::Running);
    }
}

void ScriptTracker::tick(Time now)
{
    // At a script's end the banner may take longer than words that merely look like it.
    if (now >= m_releaseAt && m_state != State::Ending)
        release();
    if (now >= m_quietAt) {
        m_quietAt = protocol::kNever;
        m_quiet = true;
    }
}

Time ScriptTracker::deadline() const
{
    const Time release = m_state == State::Ending ? protocol::kNever : m_releaseAt;
    return std::min(release, m_quietAt);
}

void ScriptTracker::enter(State state)
{
    m_state = state;
    m_changed();
}

void ScriptTracker::release()
{
    m_releaseAt = protocol::kNever;
    put(m_filter.flush());
}

void ScriptTracker::put(std::string_view text)
{
    if (text.empty())
        return;
    if (m_booting) {
        if (m_bootText)
            m_bootText(text);
        return;
    }
    m_tail.add(text);
    m_text(text);
}

}  // namespace omv::session
