// SPDX-License-Identifier: MIT
#pragma once

namespace omv::firmware {

/// Mutual exclusion as the platform has it: a mutex in a process, masked
/// interrupts on a board, nothing in a single-threaded test.
class Lock {
public:
    virtual void lock() = 0;
    virtual void unlock() = 0;

protected:
    ~Lock() = default;
};

/// Holds a Lock for a scope.
class LockGuard {
public:
    explicit LockGuard(Lock& lock)
        : m_lock(lock)
    {
        m_lock.lock();
    }
    ~LockGuard() { m_lock.unlock(); }
    LockGuard(const LockGuard&) = delete;
    LockGuard& operator=(const LockGuard&) = delete;

private:
    Lock& m_lock;
};

}  // namespace omv::firmware
