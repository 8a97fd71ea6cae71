// SPDX-License-Identifier: MIT
#include "app/ide/camera/text_mailbox.h"

#include <algorithm>
#include <utility>

namespace omv::ide {

TextMailbox::TextMailbox(std::function<void()> notify)
    : m_notify(std::move(notify))
{
}

void TextMailbox::put(std::string_view text)
{
    if (text.empty())
        return;
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_batch.text.isEmpty();
        m_batch.text.append(text.data(), static_cast<qsizetype>(text.size()));
        const qsizetype excess = m_batch.text.size() - kMost;
        if (excess > 0) {
            // A good part at once: moving the rest for every put would be slow.
            const qsizetype gone = std::min(m_batch.text.size(), excess + kMost / 4);
            m_batch.text.remove(0, gone);
            m_batch.dropped += static_cast<std::uint64_t>(gone);
        }
    }
    if (first)
        m_notify();
}

TextMailbox::Batch TextMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_batch, {});
}

}  // namespace omv::ide
