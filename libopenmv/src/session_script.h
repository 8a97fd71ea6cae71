// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <functional>
#include <string>

#include "libopenmv/src/text_filter.h"
#include "libopenmv/src/text_traceback.h"
#include "protocol/time.h"

namespace omv::session {

using protocol::Duration;
using protocol::Time;

/// What is known of the script on the camera, from events, polls and its text.
///
///     None --started--> Running --stopped / soft reboot--> Ending --text complete--> None
///
/// Text is complete when the soft-reboot banner was seen and stdout is empty, or,
/// since the banner can get lost in a full ring, some time after the reboot. What
/// boot.py prints at the soft reboot is not text of the script.
class ScriptTracker {
public:
    enum class State { None, Running, Ending };
    static constexpr Duration kQuietEnd = 1200 * protocol::kMillisecond;
    static constexpr Duration kHoldText = 200 * protocol::kMillisecond;

    /// Clean text goes to `text`, `changed` is called after each change of state() or end().
    /// `bootText`: what boot.py prints behind the end of a script.
    ScriptTracker(std::function<void(std::string_view)> text, std::function<void()> changed,
                  std::function<void(std::string_view)> bootText = {});

    // What happened.
    void started();
    void stopped(Time now);
    void rebooted(Time now);
    /// POLL says whether a script runs. True: it ended without our hearing of it.
    bool polled(bool running, Time now);
    /// We are about to stop it: a traceback before the banner is not its end.
    void stopSent();
    /// We are about to start `script`: forgets the text of the last.
    void uploadSent(std::string script);
    void textArrived(std::string_view raw, Time now);
    /// Some was read by us and did not arrive.
    void textMissed() { ++m_texts; }
    /// stdout was found empty.
    void textDrained();

    void tick(Time now);
    Time deadline() const;
    /// The end waits for nothing but the news that stdout is empty.
    bool wantsDrain() const { return m_quiet; }

    State state() const { return m_state; }
    bool running() const { return m_state == State::Running; }
    /// How the last script ended.
    const ScriptEnd& end() const { return m_end; }
    /// The script that was uploaded last has ended; another one, boot.py, may run since.
    bool uploadedHasEnded() const { return m_uploadedEnded; }
    unsigned starts() const { return m_starts; }
    unsigned stops() const { return m_stops; }
    unsigned reboots() const { return m_reboots; }
    /// Pieces of text, missed ones too.
    unsigned texts() const { return m_texts; }

private:
    void enter(State state);
    void beginEnd(Time now);
    void take(const TextPiece& piece);
    void banner(bool whole);
    void announceEnd();
    void release();
    void put(std::string_view text);

    std::function<void(std::string_view)> m_text;
    std::function<void()> m_changed;
    std::function<void(std::string_view)> m_bootText;
    TextFilter m_filter;
    TextTail m_tail;
    State m_state = State::None;
    ScriptEnd m_end;
    std::string m_script;  // the one uploaded last
    std::string m_traceback;  // that stood before the last banner
    bool m_bannerSeen = false;
    bool m_booting = false;  // text is boot.py's, until the rest of the banner
    bool m_stopSent = false;
    bool m_startedAgain = false;  // while the end of the last is not told yet
    bool m_uploadedEnded = false;
    bool m_quiet = false;  // ending, and the banner is overdue
    Time m_quietAt = protocol::kNever;
    Time m_releaseAt = protocol::kNever;
    unsigned m_starts = 0;
    unsigned m_stops = 0;
    unsigned m_reboots = 0;
    unsigned m_texts = 0;
};

}  // namespace omv::session
