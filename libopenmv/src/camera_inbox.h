// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "libopenmv/src/session.h"

namespace omv {

/// A callback that one thread calls and any thread may change.
/// set() returns only when the old one does not run any more, unless it is called
/// from within it.
template<class... Arguments>
class CallbackSlot {
public:
    using Function = std::function<void(Arguments...)>;

    void set(Function function)
    {
        auto next = function ? std::make_shared<const Function>(std::move(function)) : nullptr;
        {
            const std::lock_guard lock(m_mutex);
            m_function.swap(next);
            if (m_caller == std::this_thread::get_id())
                return;
        }
        const std::lock_guard wait(m_calling);
    }

    explicit operator bool() const
    {
        const std::lock_guard lock(m_mutex);
        return m_function != nullptr;
    }

    /// False when there is none.
    bool call(Arguments... arguments)
    {
        const std::lock_guard calling(m_calling);
        std::shared_ptr<const Function> function;
        {
            const std::lock_guard lock(m_mutex);
            function = m_function;
            m_caller = std::this_thread::get_id();
        }
        if (function)
            (*function)(arguments...);
        const std::lock_guard lock(m_mutex);
        m_caller = {};
        return function != nullptr;
    }

private:
    mutable std::mutex m_mutex;
    std::mutex m_calling;  // held while it runs; locked before m_mutex
    std::shared_ptr<const Function> m_function;  // guarded by m_mutex
    std::thread::id m_caller;  // guarded by m_mutex
};

/// When a call gives up.
struct WaitLimit {
    Transport::Clock::time_point deadline;
    std::stop_token cancel;
};
/// Of now; absurdly long timeouts become years.
WaitLimit waitLimit(const CallOptions& options);

/// What arrived from the camera and nobody took yet, and who waits for it.
///
/// Threads: the functions of SessionListener are the I/O thread's, the rest is
/// anybody's. One mutex guards the queues; it is never held while a callback runs.
class CameraInbox final : public session::SessionListener {
public:
    explicit CameraInbox(const Camera::Options& options);

    // The I/O thread's
    void text(std::string_view text) override;
    void frame(Frame frame) override;
    void event(const ChannelEvent& event) override;
    void scriptChanged(const session::ScriptTracker& script) override;
    void log(int level, std::string_view line) override;
    /// Gives what is queued to callbacks that have come.
    void deliver();

    /// Nothing more will come. The first reason stays.
    void close(const Error& error);
    std::optional<Error> closed() const;

    Result<std::string> readText(const WaitLimit& limit);
    Result<Frame> nextFrame(const WaitLimit& limit);
    Result<ScriptEnd> waitForScript(const WaitLimit& limit);

    CallbackSlot<std::string_view> onText;
    CallbackSlot<const Frame&> onFrame;
    CallbackSlot<const ChannelEvent&> onEvent;

    std::uint64_t framesDropped() const;
    std::uint64_t textDropped() const;

private:
    void deliverText();
    void deliverFrames();
    template<class Ready>
    std::optional<Error> wait(std::unique_lock<std::mutex>& lock, const WaitLimit& limit,
                              const char* what, Ready ready);

    const std::size_t m_mostFrames;
    const std::size_t m_mostText;
    const std::function<void(int, std::string_view)> m_log;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    // guarded by m_mutex
    std::string m_text;
    std::deque<Frame> m_frames;
    std::uint64_t m_framesDropped = 0;
    std::uint64_t m_textDropped = 0;
    bool m_scriptActive = false;
    ScriptEnd m_scriptEnd;
    std::optional<Error> m_closed;
};

}  // namespace omv
