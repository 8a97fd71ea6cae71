// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <fmt/format.h>

#include "libopenmv/src/descriptor_transport.h"
#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

using Clock = Transport::Clock;
using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

int openSocket(const addrinfo& address, UniqueFd& fd)
{
    fd = UniqueFd(::socket(address.ai_family, address.ai_socktype, address.ai_protocol));
    if (!fd) {
        return errno;
    }
    ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
    ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
#ifdef SO_NOSIGPIPE
    const int on = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return 0;
}

/// Waits for a connection being made; gives 0 or errno.
int finishConnect(int fd, const WakeEvent& never, Clock::time_point deadline)
{
    const PollResult polled = pollDescriptor(fd, POLLOUT, never, deadline);
    if (polled.error != 0) {
        return polled.error;
    }
    if (polled.events == 0) {
        return ETIMEDOUT;
    }
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

/// One address: 0 and a connected socket in `fd`, or errno.
int connectTo(const addrinfo& address, UniqueFd& fd, const WakeEvent& never,
              Clock::time_point deadline)
{
    if (const int error = openSocket(address, fd)) {
        return error;
    }
    if (::connect(fd.get(), address.ai_addr, address.ai_addrlen) == 0) {
        return 0;
    }
    return errno == EINPROGRESS ? finishConnect(fd.get(), never, deadline) : errno;
}

Unexpected connectError(const std::string& name, int error)
{
    const std::string what = fmt::format("Cannot connect to {}", name);
    switch (error) {
    case ETIMEDOUT:
        return fail("OMV-E0112", what, "no answer in time", "Check the address and the network");
    case ECONNREFUSED:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EADDRNOTAVAIL:
        return fail("OMV-E0111", what, errnoText(error),
                    "Check host and port, and that the camera is running");
    default: return fail("OMV-E0113", what, errnoText(error));
    }
}

Result<AddressList> resolve(const std::string& host, std::uint16_t port)
{
    addrinfo hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (error != 0) {
        return fail("OMV-E0117", fmt::format("Cannot find the host {}", host),
                    ::gai_strerror(error), "Check the spelling, or use the numeric address");
    }
    return AddressList(found, &::freeaddrinfo);
}

}  // namespace

Result<std::unique_ptr<Transport>> openTcp(const std::string& host, std::uint16_t port,
                                           std::chrono::milliseconds timeout)
{
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(1);
    const auto deadline = Clock::now() + std::min(timeout, kLongest);
    const bool isV6 = host.find(':') != std::string::npos;
    const std::string name =
        fmt::format(fmt::runtime(isV6 ? "tcp://[{}]:{}" : "tcp://{}:{}"), host, port);
    auto addresses = resolve(host, port);
    if (!addresses) {
        return Unexpected{std::move(addresses).error()};
    }
    auto wake = WakeEvent::create();
    if (!wake) {
        return Unexpected{std::move(wake).error()};
    }
    UniqueFd fd;
    int error = EADDRNOTAVAIL;
    for (const addrinfo* address = addresses->get(); address; address = address->ai_next) {
        error = connectTo(*address, fd, *wake, deadline);
        if (error == 0) {
            break;
        }
    }
    if (error != 0) {
        return connectError(name, error);
    }
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    DescriptorTransport::Setup setup{std::move(fd), *std::move(wake), name};
    setup.isSocket = true;
    return std::unique_ptr<Transport>(std::make_unique<DescriptorTransport>(std::move(setup)));
}

}  // namespace omv
