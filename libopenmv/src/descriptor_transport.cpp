// SPDX-License-Identifier: MIT
#include "libopenmv/src/descriptor_transport.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;
#else
constexpr int kSendFlags = 0;
#endif

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

/// What reading or writing a device that was pulled out, or a socket whose peer is
/// gone, reports.
bool isGone(int error)
{
    return error == EIO || error == ENXIO || error == ENODEV || error == EPIPE ||
        error == ECONNRESET || error == ENOTCONN;
}

}  // namespace

DescriptorTransport::DescriptorTransport(Setup setup)
    : m_setup(std::move(setup))
{
}

Result<Transport::Ready> DescriptorTransport::wait(bool wantWrite, Clock::time_point deadline)
{
    const auto wanted = static_cast<short>(POLLIN | (wantWrite ? POLLOUT : 0));
    const PollResult polled = pollDescriptor(m_setup.fd.get(), wanted, m_setup.wake, deadline);
    if (polled.error != 0) {
        return failure("wait for", polled.error);
    }
    Ready ready;
    ready.readable = polled.events & POLLIN;
    ready.writable = polled.events & POLLOUT;
    // What arrived before the end is read first; read() then finds the end.
    if (!ready.readable && (polled.events & (POLLHUP | POLLERR | POLLNVAL))) {
        return failure("wait for", EIO);
    }
    return ready;
}

Result<std::size_t> DescriptorTransport::read(std::span<std::uint8_t> into)
{
    if (into.empty()) {
        return std::size_t{0};
    }
    const ssize_t got = ::read(m_setup.fd.get(), into.data(), into.size());
    if (got < 0) {
        return wouldBlock(errno) ? Result<std::size_t>(std::size_t{0}) : failure("read", errno);
    }
    if (got == 0) {
        return failure("read", ENOTCONN);
    }
    return static_cast<std::size_t>(got);
}

Result<std::size_t> DescriptorTransport::write(std::span<const std::uint8_t> bytes)
{
    if (bytes.empty()) {
        return std::size_t{0};
    }
    const ssize_t put = m_setup.isSocket
        ? ::send(m_setup.fd.get(), bytes.data(), bytes.size(), kSendFlags)
        : ::write(m_setup.fd.get(), bytes.data(), bytes.size());
    if (put < 0) {
        return wouldBlock(errno) ? Result<std::size_t>(std::size_t{0}) : failure("write to", errno);
    }
    return static_cast<std::size_t>(put);
}

void DescriptorTransport::wake()
{
    m_setup.wake.set();
}

std::string DescriptorTransport::description() const
{
    return m_setup.description;
}

bool DescriptorTransport::isReliable() const
{
    return m_setup.reliable;
}

Unexpected DescriptorTransport::failure(const char* verb, int error) const
{
    const std::string what = fmt::format("Cannot {} {}", verb, m_setup.description);
    if (isGone(error)) {
        return fail("OMV-E0107", fmt::format("{} disconnected", m_setup.description),
                    fmt::format("{}: {}", what, errnoText(error)), "Connect again");
    }
    return fail("OMV-E0114", what, errnoText(error), "Connect again");
}

}  // namespace omv
