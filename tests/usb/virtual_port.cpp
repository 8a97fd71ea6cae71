// SPDX-License-Identifier: MIT
#include "tests/usb/virtual_port.h"

#include <array>
#include <chrono>
#include <fstream>
#include <sstream>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "protocol/usbip.h"

namespace omv::test {

namespace {

using namespace protocol::usbip;

const std::string kController = "/sys/devices/platform/vhci_hcd.0/";
constexpr int kLookEvery = 20;  // milliseconds
constexpr int kAnswerTime = 10000;

/// Closes what it holds.
struct Socket {
    explicit Socket(int descriptor)
        : fd(descriptor)
    {
    }
    ~Socket()
    {
        if (fd >= 0)
            ::close(fd);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int fd;
};

/// To HOST:PORT; -1: nobody is there.
int connectTo(const std::string& address)
{
    const std::size_t colon = address.rfind(':');
    const std::string host = address.substr(address.find(':') + 1, colon - address.find(':') - 1);
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    ::inet_pton(AF_INET, host.c_str(), &peer.sin_addr);
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&peer), sizeof peer) == 0)
        return fd;
    ::close(fd);
    return -1;
}

bool sendAll(int fd, const std::vector<std::uint8_t>& bytes)
{
    return ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
        static_cast<ssize_t>(bytes.size());
}

bool receiveAll(int fd, std::span<std::uint8_t> into)
{
    while (!into.empty()) {
        pollfd waiting{fd, POLLIN, 0};
        if (::poll(&waiting, 1, kAnswerTime) <= 0)
            return false;
        const ssize_t got = ::recv(fd, into.data(), into.size(), 0);
        if (got <= 0)
            return false;
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool ask(int fd, Code code, const std::string& busId, Code answer)
{
    std::vector<std::uint8_t> request(kOperationBytes);
    storeOperation(std::span(request).first<kOperationBytes>(), Operation::of(code));
    if (!busId.empty()) {
        request.insert(request.end(), busId.begin(), busId.end());
        request.resize(kOperationBytes + kBusIdBytes);
    }
    std::array<std::uint8_t, kOperationBytes> reply{};
    if (!sendAll(fd, request) || !receiveAll(fd, reply))
        return false;
    const Operation operation = parseOperation(reply);
    return operation.is(answer) && operation.status == 0;
}

/// Bus id of the first device; empty: there is none.
std::string firstDevice(const std::string& address)
{
    const Socket socket(connectTo(address));
    std::array<std::uint8_t, 4> count{};
    std::array<std::uint8_t, kDeviceBytes> device{};
    if (socket.fd < 0 || !ask(socket.fd, Code::ListRequest, {}, Code::ListReply) ||
        !receiveAll(socket.fd, count) || count[3] == 0 || !receiveAll(socket.fd, device))
        return {};
    return parseDevice(device).busId.data();
}

bool writeLine(const std::string& path, const std::string& text)
{
    const Socket file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return file.fd >= 0 &&
        ::write(file.fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

}  // namespace

VirtualPort::VirtualPort(const std::string& address, unsigned number)
    : m_address(address)
    , m_number(number)
{
    connect(true);
}

VirtualPort::~VirtualPort()
{
    connect(false);
}

void VirtualPort::connect(bool cable)
{
    if (m_cable.exchange(cable) == cable)
        return;
    if (cable) {
        m_thread = std::thread([this] { run(); });
        return;
    }
    m_thread.join();
    // Fails when nothing is plugged in, which is as well.
    writeLine(kController + "detach", std::to_string(m_number));
    for (int waited = 0; occupied() && waited < kAnswerTime; waited += kLookEvery)
        ::poll(nullptr, 0, kLookEvery);
}

void VirtualPort::run()
{
    while (m_cable) {
        if (!occupied() && plugIn())
            ++m_plugs;
        ::poll(nullptr, 0, kLookEvery);
    }
}

bool VirtualPort::plugIn()
{
    const std::string busId = firstDevice(m_address);
    const Socket socket(busId.empty() ? -1 : connectTo(m_address));
    std::array<std::uint8_t, kDeviceBytes> bytes{};
    if (socket.fd < 0 || !ask(socket.fd, Code::ImportRequest, busId, Code::ImportReply) ||
        !receiveAll(socket.fd, bytes))
        return false;
    // From here on the socket is the kernel's; it keeps it open.
    const Device device = parseDevice(bytes);
    std::ostringstream line;
    line << m_number << ' ' << socket.fd << ' ' << device.id() << ' '
         << static_cast<std::uint32_t>(device.speed);
    if (writeLine(kController + "attach", line.str()))
        return true;
    m_problem = "cannot attach: " + line.str();
    return false;
}

/// By the controller's own list: hub, port, state ("004": free), and more.
bool VirtualPort::occupied() const
{
    std::ifstream list(kController + "status");
    for (std::string line; std::getline(list, line);) {
        std::istringstream words(line);
        std::string hub;
        unsigned port = 0;
        std::string state;
        if (words >> hub >> port >> state && port == m_number)
            return state != "004";
    }
    return false;
}

}  // namespace omv::test
