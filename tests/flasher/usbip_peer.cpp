// SPDX-License-Identifier: MIT
#include "tests/flasher/usbip_peer.h"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace omv::test {

using namespace protocol::usbip;

namespace {

bool isSubmitOut(const Header& header)
{
    return header.command == Command::Submit && !header.in;
}

}  // namespace

UsbIpPeer::UsbIpPeer(Handler handler)
    : m_handler(std::move(handler))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    (void)::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    (void)::listen(m_listener, 4);
    (void)::pipe(m_wake);
    m_thread = std::thread([this] { serve(); });
}

UsbIpPeer::~UsbIpPeer()
{
    (void)!::write(m_wake[1], "x", 1);
    m_thread.join();
    for (const int each : {m_listener, m_wake[0], m_wake[1]})
        ::close(each);
}

void UsbIpPeer::serve()
{
    while (true) {
        pollfd waiting[] = {{m_listener, POLLIN, 0}, {m_wake[0], POLLIN, 0}};
        (void)::poll(waiting, 2, -1);
        if (waiting[1].revents != 0)
            return;
        const int connection = ::accept(m_listener, nullptr, nullptr);
        if (connection < 0)
            return;
        talk(connection);
        ::close(connection);
    }
}

bool UsbIpPeer::read(int connection, std::uint8_t* into, std::size_t size) const
{
    while (size > 0) {
        pollfd waiting[] = {{connection, POLLIN, 0}, {m_wake[0], POLLIN, 0}};
        (void)::poll(waiting, 2, -1);
        if (waiting[1].revents != 0)
            return false;
        const ssize_t got = ::read(connection, into, size);
        if (got <= 0)
            return false;
        into += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool UsbIpPeer::write(int connection, const std::vector<std::uint8_t>& bytes) const
{
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t piece = chop == 0 ? bytes.size() - at : std::min(chop, bytes.size() - at);
        const ssize_t sent = ::send(connection, bytes.data() + at, piece, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += static_cast<std::size_t>(sent);
    }
    return true;
}

void UsbIpPeer::talk(int connection)
{
    std::array<std::uint8_t, kOperationBytes> request{};
    if (!read(connection, request.data(), request.size()))
        return;
    if (foreign) {
        (void)write(connection, std::vector<std::uint8_t>(400, 'H'));
        return;
    }
    const bool list = parseOperation(request).is(Code::ListRequest);
    if (!list) {
        std::array<std::uint8_t, kBusIdBytes> name{};
        if (!read(connection, name.data(), name.size()))
            return;
    }
    std::vector<std::uint8_t> reply(kOperationBytes);
    storeOperation(
        std::span(reply).first<kOperationBytes>(),
        Operation::of(list ? Code::ListReply : Code::ImportReply, list ? 0 : importStatus));
    if (list)
        reply.insert(reply.end(), {0, 0, 0, 1});
    std::array<std::uint8_t, kDeviceBytes> bytes{};
    storeDevice(bytes, device);
    if (list || importStatus == 0)
        reply.insert(reply.end(), bytes.begin(), bytes.end());
    if (list)
        reply.resize(reply.size() + kInterfaceBytes * device.interfaces);
    m_commands = 0;
    if (!write(connection, reply) || list || importStatus != 0)
        return;
    while (command(connection)) {}
}

bool UsbIpPeer::command(int connection)
{
    std::array<std::uint8_t, kHeaderBytes> bytes{};
    if (!read(connection, bytes.data(), bytes.size()))
        return false;
    const auto header = parseHeader(bytes);
    if (!header || (hangUpAfter != 0 && ++m_commands > hangUpAfter))
        return false;
    std::vector<std::uint8_t> out(isSubmitOut(*header) ? header->length : 0);
    if (!read(connection, out.data(), out.size()))
        return false;
    Header answer;
    answer.sequence = header->sequence;
    std::vector<std::uint8_t> data;
    if (header->command == Command::Unlink) {
        answer.command = Command::UnlinkReply;
        answer.status = kUnlinked;
    } else {
        const auto reply = m_handler(*header, out);
        if (!reply)
            return true;
        answer.command = Command::SubmitReply;
        answer.status = reply->status;
        answer.length = header->in ? static_cast<std::uint32_t>(reply->data.size()) : reply->length;
        data = reply->data;
    }
    std::vector<std::uint8_t> message(kHeaderBytes);
    storeHeader(std::span(message).first<kHeaderBytes>(), answer);
    message.insert(message.end(), data.begin(), data.end());
    return write(connection, message);
}

}  // namespace omv::test
