// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace omv::cli {

/// What other threads tell the main one, in order.
///
/// Bounded by weight: a producer waits while more than `limit` is queued, so that
/// a slow reader of our output slows the camera down and nothing is lost.
/// Threads: all functions may be called from any thread.
template<class T>
class Inbox {
public:
    using Clock = std::chrono::steady_clock;

    explicit Inbox(std::size_t limit)
        : m_limit(limit)
    {
    }

    void push(T item, std::size_t weight)
    {
        std::unique_lock lock(m_mutex);
        m_hasRoom.wait(lock, [&] { return m_unlimited || m_weight < m_limit; });
        m_items.push_back({std::move(item), weight});
        m_weight += weight;
        m_hasItem.notify_one();
    }

    /// Never waits, and is taken before everything queued.
    void pushFirst(T item)
    {
        const std::lock_guard lock(m_mutex);
        m_items.push_front({std::move(item), 0});
        m_hasItem.notify_one();
    }

    /// The next item; nothing when none came before `deadline` (unset: waits for ever).
    std::optional<T> pop(std::optional<Clock::time_point> deadline)
    {
        std::unique_lock lock(m_mutex);
        const auto hasItem = [&] { return !m_items.empty(); };
        if (!deadline)
            m_hasItem.wait(lock, hasItem);
        else if (!m_hasItem.wait_until(lock, *deadline, hasItem))
            return std::nullopt;
        std::optional<T> item(std::move(m_items.front().item));
        m_weight -= m_items.front().weight;
        m_items.pop_front();
        m_hasRoom.notify_all();
        return item;
    }

    /// Producers wait no more, also those that wait now.
    void liftLimit()
    {
        const std::lock_guard lock(m_mutex);
        m_unlimited = true;
        m_hasRoom.notify_all();
    }

private:
    struct Entry {
        T item;
        std::size_t weight = 0;
    };

    std::mutex m_mutex;  ///< guards everything below
    std::condition_variable m_hasItem;
    std::condition_variable m_hasRoom;
    std::deque<Entry> m_items;
    std::size_t m_weight = 0;
    std::size_t m_limit;
    bool m_unlimited = false;
};

}  // namespace omv::cli
