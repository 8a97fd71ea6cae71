// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace omv::test {

/// Waits for files of a folder to come and go (inotify), without asking again and again.
class PathWatch {
public:
    /// Watches what is beside `path` and has the same name up to the last dot.
    explicit PathWatch(const std::string& path);
    ~PathWatch();
    PathWatch(const PathWatch&) = delete;
    PathWatch& operator=(const PathWatch&) = delete;

    /// Forgets what happened so far.
    void forget();
    /// Waits until something was made, renamed or removed since forget(); false when time is up.
    bool changed(std::chrono::steady_clock::time_point deadline);

private:
    bool readEvents(bool& meant);

    int m_fd = -1;
    std::string m_stem;
};

/// Waits until something of that name exists, or no more; a link counts by itself. False: not
/// within two minutes.
bool becomes(const std::string& path, bool there);
inline bool appears(const std::string& path)
{
    return becomes(path, true);
}
inline bool vanishes(const std::string& path)
{
    return becomes(path, false);
}

}  // namespace omv::test
