// SPDX-License-Identifier: MIT
#include "tests/support/path_watch.h"

#include "tests/support/program.h"

#include <array>
#include <cstring>
#include <filesystem>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace omv::test {

PathWatch::PathWatch(const std::string& path)
    : m_fd(inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    , m_stem(std::filesystem::path(path).stem().string() + ".")
{
    const std::string folder = std::filesystem::path(path).parent_path();
    inotify_add_watch(m_fd, folder.c_str(), IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM);
}

PathWatch::~PathWatch()
{
    if (m_fd >= 0)
        close(m_fd);
}

void PathWatch::forget()
{
    bool meant = false;
    while (readEvents(meant)) {}
}

bool PathWatch::changed(std::chrono::steady_clock::time_point deadline)
{
    pollfd waiting{m_fd, POLLIN, 0};
    bool meant = false;
    while (!meant && poll(&waiting, 1, millisecondsUntil(deadline)) > 0)
        readEvents(meant);
    return meant;
}

/// False when there are none. Sets `meant` when one is about a file that is watched.
bool PathWatch::readEvents(bool& meant)
{
    alignas(inotify_event) std::array<char, 4096> bytes;
    const ssize_t size = read(m_fd, bytes.data(), bytes.size());
    for (ssize_t at = 0; at < size;) {
        const char* record = bytes.data() + at;
        inotify_event event;
        std::memcpy(&event, record, sizeof event);
        const std::string name = event.len > 0 ? record + sizeof event : "";
        meant = meant || name.starts_with(m_stem);
        at += static_cast<ssize_t>(sizeof event + event.len);
    }
    return size > 0;
}

bool becomes(const std::string& path, bool there)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    PathWatch watch(path);
    while (std::filesystem::exists(std::filesystem::symlink_status(path)) != there) {
        if (!watch.changed(deadline))
            return false;
    }
    return true;
}

}  // namespace omv::test
