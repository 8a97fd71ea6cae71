// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/tcp_endpoint.h"

#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace omv::vcam {

bool TcpEndpoint::attach()
{
    UniqueFd listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (!listener || setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener.get(), 4) != 0 ||
        getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return false;
    m_port = ntohs(address.sin_port);
    m_listener = std::move(listener);
    return true;
}

void TcpEndpoint::detach()
{
    m_client.reset();
    m_listener.reset();
}

bool TcpEndpoint::accept()
{
    UniqueFd client(accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client)
        return false;
    const int on = 1;
    setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const bool replaced = bool(m_client);
    m_client = std::move(client);
    return replaced;
}

Transferred TcpEndpoint::read(protocol::MutableBytes into)
{
    const ssize_t count = recv(m_client.get(), into.data(), into.size(), 0);
    return count == 0 ? Transferred{0, true} : transferred(count);
}

Transferred TcpEndpoint::write(protocol::Bytes from)
{
    return transferred(send(m_client.get(), from.data(), from.size(), MSG_NOSIGNAL));
}

}  // namespace omv::vcam
