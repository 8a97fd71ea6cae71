// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/control_server.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>

namespace omv::vcam {

namespace {

constexpr std::size_t kMaxClients = 8;
constexpr std::size_t kMaxLine = 4096;

UniqueFd listenAt(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return UniqueFd();
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    ::unlink(path.c_str());
    UniqueFd listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!listener ||
        bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener.get(), 4) != 0)
        return UniqueFd();
    return listener;
}

}  // namespace

ControlServer::ControlServer(std::string path, Handler handler)
    : m_path(std::move(path))
    , m_handler(std::move(handler))
    , m_listener(listenAt(m_path))
{
}

ControlServer::~ControlServer()
{
    if (m_listener)
        ::unlink(m_path.c_str());
}

void ControlServer::addTo(std::vector<pollfd>& waiting) const
{
    waiting.push_back({m_listener.get(), POLLIN, 0});
    for (const Client& client : m_clients)
        waiting.push_back({client.fd.get(), POLLIN, 0});
}

void ControlServer::serve(const std::vector<pollfd>& waiting)
{
    const auto isReady = [&](int fd) {
        return std::any_of(waiting.begin(), waiting.end(),
                           [fd](const pollfd& state) { return state.fd == fd && state.revents; });
    };
    std::erase_if(m_clients,
                  [&](Client& client) { return isReady(client.fd.get()) && !serve(client); });
    if (isReady(m_listener.get()))
        accept();
}

void ControlServer::accept()
{
    UniqueFd client(accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (client && m_clients.size() < kMaxClients)
        m_clients.push_back({std::move(client), {}});
}

bool ControlServer::serve(Client& client)
{
    std::array<char, 1024> chunk{};
    const ssize_t got = recv(client.fd.get(), chunk.data(), chunk.size(), 0);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    if (got == 0)
        return false;
    client.input.append(chunk.data(), static_cast<std::size_t>(got));
    std::size_t end = 0;
    while ((end = client.input.find('\n')) != std::string::npos) {
        const std::string reply = m_handler(client.input.substr(0, end)) + '\n';
        client.input.erase(0, end + 1);
        // Replies are short: a client that does not read them is dropped.
        const ssize_t sent = send(client.fd.get(), reply.data(), reply.size(), MSG_NOSIGNAL);
        if (sent != static_cast<ssize_t>(reply.size()))
            return false;
    }
    return client.input.size() <= kMaxLine;
}

}  // namespace omv::vcam
