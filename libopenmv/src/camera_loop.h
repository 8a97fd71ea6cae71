// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "libopenmv/src/camera_inbox.h"
#include "libopenmv/src/session.h"

namespace omv {

/// The thread that owns transport and session of one camera.
///
///     messages -> session -> write -> wait -> read -> session -> ...
///
/// Threads: post(), abandon(), nudge() and isThisThread() from any; the factories and
/// everything that the session calls run on the loop's thread. m_mutex guards the
/// messages only and is not held while anything else is done.
class CameraLoop {
public:
    /// Makes the operation, on the loop's thread.
    using Factory = std::function<std::unique_ptr<session::Operation>(session::Session& session)>;

    CameraLoop(std::unique_ptr<Transport> transport, const session::LinkOptions& options,
               CameraInbox& inbox);
    /// Ends the thread; operations still under way fail as disconnected.
    ~CameraLoop();
    CameraLoop(const CameraLoop&) = delete;
    CameraLoop& operator=(const CameraLoop&) = delete;

    /// Hands in an operation, which goes out at once. Its id, for abandon(); 0 and
    /// nothing is done when the connection is over.
    std::uint64_t post(Factory factory, Transport::Clock::time_point deadline);
    void abandon(std::uint64_t id);
    /// Lets the inbox deliver what is queued.
    void nudge();
    bool isThisThread() const { return m_threadId == std::this_thread::get_id(); }

    /// Ends the connection after the operation under way; from the loop's thread only.
    void closeSoon(const Error& error);
    /// Called once from the loop's thread when the connection ended by itself. Set when
    /// that has happened already: called at once.
    void onDisconnected(std::function<void(const Error&)> callback);

private:
    struct Posted {
        std::uint64_t id = 0;
        Factory factory;
        session::Time deadline = 0;
    };
    struct Abandoned {
        std::uint64_t id = 0;
    };
    struct Nudge {};
    using Message = std::variant<Posted, Abandoned, Nudge>;

    void run(const std::stop_token& stop);
    void takeMessages();
    void take(Posted& posted);
    void send(Message message);
    Status pump();
    Status write();
    Status read();
    void shutDown(bool byUser);
    void refuseMessages();

    std::shared_ptr<void> m_process;  ///< of a virtual camera that left: see processBehind()
    std::unique_ptr<Transport> m_transport;
    CameraInbox& m_inbox;
    session::Session m_session;
    std::optional<Error> m_closeWith;
    std::atomic<std::thread::id> m_threadId{};
    CallbackSlot<const Error&> m_disconnected;

    std::mutex m_mutex;
    std::vector<Message> m_messages;  // guarded by m_mutex
    std::uint64_t m_lastId = 0;  // guarded by m_mutex
    bool m_over = false;  // guarded by m_mutex: no more messages are taken
    bool m_told = false;  // guarded by m_mutex: the disconnection was reported
    std::optional<Error> m_lostBy;  // guarded by m_mutex
    std::jthread m_thread;  // last: uses all of the above
};

}  // namespace omv
