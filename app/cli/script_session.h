// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"
#include "app/cli/frame_sink.h"
#include "app/cli/inbox.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>

namespace omv::cli {

/// What one session with a camera is to do.
struct SessionPlan {
    std::optional<std::string> script{};  ///< to be run; unset: what runs there goes on
    bool showText = true;  ///< what the script prints is our output
    std::optional<StreamOptions> streaming{};  ///< unset: no frames
    std::uint64_t frames = 0;  ///< end after so many; 0: no limit
    std::optional<std::chrono::milliseconds> limit{};  ///< end after this time
    std::optional<std::chrono::milliseconds> frameWait{};  ///< longest gap between frames
    bool rates = false;  ///< tell the rates while running and at the end
};

/// Runs a script, or watches the one that runs, until it ends, enough frames are
/// there, the time is over, Ctrl+C is pressed or the camera goes away. A script
/// that it started is stopped at the end; another one is left alone.
///
/// Threads: the camera's callbacks and a waiting thread fill the inbox; all else
/// happens on the thread that calls run().
class ScriptSession {
public:
    /// The references must outlive the session.
    ScriptSession(CameraPort& camera, FrameSink& sink, Context& context, SessionPlan plan);
    ~ScriptSession();
    ScriptSession(const ScriptSession&) = delete;
    ScriptSession& operator=(const ScriptSession&) = delete;

    /// Once only.
    Outcome run();

private:
    using Clock = std::chrono::steady_clock;

    struct Text {
        std::string text;
    };
    struct Ended {
        Result<ScriptEnd> end;
    };
    struct Lost {
        Error error;
    };
    struct Interrupted {};
    using Event = std::variant<Text, Frame, Ended, Lost, Interrupted>;

    /// Shared with the camera's callbacks, which may run a little longer than we do.
    struct Shared {
        Inbox<Event> inbox{kInboxBytes};
        std::atomic<bool> takesText{false};
        std::atomic<bool> takesFrames{false};
    };

    Status start();
    void listen();
    void waitForEnd();
    Outcome loop();
    std::optional<Clock::time_point> deadline() const;
    Outcome onDeadline() const;
    std::optional<Outcome> handle(const Event& event);
    std::optional<Outcome> onFrame(const Frame& frame);
    std::optional<Outcome> onEnded(const Result<ScriptEnd>& end);
    Outcome onNoMoreFrames() const;
    std::optional<Outcome> afterOutput() const;
    Outcome close(Outcome outcome);
    void takeLastWords();
    void printRest();
    void tellLosses(const CallOptions& options);
    void showRates();
    /// Of the frames since the first; 0 while there are not two.
    double frameRate() const;

    static constexpr std::size_t kInboxBytes = std::size_t{16} << 20;

    CameraPort& m_camera;
    FrameSink& m_sink;
    Context& m_context;
    SessionPlan m_plan;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    std::jthread m_waiter;

    bool m_scriptRuns = false;  ///< ours, as far as we know
    bool m_connected = true;
    std::uint64_t m_frames = 0;
    std::uint64_t m_bytesAfterFirst = 0;
    Clock::time_point m_started;
    Clock::time_point m_firstFrame;
    Clock::time_point m_lastFrame;  ///< or the start
    Clock::time_point m_lastRates;
    std::optional<Clock::time_point> m_endedAt;  ///< the script is over, frames may be on their way
};

}  // namespace omv::cli
