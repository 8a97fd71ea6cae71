// SPDX-License-Identifier: MIT
#include "app/ide/documents/save_queue.h"

#include <utility>

namespace omv::ide {

SaveQueue::SaveQueue(QObject* parent)
    : QObject(parent)
    , m_thread([this] { work(); })
{
}

SaveQueue::~SaveQueue()
{
    {
        const std::lock_guard guard(m_mutex);
        m_end = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void SaveQueue::add(std::function<void()> work, std::function<void()> then)
{
    {
        const std::lock_guard guard(m_mutex);
        m_waiting.push_back({std::move(work), std::move(then)});
    }
    m_wake.notify_one();
}

void SaveQueue::work()
{
    std::unique_lock guard(m_mutex);
    while (true) {
        m_wake.wait(guard, [this] { return m_end || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        Entry entry = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_busy = true;
        guard.unlock();
        entry.work();
        entry.work = nullptr;  // what it holds goes away here, not under the lock
        guard.lock();
        m_busy = false;
        m_results.push_back(std::move(entry.then));
        m_done.notify_all();
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
    }
}

/// One at a time: what is called may come back here by finish().
void SaveQueue::deliver()
{
    while (true) {
        std::function<void()> then;
        {
            const std::lock_guard guard(m_mutex);
            if (m_results.empty())
                return;
            then = std::move(m_results.front());
            m_results.pop_front();
        }
        then();
    }
}

void SaveQueue::finish()
{
    while (!idle()) {
        {
            std::unique_lock guard(m_mutex);
            m_done.wait(guard, [this] { return m_waiting.empty() && !m_busy; });
        }
        deliver();
    }
}

bool SaveQueue::idle()
{
    const std::lock_guard guard(m_mutex);
    return m_waiting.empty() && !m_busy && m_results.empty();
}

}  // namespace omv::ide
