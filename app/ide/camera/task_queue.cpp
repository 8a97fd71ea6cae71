// SPDX-License-Identifier: MIT
#include "app/ide/camera/task_queue.h"

#include <utility>

namespace omv::ide {

TaskQueue::TaskQueue()
    : m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

TaskQueue::~TaskQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.clear();
        m_current.request_stop();
    }
    m_thread.request_stop();
    m_thread.join();
}

void TaskQueue::add(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({std::move(job), std::stop_source()});
    }
    m_wake.notify_one();
}

void TaskQueue::cancelAll()
{
    const std::lock_guard lock(m_mutex);
    m_current.request_stop();
    for (Entry& entry : m_waiting)
        entry.stop.request_stop();
}

bool TaskQueue::idle()
{
    const std::lock_guard lock(m_mutex);
    return !m_busy && m_waiting.empty();
}

void TaskQueue::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
        Entry entry = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_current = entry.stop;
        m_busy = true;
        lock.unlock();
        entry.job(entry.stop.get_token());
        entry.job = nullptr;  // what it holds goes away here, not under the lock
        lock.lock();
        m_busy = false;
        m_current = std::stop_source(std::nostopstate);
    }
}

}  // namespace omv::ide
