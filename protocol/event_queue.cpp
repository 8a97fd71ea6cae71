// SPDX-License-Identifier: MIT
#include "protocol/event_queue.h"

namespace omv::protocol {
namespace {

bool isImportant(const DeviceEvent& event) noexcept
{
    return event.channel <= channel::kStdin;
}

}  // namespace

bool EventQueue::push(DeviceEvent event) noexcept
{
    if (repeatsNewest(event))
        return true;
    const bool full = m_count == m_events.size();
    if (full && (!isImportant(event) || !evict()))
        return false;
    m_events[m_count++] = event;
    return !full;
}

std::optional<DeviceEvent> EventQueue::take() noexcept
{
    if (m_count == 0)
        return std::nullopt;
    const DeviceEvent first = m_events[0];
    remove(0);
    return first;
}

/// Of a channel's pending events only a repetition of its newest says nothing
/// new: "stopped, started, stopped" must keep its order.
bool EventQueue::repeatsNewest(const DeviceEvent& event) const noexcept
{
    for (std::size_t i = m_count; i-- > 0;) {
        if (m_events[i].channel == event.channel)
            return m_events[i] == event;
    }
    return false;
}

/// Drops the oldest event that only says "look again".
bool EventQueue::evict() noexcept
{
    for (std::size_t i = 0; i < m_count; ++i) {
        if (isImportant(m_events[i]))
            continue;
        remove(i);
        return true;
    }
    return false;
}

void EventQueue::remove(std::size_t index) noexcept
{
    for (std::size_t i = index + 1; i < m_count; ++i)
        m_events[i - 1] = m_events[i];
    --m_count;
}

}  // namespace omv::protocol
