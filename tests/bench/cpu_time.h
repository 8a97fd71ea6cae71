// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <ctime>
#include <sys/resource.h>

namespace omv::bench {

/// Processor time of this process, all threads.
struct CpuTime {
    double user = 0;  ///< seconds
    double system = 0;  ///< seconds

    double total() const { return user + system; }
    friend CpuTime operator-(const CpuTime& a, const CpuTime& b)
    {
        return {a.user - b.user, a.system - b.system};
    }
};

inline double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

inline CpuTime processTime()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return {seconds(usage.ru_utime), seconds(usage.ru_stime)};
}

/// Processor time of the calling thread, in seconds.
inline double threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

inline double wallTime()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace omv::bench
