// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/pty_endpoint.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace omv::vcam {

namespace {

/// Points `link` at `target`, replacing what it pointed at in one step.
bool pointLink(const std::string& link, const char* target)
{
    const std::string fresh = link + ".new";
    ::unlink(fresh.c_str());
    return ::symlink(target, fresh.c_str()) == 0 && std::rename(fresh.c_str(), link.c_str()) == 0;
}

}  // namespace

bool PtyEndpoint::attach()
{
    UniqueFd master(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    std::array<char, 64> name{};
    if (!master || grantpt(master.get()) != 0 || unlockpt(master.get()) != 0 ||
        ptsname_r(master.get(), name.data(), name.size()) != 0)
        return false;
    termios settings{};
    if (tcgetattr(master.get(), &settings) != 0)
        return false;
    cfmakeraw(&settings);
    if (tcsetattr(master.get(), TCSANOW, &settings) != 0 || !pointLink(m_link, name.data()))
        return false;
    m_master = std::move(master);
    return true;
}

void PtyEndpoint::detach()
{
    if (m_master)
        ::unlink(m_link.c_str());
    m_master.reset();
}

bool PtyEndpoint::hungUp() const
{
    pollfd state{m_master.get(), 0, 0};
    return m_master && poll(&state, 1, 0) > 0 && (state.revents & POLLHUP);
}

Transferred PtyEndpoint::read(protocol::MutableBytes into)
{
    return transferred(::read(m_master.get(), into.data(), into.size()));
}

Transferred PtyEndpoint::write(protocol::Bytes from)
{
    return transferred(::write(m_master.get(), from.data(), from.size()));
}

std::optional<std::uint32_t> PtyEndpoint::rate() const
{
    // A master sees the settings of the other side. 38400 is what a pty begins with.
    termios settings{};
    if (!m_master || tcgetattr(m_master.get(), &settings) != 0)
        return std::nullopt;
    switch (cfgetospeed(&settings)) {
    case B38400: return std::nullopt;
    case B921600: return 921600;
    case B115200: return 115200;
    default: return 9600;  // one rate of a terminal is as good as another
    }
}

void PtyEndpoint::discardOutput()
{
    tcflush(m_master.get(), TCOFLUSH);
}

}  // namespace omv::vcam
