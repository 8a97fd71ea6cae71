// SPDX-License-Identifier: MIT
#include <openmv/discovery.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <poll.h>
#include <thread>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

#include "libopenmv/src/discovery_sources.h"
#include "libopenmv/src/wake_event.h"

namespace omv {

namespace {

using namespace std::chrono_literals;
using Clock = Transport::Clock;

/// How often serial ports and processes are looked at.
constexpr auto kScanPeriod = 500ms;
/// Quiet time after a change in the folder before it is read.
constexpr auto kSettleTime = 50ms;

/// Tells early that something changed in the announcement folder. Only a short cut:
/// everything is also found by the regular scan.
class FolderWatch {
public:
    /// -1 while there is nothing to watch.
    int descriptor()
    {
#ifdef __linux__
        if (!m_fd) {
            m_fd = UniqueFd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
        }
        if (m_fd && m_watch < 0) {
            m_watch = ::inotify_add_watch(m_fd.get(), announcementDirectory().c_str(),
                                          IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE |
                                              IN_MOVED_FROM | IN_ONLYDIR);
        }
        return m_watch < 0 ? -1 : m_fd.get();
#else
        return -1;
#endif
    }

    void drain()
    {
#ifdef __linux__
        alignas(inotify_event) char events[4096];
        for (;;) {
            const ssize_t got = ::read(m_fd.get(), events, sizeof events);
            if (got <= 0) {
                return;
            }
            forgetRemovedFolder({events, static_cast<std::size_t>(got)});
        }
#endif
    }

private:
#ifdef __linux__
    void forgetRemovedFolder(std::string_view events)
    {
        while (events.size() >= sizeof(inotify_event)) {
            inotify_event event;
            std::memcpy(&event, events.data(), sizeof event);
            if (event.mask & IN_IGNORED) {
                m_watch = -1;
            }
            events.remove_prefix(std::min(events.size(), sizeof event + event.len));
        }
    }
#endif

    UniqueFd m_fd;
    int m_watch = -1;
};

}  // namespace

struct OPENMV_LOCAL CameraWatch::Private {
    Callbacks callbacks;
    WakeEvent wake;
    std::atomic<bool> stop{false};
    FolderWatch folder;
    BoardDatabase boards;
    std::vector<CameraInfo> known;
    std::thread thread;

    void run();
    void waitForChange();
    void scan();
};

void CameraWatch::Private::run()
{
    while (!stop) {
        scan();
        waitForChange();
    }
}

void CameraWatch::Private::waitForChange()
{
    const auto deadline = Clock::now() + kScanPeriod;
    const PollResult first = pollDescriptor(folder.descriptor(), POLLIN, wake, deadline);
    if (first.events == 0) {
        return;
    }
    // A file comes in steps (create, write, rename): wait until it is quiet.
    PollResult more = first;
    while (!stop && more.events != 0 && Clock::now() < deadline) {
        folder.drain();
        more = pollDescriptor(folder.descriptor(), POLLIN, wake, Clock::now() + kSettleTime);
    }
}

void CameraWatch::Private::scan()
{
    std::vector<CameraInfo> now = camerasNow(boards);
    const auto isIn = [](const std::vector<CameraInfo>& list, const CameraInfo& info) {
        return std::find(list.begin(), list.end(), info) != list.end();
    };
    const std::vector<CameraInfo> before = std::exchange(known, std::move(now));
    for (const CameraInfo& info : before) {
        if (!stop && callbacks.vanished && !isIn(known, info)) {
            callbacks.vanished(info);
        }
    }
    for (const CameraInfo& info : known) {
        if (!stop && callbacks.appeared && !isIn(before, info)) {
            callbacks.appeared(info);
        }
    }
}

CameraWatch::CameraWatch(Callbacks callbacks)
    : d(std::make_unique<Private>())
{
    d->callbacks = std::move(callbacks);
    // Without board data serial ports cannot be recognised; listCameras() tells why.
    if (auto boards = BoardDatabase::load()) {
        d->boards = *std::move(boards);
    }
    auto wake = WakeEvent::create();
    if (!wake) {
        return;  // out of descriptors: nothing can be watched
    }
    d->wake = *std::move(wake);
    d->thread = std::thread([this] { d->run(); });
}

CameraWatch::~CameraWatch()
{
    d->stop = true;
    if (d->thread.joinable()) {
        d->wake.set();
        d->thread.join();
    }
}

}  // namespace omv
