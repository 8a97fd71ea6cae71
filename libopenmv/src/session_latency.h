// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "protocol/time.h"

namespace omv::session {

/// How long an answer may take before it is worth asking again: measured as TCP does
/// (mean and deviation), doubled after each silence. For requests that do no
/// harm when they are sent twice; all others wait for the whole reply timeout.
class Latency {
public:
    static constexpr protocol::Duration kLeast = 100 * protocol::kMillisecond;
    static constexpr protocol::Duration kAtFirst = 300 * protocol::kMillisecond;

    void answered(protocol::Duration took)
    {
        const protocol::Duration error = took > m_mean ? took - m_mean : m_mean - took;
        m_mean = m_measured ? m_mean + (took - m_mean) / 8 : took;
        m_deviation = m_measured ? m_deviation + (error - m_deviation) / 4 : took / 2;
        m_measured = true;
        m_backoff = 1;
    }
    void unanswered() { m_backoff = std::min(m_backoff * 2, 8); }

    protocol::Duration timeout(protocol::Duration most) const
    {
        const protocol::Duration measured =
            m_measured ? std::max(kLeast, 2 * m_mean + 4 * m_deviation) : kAtFirst;
        return std::min(most, measured * m_backoff);
    }

private:
    protocol::Duration m_mean = 0;
    protocol::Duration m_deviation = 0;
    bool m_measured = false;
    int m_backoff = 1;
};

}  // namespace omv::session
