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
using protocol::Bytes;

namespace {

constexpr std::size_t kReadChunk = 64 * 1024;
constexpr std::size_t kMostPeers = 16;

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

void appendOperation(std::vector<std::uint8_t>& message, const Operation& operation)
{
    std::array<std::uint8_t, kOperationBytes> bytes{};
    storeOperation(bytes, operation);
    message.insert(message.end(), bytes.begin(), bytes.end());
}

void appendDevice(std::vector<std::uint8_t>& message, const Device& device)
{
    std::array<std::uint8_t, kDeviceBytes> bytes{};
    storeDevice(bytes, device);
    message.insert(message.end(), bytes.begin(), bytes.end());
}

}  // namespace

UsbIpServer::~UsbIpServer()
{
    if (!m_thread.joinable())
        return;
    m_usb.listen({});
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
    m_usb.listen([this] { changed(); });
    m_thread = std::thread([this] { serve(); });
    return true;
}

void UsbIpServer::changed()
{
    const std::uint64_t one = 1;
    if (m_wake)
        (void)!::write(m_wake.get(), &one, sizeof one);
}

void UsbIpServer::serve()
{
    while (!m_end) {
        waitForAny();
        acceptPeer();
        for (auto& peer : m_peers) {
            if (!serve(*peer))
                peer.reset();
        }
        m_peers.erase(std::remove(m_peers.begin(), m_peers.end(), nullptr), m_peers.end());
    }
    m_peers.clear();
}

void UsbIpServer::waitForAny()
{
    std::vector<pollfd> waiting{{m_wake.get(), POLLIN, 0}};
    if (m_peers.size() < kMostPeers)
        waiting.push_back({m_listener.get(), POLLIN, 0});
    int limit = -1;
    for (const auto& peer : m_peers) {
        const bool writes =
            !peer->output.empty() || (peer->session && !peer->session->output().empty());
        waiting.push_back({peer->fd.get(), static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), 0});
        if (!peer->session)
            continue;
        waiting.push_back(peer->session->readiness());
        const int again = peer->session->lookAgain();
        if (again >= 0)
            limit = limit < 0 ? again : std::min(limit, again);
    }
    ::poll(waiting.data(), waiting.size(), limit);
    std::uint64_t count = 0;
    (void)!::read(m_wake.get(), &count, sizeof count);
}

void UsbIpServer::acceptPeer()
{
    if (m_peers.size() >= kMostPeers)
        return;
    UniqueFd fd(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!fd)
        return;
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_peers.push_back(std::make_unique<Peer>());
    m_peers.back()->fd = std::move(fd);
}

bool UsbIpServer::serve(Peer& peer)
{
    if (peer.session && !peer.session->there())
        return false;
    if (!readInput(peer))
        return false;
    if (!peer.session && !peer.last && !takeOperation(peer))
        return false;
    if (!write(peer, peer.output))
        return false;
    if (!peer.session)
        return !peer.last || !peer.output.empty();
    const auto taken = peer.session->take(peer.input);
    if (!taken)
        return false;
    peer.input.erase(peer.input.begin(), peer.input.begin() + static_cast<std::ptrdiff_t>(*taken));
    const bool there = peer.session->pump();
    // The last reply of a device that leaves still goes out.
    return (!peer.output.empty() || write(peer, peer.session->output())) && there;
}

bool UsbIpServer::readInput(Peer& peer)
{
    const std::size_t before = peer.input.size();
    peer.input.resize(before + kReadChunk);
    const ssize_t got = ::recv(peer.fd.get(), peer.input.data() + before, kReadChunk, 0);
    peer.input.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

bool UsbIpServer::write(Peer& peer, std::vector<std::uint8_t>& bytes)
{
    if (bytes.empty())
        return true;
    const ssize_t sent = ::send(peer.fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    bytes.erase(bytes.begin(), bytes.begin() + sent);
    return true;
}

bool UsbIpServer::takeOperation(Peer& peer)
{
    if (peer.input.size() < kOperationBytes)
        return true;
    const Operation request = parseOperation(std::span(peer.input).first<kOperationBytes>());
    if (request.is(Code::ListRequest)) {
        peer.last = true;
        list(peer);
        return true;
    }
    if (!request.is(Code::ImportRequest))
        return false;
    if (peer.input.size() < kOperationBytes + kBusIdBytes)
        return true;
    import(peer, Bytes(peer.input).subspan(kOperationBytes, kBusIdBytes));
    peer.input.erase(peer.input.begin(), peer.input.begin() + kOperationBytes + kBusIdBytes);
    return true;
}

void UsbIpServer::list(Peer& peer)
{
    std::vector<std::uint8_t>& message = peer.output;
    appendOperation(message, Operation::of(Code::ListReply));
    const auto plugged = m_usb.plugged();
    message.insert(message.end(), {0, 0, 0, static_cast<std::uint8_t>(plugged ? 1 : 0)});
    if (!plugged)
        return;
    UsbIdentity identity = plugged->function->identity();
    identity.device.interfaces = static_cast<std::uint8_t>(identity.interfaces.size());
    appendDevice(message, identity.device);
    for (const auto& each : identity.interfaces)
        message.insert(message.end(), {each[0], each[1], each[2], 0});
}

void UsbIpServer::import(Peer& peer, Bytes busId)
{
    const auto plugged = m_usb.plugged();
    UsbIdentity identity;
    if (plugged)
        identity = plugged->function->identity();
    identity.device.interfaces = static_cast<std::uint8_t>(identity.interfaces.size());
    const auto& name = identity.device.busId;
    // Whoever has a device that was unplugged and is back has it no longer.
    const bool taken = std::any_of(m_peers.begin(), m_peers.end(), [](const auto& each) {
        return each && each->session && each->session->there();
    });
    const bool given = plugged && !taken && std::equal(name.begin(), name.end(), busId.begin());
    appendOperation(peer.output, Operation::of(Code::ImportReply, given ? 0 : 1));
    peer.last = !given;
    if (!given)
        return;
    appendDevice(peer.output, identity.device);
    peer.session = std::make_unique<UsbIpSession>(m_usb, *plugged);
}

}  // namespace omv::vcam
