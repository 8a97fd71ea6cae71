// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include "libopenmv/src/camera_inbox.h"
#include "libopenmv/src/camera_loop.h"
#include "libopenmv/src/session_calls.h"

namespace omv {

/// A result that one thread awaits and another gives.
template<class T>
class PendingResult {
public:
    /// Only the first counts.
    void set(Result<T> result)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_result)
                return;
            m_result.emplace(std::move(result));
        }
        m_changed.notify_all();
    }

    /// The result, or nothing at the deadline or when cancelled.
    std::optional<Result<T>> wait(const WaitLimit& limit)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, limit.cancel, limit.deadline,
                             [this] { return m_result.has_value(); });
        return std::exchange(m_result, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Result<T>> m_result;  // guarded by m_mutex
};

struct OPENMV_LOCAL Camera::Private {
    Private(std::unique_ptr<Transport> transport, const Camera::Options& options);

    /// Makes an operation that ends in the given callback; runs on the I/O thread.
    template<class T>
    using Make =
        std::function<std::unique_ptr<session::Operation>(session::Session&, session::Callback<T>)>;

    /// Posts the operation and waits for its result. `what`: for errors.
    template<class T>
    Result<T> call(const char* what, const CallOptions& options, Make<T> make);

    /// WrongThread, if this is the I/O thread.
    std::optional<Error> wrongThread(const char* what) const;

    /// Asks the camera who it is; fills `info`.
    Status greet(const std::string& port, const Camera::Options& options);

    CameraInbox inbox;
    DeviceInfo info;  // set before the Camera is given out
    CameraLoop loop;  // last: its thread uses the inbox
};

template<class T>
Result<T> Camera::Private::call(const char* what, const CallOptions& options, Make<T> make)
{
    // The session itself ends an operation at its deadline, and knows best what was missing
    // by then; this is for the case that a callback keeps its thread.
    constexpr std::chrono::milliseconds kGrace{100};
    if (auto error = wrongThread(what))
        return Unexpected{*error};
    const auto pending = std::make_shared<PendingResult<T>>();
    const auto factory = [make = std::move(make), pending](session::Session& session) {
        return make(session, [pending](Result<T> result) { pending->set(std::move(result)); });
    };
    WaitLimit limit = waitLimit(options);
    const std::uint64_t id = loop.post(factory, limit.deadline);
    if (id == 0)
        return Unexpected{inbox.closed().value_or(Error{})};
    limit.deadline += kGrace;
    if (auto result = pending->wait(limit))
        return *std::move(result);
    loop.abandon(id);
    return Unexpected{options.cancel.stop_requested()
                          ? session::cancelledError(what)
                          : session::timeoutError(what, "A callback keeps the I/O thread busy")};
}

}  // namespace omv
