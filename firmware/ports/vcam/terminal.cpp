// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/terminal.h"

#include <algorithm>

namespace omv::vcam {

void Terminal::type(protocol::Bytes keys)
{
    const std::lock_guard guard(m_mutex);
    m_typed.insert(m_typed.end(), keys.begin(), keys.end());
}

bool Terminal::full() const
{
    const std::lock_guard guard(m_mutex);
    return m_typed.size() >= kMostTyped;
}

void Terminal::setOpen(bool open)
{
    if (m_open.exchange(open) == open || open)
        return;
    const std::lock_guard guard(m_mutex);
    m_text.clear();
}

bool Terminal::hasText() const
{
    const std::lock_guard guard(m_mutex);
    return !m_text.empty();
}

std::string Terminal::text(std::size_t most) const
{
    const std::lock_guard guard(m_mutex);
    return m_text.substr(0, most);
}

void Terminal::sent(std::size_t count)
{
    const std::lock_guard guard(m_mutex);
    m_text.erase(0, count);
}

void Terminal::clear()
{
    const std::lock_guard guard(m_mutex);
    m_typed.clear();
    m_looked = 0;
    m_text.clear();
}

bool Terminal::look(int interrupt)
{
    const std::lock_guard guard(m_mutex);
    const auto fresh = m_typed.begin() + static_cast<std::ptrdiff_t>(m_looked);
    const std::size_t before = m_typed.size();
    if (interrupt >= 0)
        m_typed.erase(std::remove(fresh, m_typed.end(), static_cast<std::uint8_t>(interrupt)),
                      m_typed.end());
    m_looked = m_typed.size();
    return m_typed.size() < before;
}

int Terminal::next(bool& madeRoom)
{
    const std::lock_guard guard(m_mutex);
    if (m_looked == 0)
        return -1;
    const int key = m_typed.front();
    madeRoom = m_typed.size() == kMostTyped;
    m_typed.pop_front();
    --m_looked;
    return key;
}

bool Terminal::hasKeys() const
{
    const std::lock_guard guard(m_mutex);
    return m_looked > 0;
}

void Terminal::write(const char* text, std::size_t size)
{
    const std::lock_guard guard(m_mutex);
    if (m_open)
        m_text.append(text, std::min(size, 2 * kMostText - std::min(2 * kMostText, m_text.size())));
}

std::size_t Terminal::room() const
{
    const std::lock_guard guard(m_mutex);
    return m_text.size() >= kMostText ? 0 : kMostText - m_text.size();
}

}  // namespace omv::vcam
