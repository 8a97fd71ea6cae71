// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/usbip_server.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace omv::vcam {

using namespace protocol::usbip;
using firmware::loaders::ControlResult;
using protocol::Bytes;
using protocol::MutableBytes;

namespace {

constexpr std::uint32_t kLargestTransfer = 65536;

UniqueFd listenOn(std::uint16_t port, std::uint16_t& got)
{
    UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (!listener || ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        ::bind(listener.get(), plain, sizeof address) != 0 || ::listen(listener.get(), 4) != 0 ||
        ::getsockname(listener.get(), plain, &size) != 0)
        return {};
    got = ntohs(address.sin_port);
    return listener;
}

}  // namespace

UsbIpServer::~UsbIpServer()
{
    if (!m_thread.joinable())
        return;
    m_end = true;
    changed();
    m_thread.join();
}

bool UsbIpServer::start(std::uint16_t port)
{
    m_wake = UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    m_listener = listenOn(port, m_port);
    if (!m_wake || !m_listener)
        return false;
    m_thread = std::thread([this] { serve(); });
    return true;
}

void UsbIpServer::changed()
{
    const std::uint64_t one = 1;
    if (m_wake)
        (void)!::write(m_wake.get(), &one, sizeof one);
}

/// False: it is over with this connection.
bool UsbIpServer::wait(short events)
{
    while (!m_end) {
        if (m_imported != 0 && m_function.plugging() != m_imported)
            return false;
        pollfd waiting[] = {{m_connection ? m_connection.get() : m_listener.get(), events, 0},
                            {m_wake.get(), POLLIN, 0}};
        if (::poll(waiting, 2, -1) < 0 && errno != EINTR)
            return false;
        if (waiting[1].revents != 0) {
            std::uint64_t count = 0;
            (void)!::read(m_wake.get(), &count, sizeof count);
        }
        if (waiting[0].revents != 0)
            return true;
    }
    return false;
}

bool UsbIpServer::read(MutableBytes into)
{
    while (!into.empty()) {
        const ssize_t got = ::recv(m_connection.get(), into.data(), into.size(), 0);
        if (got > 0) {
            into = into.subspan(static_cast<std::size_t>(got));
            continue;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR) || !wait(POLLIN))
            return false;
    }
    return true;
}

bool UsbIpServer::write(Bytes bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_connection.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
            continue;
        }
        if ((errno != EAGAIN && errno != EINTR) || !wait(POLLOUT))
            return false;
    }
    return true;
}

void UsbIpServer::serve()
{
    while (!m_end) {
        if (!wait(POLLIN))
            continue;
        m_connection =
            UniqueFd(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!m_connection)
            continue;
        const int on = 1;
        ::setsockopt(m_connection.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        talk();
        m_imported = 0;
        m_connection.reset();
    }
}

void UsbIpServer::talk()
{
    std::array<std::uint8_t, kOperationBytes> request{};
    if (!read(request))
        return;
    if (parseOperation(request).is(Code::ListRequest))
        list();
    else if (parseOperation(request).is(Code::ImportRequest) && import()) {
        while (command()) {}
    }
}

void UsbIpServer::list()
{
    std::vector<std::uint8_t> message(kOperationBytes + 4);
    storeOperation(std::span(message).first<kOperationBytes>(), Operation::of(Code::ListReply));
    if (m_function.plugging()) {
        const Device device = m_function.describe();
        message[kOperationBytes + 3] = 1;
        std::array<std::uint8_t, kDeviceBytes> bytes{};
        storeDevice(bytes, device);
        message.insert(message.end(), bytes.begin(), bytes.end());
        for (int i = 0; i < device.interfaces; ++i)
            message.insert(message.end(), {0xFE, 0x01, 0x02, 0});
    }
    write(message);
}

bool UsbIpServer::import()
{
    std::array<std::uint8_t, kBusIdBytes> name{};
    if (!read(name))
        return false;
    const auto plugging = m_function.plugging();
    const Device device = m_function.describe();
    const bool ours =
        plugging && std::equal(device.busId.begin(), device.busId.end(), name.begin());
    std::vector<std::uint8_t> message(kOperationBytes);
    storeOperation(std::span(message).first<kOperationBytes>(),
                   Operation::of(Code::ImportReply, ours ? 0 : 1));
    if (ours) {
        std::array<std::uint8_t, kDeviceBytes> bytes{};
        storeDevice(bytes, device);
        message.insert(message.end(), bytes.begin(), bytes.end());
        m_imported = *plugging;
    }
    return write(message) && ours;
}

bool UsbIpServer::command()
{
    std::array<std::uint8_t, kHeaderBytes> bytes{};
    if (!read(bytes))
        return false;
    const auto header = parseHeader(bytes);
    if (!header)
        return false;
    if (header->command == Command::Submit)
        return submit(*header);
    if (header->command != Command::Unlink)
        return false;
    // Transfers are answered one after another: what is to be unlinked is over.
    Header answer;
    answer.command = Command::UnlinkReply;
    answer.sequence = header->sequence;
    return reply(answer, {});
}

bool UsbIpServer::submit(const Header& header)
{
    if (header.length > kLargestTransfer)
        return false;
    m_data.resize(header.length);
    if (!header.in && !read(m_data))
        return false;
    Header answer;
    answer.command = Command::SubmitReply;
    answer.sequence = header.sequence;
    const ControlResult result = header.endpoint == 0
        ? m_function.control(header.setup, header.in ? Bytes() : Bytes(m_data),
                             header.in ? MutableBytes(m_data) : MutableBytes())
        : firmware::loaders::kControlStall;
    // A device that left answers nothing.
    if (m_function.plugging() != m_imported && result.stall)
        return false;
    if (result.stall)
        answer.status = kStalled;
    else
        answer.length =
            static_cast<std::uint32_t>(std::min<std::size_t>(result.size, m_data.size()));
    const bool data = header.in && !result.stall;
    return reply(answer, data ? Bytes(m_data).first(answer.length) : Bytes());
}

bool UsbIpServer::reply(Header header, Bytes data)
{
    std::vector<std::uint8_t> message(kHeaderBytes);
    storeHeader(std::span(message).first<kHeaderBytes>(), header);
    message.insert(message.end(), data.begin(), data.end());
    return write(message);
}

}  // namespace omv::vcam
