// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace omv::session {

/// Whether requests may be sent behind one another, learnt from what became of those
/// that were. A camera that answers the first of them and never the others is
/// served one at a time from then on; a line that loses a packet now and then is not
/// taken for such a camera, because on it some of them succeed.
class Pipelining {
public:
    bool allowed() const { return m_allowed; }
    /// Requests sent together were all answered.
    void succeeded()
    {
        m_everSucceeded = true;
        m_failures = 0;
    }
    /// The first was answered, none of the others was.
    void failed()
    {
        ++m_failures;
        m_allowed = m_allowed && m_failures < (m_everSucceeded ? kPatience : kPatienceAtFirst);
    }

private:
    static constexpr int kPatienceAtFirst = 3;
    static constexpr int kPatience = 8;

    bool m_allowed = true;
    bool m_everSucceeded = false;
    int m_failures = 0;  // in a row
};

/// What the next frame's size will be: that of the last two raw ones, if they agree.
/// Compressed frames have a size of their own each.
class FrameSizePrediction {
public:
    void seen(std::size_t bytes, bool compressed)
    {
        m_steady = !compressed && bytes == m_last;
        m_last = compressed ? 0 : bytes;
    }
    /// 0: cannot be predicted.
    std::size_t next() const { return m_steady ? m_last : 0; }

private:
    std::size_t m_last = 0;
    bool m_steady = false;
};

}  // namespace omv::session
