// SPDX-License-Identifier: MIT
#include "libopenmv/src/wake_event.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <poll.h>

#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

/// Milliseconds until the deadline, rounded up so that a wait does not end early.
int pollTimeout(Transport::Clock::time_point deadline)
{
    using std::chrono::milliseconds;
    const auto now = Transport::Clock::now();
    if (deadline <= now) {
        return 0;
    }
    // time_point::max() minus now would overflow in the conversion below.
    const auto left = std::min(deadline - now, Transport::Clock::duration(std::chrono::hours(1)));
    return static_cast<int>(std::chrono::ceil<milliseconds>(left).count());
}

}  // namespace

Result<WakeEvent> WakeEvent::create()
{
    int ends[2];
    if (::pipe(ends) != 0) {
        return fail("OMV-E0113", "Cannot create a wake-up pipe", errnoText(errno));
    }
    WakeEvent event;
    event.m_read = UniqueFd(ends[0]);
    event.m_write = UniqueFd(ends[1]);
    for (const int end : ends) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    return event;
}

void WakeEvent::set() const
{
    const char byte = 0;
    // A full pipe is as good as a successful write.
    [[maybe_unused]] const ssize_t written = ::write(m_write.get(), &byte, 1);
}

void WakeEvent::clear() const
{
    char bytes[64];
    while (::read(m_read.get(), bytes, sizeof bytes) > 0) {}
}

PollResult pollDescriptor(int fd, short events, const WakeEvent& wake,
                          Transport::Clock::time_point deadline)
{
    pollfd fds[] = {{fd, events, 0}, {wake.descriptor(), POLLIN, 0}};
    for (;;) {
        const int count = ::poll(fds, 2, pollTimeout(deadline));
        if (count < 0 && errno != EINTR) {
            return {0, errno};
        }
        if (count > 0) {
            break;
        }
        if (count == 0 && Transport::Clock::now() >= deadline) {
            return {};
        }
    }
    if (fds[1].revents != 0) {
        wake.clear();
    }
    return {fds[0].revents, 0};
}

}  // namespace omv
