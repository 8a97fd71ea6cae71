// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace omv::ide {

/// Does what waits for the disk on a thread of its own, in order.
///
/// Threads: that of the constructor. `then` is called in it, from its event loop or finish(), in
/// the order of add(). The destructor does all work, and drops what should be called after it.
class SaveQueue final : public QObject {
public:
    explicit SaveQueue(QObject* parent = nullptr);
    ~SaveQueue() override;

    void add(std::function<void()> work, std::function<void()> then);
    /// Returns when nothing is left to do or to call.
    void finish();
    bool idle();

private:
    struct Entry {
        std::function<void()> work;
        std::function<void()> then;
    };
    void work();
    void deliver();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_done;
    std::deque<Entry> m_waiting;  // guarded by m_mutex
    std::deque<std::function<void()>> m_results;  // guarded by m_mutex
    bool m_busy = false;  // guarded by m_mutex
    bool m_end = false;  // guarded by m_mutex
    std::thread m_thread;
};

}  // namespace omv::ide
