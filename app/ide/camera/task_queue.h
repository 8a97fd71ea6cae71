// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace omv::ide {

/// Jobs that wait for a camera, one after the other on a thread of their own.
///
/// Threads: add() and cancel() from any. The destructor cancels what runs, forgets what
/// waits, and returns when nothing runs any more.
class TaskQueue {
public:
    /// Must end soon after `cancel` is requested.
    using Job = std::function<void(std::stop_token cancel)>;

    TaskQueue();
    ~TaskQueue();

    void add(Job job);
    /// Cancels the job that runs and those that wait (these still run, cancelled from the start).
    void cancelAll();
    bool idle();

private:
    struct Entry {
        Job job;
        std::stop_source stop;
    };
    void work(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Entry> m_waiting;  // guarded by m_mutex
    std::stop_source m_current{std::nostopstate};  // guarded by m_mutex
    bool m_busy = false;  // guarded by m_mutex
    std::jthread m_thread;
};

}  // namespace omv::ide
