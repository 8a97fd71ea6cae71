// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/core_link.h"

#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>

namespace omv::vcam {

namespace {

struct Addresses {
    std::uint32_t from;
    std::uint32_t to;
};

// About what 64 buffers of 512 bytes hold.
constexpr int kBuffered = 32 * 1024;

}  // namespace

std::array<UniqueFd, 2> CoreLink::makePair()
{
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return {};
    for (const int end : ends)
        setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kBuffered, sizeof kBuffered);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

CoreLink::CoreLink(UniqueFd socket, std::function<void()> onEnd)
    : m_socket(std::move(socket))
    , m_onEnd(std::move(onEnd))
    , m_thread([this] { watch(); })
{
}

CoreLink::~CoreLink()
{
    m_quit = true;
    m_wake.signal();
    m_thread.join();
}

int CoreLink::send(std::uint32_t from, std::uint32_t to, const std::uint8_t* data, std::size_t size)
{
    if (m_ended || size > OMV_CORE_MESSAGE)
        return -1;
    std::array<std::uint8_t, sizeof(Addresses) + OMV_CORE_MESSAGE> message{};
    const Addresses addresses{from, to};
    std::memcpy(message.data(), &addresses, sizeof addresses);
    if (size > 0)
        std::memcpy(message.data() + sizeof addresses, data, size);
    const ssize_t sent = ::send(m_socket.get(), message.data(), sizeof addresses + size,
                                MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0)
        return 1;
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        return -1;
    m_waitsToWrite = true;
    m_wake.signal();
    return 0;
}

int CoreLink::receive(std::uint32_t& from, std::uint32_t& to, std::uint8_t* data)
{
    std::array<std::uint8_t, sizeof(Addresses) + OMV_CORE_MESSAGE> message{};
    const ssize_t got = ::recv(m_socket.get(), message.data(), message.size(), MSG_DONTWAIT);
    Addresses addresses{};
    if (got < static_cast<ssize_t>(sizeof addresses)) {
        if (got < 0 && !m_ended) {
            m_waitsToRead = true;
            m_wake.signal();
        }
        return -1;
    }
    std::memcpy(&addresses, message.data(), sizeof addresses);
    from = addresses.from;
    to = addresses.to;
    const std::size_t size = static_cast<std::size_t>(got) - sizeof addresses;
    std::memcpy(data, message.data() + sizeof addresses, size);
    return static_cast<int>(size);
}

bool CoreLink::waitForRoom(int milliseconds) const
{
    pollfd polled{m_socket.get(), POLLOUT, 0};
    return ::poll(&polled, 1, milliseconds) > 0;
}

void CoreLink::watch()
{
    while (!m_quit) {
        int events = POLLRDHUP;
        events |= m_waitsToRead ? POLLIN : 0;
        events |= m_waitsToWrite ? POLLOUT : 0;
        std::array<pollfd, 2> polled{pollfd{m_wake.fd(), POLLIN, 0},
                                     pollfd{m_socket.get(), static_cast<short>(events), 0}};
        if (::poll(polled.data(), polled.size(), -1) < 0)
            continue;
        if (polled[0].revents)
            m_wake.clear();
        const int seen = polled[1].revents;
        if ((seen & POLLIN) && m_waitsToRead.exchange(false))
            omv_vm_post(OMV_VM_CORE);
        if ((seen & POLLOUT) && m_waitsToWrite.exchange(false))
            omv_vm_post(OMV_VM_WAKE);
        if (seen & (POLLHUP | POLLRDHUP | POLLERR)) {
            m_ended = true;
            omv_vm_post(OMV_VM_CORE | OMV_VM_WAKE);
            if (!m_quit)
                m_onEnd();
            return;
        }
    }
}

}  // namespace omv::vcam
