// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "protocol/time.h"

namespace omv::session {

/// How long an answer may take before it is worth asking again: measured as TCP does
/// (mean and deviation), doubled after each silence. For requests that do no
/// harm when they are sent twice; all others wait for the whole reply timeout.
class Latency {
public:
    static constexpr protocol::Duration kLeast = 40 * protocol::kMillisecond;
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

/// Counts durations in classes eight to the octave, so that a quantile costs no memory
/// that grows. Above about half an hour all are one class.
class LatencyHistogram {
public:
    void add(protocol::Duration took)
    {
        const auto value = static_cast<std::uint64_t>(std::max<protocol::Duration>(took, 0));
        ++m_classes[classOf(value)];
        ++m_count;
        m_longest = std::max(m_longest, value);
    }

    std::uint64_t count() const { return m_count; }
    /// Microseconds; the upper end of the class that holds it, never above longest().
    std::uint64_t quantile(double share) const
    {
        const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(m_count));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < kClasses && m_count > 0; ++i) {
            seen += m_classes[i];
            if (seen > wanted)
                return std::min(upperEnd(i), m_longest);
        }
        return m_longest;
    }
    std::uint64_t longest() const { return m_longest; }

private:
    static constexpr std::size_t kClasses = 8 * 29;

    static std::size_t classOf(std::uint64_t value)
    {
        if (value < 8)
            return static_cast<std::size_t>(value);
        const auto octave = static_cast<std::size_t>(std::bit_width(value)) - 4;
        return std::min<std::size_t>(8 * octave + static_cast<std::size_t>(value >> octave),
                                     kClasses - 1);
    }
    static std::uint64_t upperEnd(std::size_t index)
    {
        if (index < 16)
            return index;
        const std::size_t octave = index / 8 - 1;
        return ((std::uint64_t{index} % 8 + 9) << octave) - 1;
    }

    std::array<std::uint32_t, kClasses> m_classes{};
    std::uint64_t m_count = 0;
    std::uint64_t m_longest = 0;
};

}  // namespace omv::session
