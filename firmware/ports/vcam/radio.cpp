// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/radio.h"

#include "firmware/ports/vcam/runtime_folder.h"

#include <cerrno>
#include <filesystem>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace omv::vcam {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".ble";

/// False: too long for a socket.
bool fill(sockaddr_un& address, const std::string& path)
{
    address = {};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return false;
    path.copy(address.sun_path, path.size());
    return true;
}

}  // namespace

bool Radio::open()
{
    if (m_socket)
        return true;
    sockaddr_un address;
    const std::string path = cameraFilePath(::getpid(), kSuffix);
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket || !fill(address, path))
        return false;
    ::unlink(path.c_str());
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(socket.get(), where, sizeof address) != 0)
        return false;
    m_socket = std::move(socket);
    m_path = path;
    return true;
}

void Radio::close()
{
    if (m_socket)
        ::unlink(m_path.c_str());
    m_socket.reset();
}

int Radio::send(pid_t camera, protocol::Bytes data)
{
    if (!m_socket)
        return camera == 0 ? 1 : -1;
    if (camera != 0)
        return sendTo(camera, data);
    sendToAll(data);
    return 1;
}

int Radio::sendTo(pid_t camera, protocol::Bytes data) const
{
    sockaddr_un address;
    if (!fill(address, cameraFilePath(camera, kSuffix)))
        return -1;
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    const ssize_t sent = ::sendto(m_socket.get(), data.data(), data.size(),
                                  MSG_DONTWAIT | MSG_NOSIGNAL, where, sizeof address);
    if (sent >= 0)
        return 1;
    return errno == EAGAIN || errno == ENOBUFS || errno == EINTR ? 0 : -1;
}

void Radio::sendToAll(protocol::Bytes data) const
{
    std::error_code error;
    for (auto entry = fs::directory_iterator(announcementDirectory(), error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const auto file = cameraFileOf(name);
        if (file && file->suffix == kSuffix && file->camera != ::getpid())
            sendTo(file->camera, data);
    }
}

std::size_t Radio::receive(protocol::MutableBytes into)
{
    if (!m_socket)
        return 0;
    const ssize_t size = ::recv(m_socket.get(), into.data(), into.size(), MSG_DONTWAIT);
    return size > 0 ? static_cast<std::size_t>(size) : 0;
}

}  // namespace omv::vcam
