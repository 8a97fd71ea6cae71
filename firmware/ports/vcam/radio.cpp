// SPDX-License-Identifier: MIT
// The radio: datagrams between the virtual cameras of a user on this computer. Each has a socket
// beside its announcement; what is sent to all goes to every socket there.
#include "firmware/modules/port.h"

#include "firmware/ports/vcam/unique_fd.h"

#include "openmv/discovery.h"

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace omv::vcam {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "vcam-";
constexpr std::string_view kSuffix = ".ble";

class Radio {
public:
    ~Radio() { close(); }
    bool isOpen() const { return static_cast<bool>(m_socket); }
    int get() const { return m_socket.get(); }
    void open(UniqueFd socket, std::string path)
    {
        m_socket = std::move(socket);
        m_path = std::move(path);
    }
    void close()
    {
        if (m_socket)
            ::unlink(m_path.c_str());
        m_socket.reset();
    }

private:
    UniqueFd m_socket;
    std::string m_path;
};

Radio& radio()
{
    static Radio one;
    return one;
}

std::string pathOf(long pid)
{
    return announcementDirectory() + "/" + std::string(kPrefix) + std::to_string(pid) +
        std::string(kSuffix);
}

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

/// Of a radio's socket; 0: it is none.
long ownerOf(std::string_view name)
{
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix))
        return 0;
    name.remove_prefix(kPrefix.size());
    name.remove_suffix(kSuffix.size());
    long pid = 0;
    const auto end = name.data() + name.size();
    return std::from_chars(name.data(), end, pid).ptr == end ? pid : 0;
}

/// As omv_port_radio_send() answers.
int sendTo(long pid, const void* data, std::size_t size)
{
    sockaddr_un address;
    if (!fill(address, pathOf(pid)))
        return -1;
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    const ssize_t sent =
        ::sendto(radio().get(), data, size, MSG_DONTWAIT | MSG_NOSIGNAL, where, sizeof address);
    if (sent >= 0)
        return 1;
    return errno == EAGAIN || errno == ENOBUFS || errno == EINTR ? 0 : -1;
}

void sendToAll(const void* data, std::size_t size)
{
    std::error_code error;
    for (auto entry = fs::directory_iterator(announcementDirectory(), error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const long pid = ownerOf(entry->path().filename().string());
        if (pid > 0 && pid != ::getpid())
            sendTo(pid, data, size);
    }
}

bool open()
{
    sockaddr_un address;
    const std::string path = pathOf(::getpid());
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket || !fill(address, path))
        return false;
    ::unlink(path.c_str());
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(socket.get(), where, sizeof address) != 0)
        return false;
    radio().open(std::move(socket), path);
    return true;
}

}  // namespace

}  // namespace omv::vcam

using namespace omv::vcam;

extern "C" {

int omv_port_radio_open()
{
    if (omv_port_network() && !radio().isOpen())
        open();
    return static_cast<int>(::getpid());
}

void omv_port_radio_close()
{
    radio().close();
}

int omv_port_radio_send(int to, const std::uint8_t* data, std::size_t size)
{
    if (!radio().isOpen())
        return to == 0 ? 1 : -1;
    if (to != 0)
        return sendTo(to, data, size);
    sendToAll(data, size);
    return 1;
}

std::size_t omv_port_radio_receive(std::uint8_t data[OMV_RADIO_BYTES])
{
    if (!radio().isOpen())
        return 0;
    const ssize_t size = ::recv(radio().get(), data, OMV_RADIO_BYTES, MSG_DONTWAIT);
    return size > 0 ? static_cast<std::size_t>(size) : 0;
}
}
