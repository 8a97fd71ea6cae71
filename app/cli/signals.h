// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <thread>

namespace omv::cli {

/// Turns the first SIGINT, SIGTERM or SIGHUP into a stop request; the second ends
/// the process at once with 130. SIGPIPE is ignored: a closed pipe is a write error.
///
/// One per process, made before other threads. The handlers only write to a pipe.
class SignalWatch {
public:
    SignalWatch();
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    std::stop_token token() const { return m_source.get_token(); }

private:
    void watch();

    std::stop_source m_source;
    std::thread m_thread;
};

}  // namespace omv::cli
