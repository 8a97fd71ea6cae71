// SPDX-License-Identifier: MIT
#include "firmware/core/stdout_channel.h"

namespace omv::firmware {

using namespace protocol;

StdoutChannel::StdoutChannel(MutableBytes ring, Lock& lock)
    : m_ring(ring)
    , m_lock(lock)
{
}

bool StdoutChannel::print(Bytes text)
{
    const LockGuard guard(m_lock);
    const std::size_t capacity = m_ring.size() - 1;
    const bool wasEmpty = m_size == 0;
    if (text.size() > capacity - m_size) {
        m_begin = 0;
        m_size = 0;
        m_notified = false;
        if (text.size() > capacity)
            text = text.last(capacity);
    }
    put(text);
    if (!m_notified && m_size > m_ring.size() / 2) {
        m_notified = true;
        m_halfFull = true;
    }
    return m_halfFull || wasEmpty;
}

std::size_t StdoutChannel::room()
{
    const LockGuard guard(m_lock);
    return m_ring.size() - 1 - m_size;
}

void StdoutChannel::put(Bytes text)
{
    std::size_t at = (m_begin + m_size) % m_ring.size();
    for (const std::uint8_t byte : text) {
        m_ring[at] = byte;
        at = at + 1 == m_ring.size() ? 0 : at + 1;
    }
    m_size += text.size();
}

void StdoutChannel::clear()
{
    const LockGuard guard(m_lock);
    m_begin = 0;
    m_size = 0;
    m_halfFull = false;
    m_notified = false;
}

bool StdoutChannel::notifyDue(Time now)
{
    const LockGuard guard(m_lock);
    if (m_size == 0)
        return false;
    if (!m_halfFull && now - m_lastNotify < kFlushInterval)
        return false;
    m_halfFull = false;
    m_lastNotify = now;
    return true;
}

Time StdoutChannel::deadline() const
{
    const LockGuard guard(m_lock);
    if (m_size == 0)
        return kNever;
    return m_halfFull ? m_lastNotify : m_lastNotify + kFlushInterval;
}

std::size_t StdoutChannel::size()
{
    const LockGuard guard(m_lock);
    return m_size;
}

ReadResult StdoutChannel::read(std::uint32_t /*offset*/, MutableBytes into)
{
    const LockGuard guard(m_lock);
    const std::size_t count = into.size() < m_size ? into.size() : m_size;
    for (std::size_t i = 0; i < count; ++i) {
        into[i] = m_ring[m_begin];
        m_begin = m_begin + 1 == m_ring.size() ? 0 : m_begin + 1;
    }
    m_size -= count;
    m_notified = false;
    return {.ok = count != 0, .size = count};
}

}  // namespace omv::firmware
