// SPDX-License-Identifier: MIT
#pragma once

// How long work on a picture or a model is ended from outside: what may take long calls
// checkAbort() every few thousand steps, and is left by an exception, so that destructors
// run. Whoever starts such work says who is asked, and catches.

namespace omv::firmware {

/// Thrown by checkAbort(). No std::exception: what swallows those must not swallow this.
struct Aborted {};

/// Called on the thread that works; true: end it.
using AbortQuestion = bool (*)();

namespace detail {
inline constinit thread_local AbortQuestion abortQuestion = nullptr;
}

/// While it lives, checkAbort() on this thread asks `question`; null: nobody.
class AbortScope {
public:
    explicit AbortScope(AbortQuestion question)
        : m_before(detail::abortQuestion)
    {
        detail::abortQuestion = question;
    }
    ~AbortScope() { detail::abortQuestion = m_before; }
    AbortScope(const AbortScope&) = delete;
    AbortScope& operator=(const AbortScope&) = delete;

private:
    AbortQuestion m_before;
};

/// Throws Aborted if somebody wants an end. Outside of an AbortScope nobody does, and other
/// threads than the one that made it are not concerned.
inline void checkAbort()
{
    if (detail::abortQuestion && detail::abortQuestion())
        throw Aborted{};
}

}  // namespace omv::firmware
