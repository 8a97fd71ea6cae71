// SPDX-License-Identifier: MIT
#include "tests/firmware/vcam/raw_camera.h"

#include "protocol/handshake.h"
#include "protocol/payloads.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace omv::test {

using namespace protocol;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kLargestReply = 4 * 1024 * 1024;

void append(std::vector<std::uint8_t>& out, std::uint32_t word)
{
    const auto bytes = encodeU32(word);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

int connectTo(std::uint16_t port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return -1;
    }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

}  // namespace

RawCamera::RawCamera(const std::string& pty)
    : m_fd(open(pty.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
{
    prepare();
}

RawCamera::RawCamera(std::uint16_t tcpPort)
    : m_fd(connectTo(tcpPort))
{
    prepare();
}

void RawCamera::prepare()
{
    m_receiveBuffer.resize(64 * 1024);
    m_sendBuffer.resize(64 * 1024);
    m_replyBuffer.resize(kLargestReply);
    m_link.emplace(m_receiveBuffer, m_sendBuffer);
}

RawCamera::~RawCamera()
{
    closePort();
}

void RawCamera::closePort()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

Time RawCamera::now() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch())
        .count();
}

void RawCamera::pump(Clock::time_point until)
{
    const Bytes out = m_link->output();
    if (!out.empty()) {
        const ssize_t sent = ::write(m_fd, out.data(), out.size());
        if (sent > 0)
            m_link->sent(static_cast<std::size_t>(sent));
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    const short events = m_link->output().empty() ? POLLIN : POLLIN | POLLOUT;
    pollfd waiting{m_fd, events, 0};
    ::poll(&waiting, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 20)));
    if (waiting.revents & (POLLIN | POLLHUP | POLLERR)) {
        const MutableBytes space = m_link->receiveSpace();
        const ssize_t got = ::read(m_fd, space.data(), space.size());
        if (got > 0)
            m_link->received(static_cast<std::size_t>(got), now());
        else if (got == 0 || errno != EAGAIN)
            m_gone = true;
    }
    m_link->tick(now());
    while (const auto event = m_link->takeEvent())
        m_events.push_back(*event);
}

bool RawCamera::connect(std::uint16_t maxPayload)
{
    m_agreedAt.reset();
    m_maxPayload = maxPayload;
    HandshakeOptions options;
    options.wanted.ack = m_ack;
    options.wanted.maxPayload = maxPayload;
    Handshake handshake(options);
    handshake.start(*m_link, now());
    const auto deadline = Clock::now() + std::chrono::seconds(60);
    while (!handshake.done() && !m_gone && Clock::now() < deadline) {
        pump(Clock::now() + std::chrono::milliseconds(20));
        handshake.step(*m_link, now());
    }
    m_agreedAt =
        handshake.succeeded() ? std::optional(m_link->stats().sequenceErrors) : std::nullopt;
    return handshake.succeeded();
}

/// A soft reboot makes the link anew a moment after it was told. Who connected within that moment
/// is told by NAK SEQUENCE that what was agreed on is gone: ACK is on again.
void RawCamera::keepAgreement()
{
    if (m_agreedAt && *m_agreedAt != m_link->stats().sequenceErrors)
        connect(m_maxPayload);
}

Reply RawCamera::request(Opcode opcode, std::uint8_t channel,
                         const std::vector<std::uint8_t>& payload,
                         std::chrono::milliseconds timeout)
{
    keepAgreement();
    Command command;
    command.opcode = opcode;
    command.channel = channel;
    command.head = payload;
    command.into = m_replyBuffer;
    command.timeout = std::chrono::microseconds(timeout).count();
    m_received.clear();
    Reply lost;
    lost.outcome = Outcome::Timeout;
    if (!m_link->submit(command, now()))
        return lost;
    const auto deadline = Clock::now() + 4 * timeout;
    while (!m_gone && Clock::now() < deadline) {
        pump(deadline);
        if (const auto reply = m_link->takeReply()) {
            m_received.assign(m_replyBuffer.begin(),
                              m_replyBuffer.begin() + static_cast<std::ptrdiff_t>(reply->size));
            return *reply;
        }
    }
    return lost;
}

bool RawCamera::ioctl(std::uint8_t channel, std::uint32_t request_,
                      std::vector<std::uint32_t> words)
{
    std::vector<std::uint8_t> payload;
    append(payload, request_);
    for (const std::uint32_t word : words)
        append(payload, word);
    return request(Opcode::ChannelIoctl, channel, payload).outcome == Outcome::Ok;
}

std::uint32_t RawCamera::size(std::uint8_t channel)
{
    if (request(Opcode::ChannelSize, channel).outcome != Outcome::Ok)
        return 0;
    return decodeU32(m_received).value_or(0);
}

bool RawCamera::read(std::uint8_t channel, std::uint32_t offset, std::uint32_t length)
{
    std::vector<std::uint8_t> payload;
    append(payload, offset);
    append(payload, length);
    return request(Opcode::ChannelRead, channel, payload).outcome == Outcome::Ok;
}

bool RawCamera::write(std::uint8_t channel, std::uint32_t offset,
                      const std::vector<std::uint8_t>& data)
{
    std::vector<std::uint8_t> payload;
    append(payload, offset);
    append(payload, static_cast<std::uint32_t>(data.size()));
    payload.insert(payload.end(), data.begin(), data.end());
    return request(Opcode::ChannelWrite, channel, payload).outcome == Outcome::Ok;
}

std::uint32_t RawCamera::poll()
{
    if (request(Opcode::ChannelPoll, 0).outcome != Outcome::Ok)
        return 0;
    return decodeU32(m_received).value_or(0);
}

bool RawCamera::start(const std::string& script)
{
    m_text.clear();
    m_events.clear();
    if (!ioctl(channel::kStdin, ioctl::kStdinReset))
        return false;
    for (std::size_t at = 0; at < script.size(); at += 400) {
        const std::string part = script.substr(at, 400);
        if (!write(channel::kStdin, static_cast<std::uint32_t>(at), {part.begin(), part.end()}))
            return false;
    }
    return ioctl(channel::kStdin, ioctl::kStdinExec);
}

bool RawCamera::tookScript()
{
    const bool runs = (poll() & 2) != 0;
    const DeviceEvent started{channel::kStdin, event::kScriptStarted};
    return runs || std::find(m_events.begin(), m_events.end(), started) != m_events.end();
}

bool RawCamera::settle()
{
    const DeviceEvent reboot{channel::kTransport, event::kSoftReboot};
    const std::string prompt = ">>> ";
    m_text.clear();
    m_events.clear();
    if ((poll() & 2) == 0)
        return !m_gone;
    if (!ioctl(channel::kStdin, ioctl::kStdinStop))
        return false;
    const auto deadline = Clock::now() + std::chrono::seconds(60);
    while (!m_gone && Clock::now() < deadline) {
        if (std::find(m_events.begin(), m_events.end(), reboot) != m_events.end())
            return connect() && printed(prompt);
        m_text += text();
        if (m_text.ends_with(prompt))
            return true;
        pump(Clock::now() + std::chrono::milliseconds(10));
    }
    return false;
}

bool RawCamera::waitForReboot(std::chrono::milliseconds timeout)
{
    auto deadline = Clock::now() + timeout;
    const DeviceEvent reboot{channel::kTransport, event::kSoftReboot};
    while (!m_gone && Clock::now() < deadline) {
        const auto event = nextEvent(
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()));
        if (event && *event == reboot)
            return connect() && printed(">>> ");
        if (!event || event->channel != channel::kStdout || !m_link->idle())
            continue;
        const std::string more = text();
        m_text += more;
        if (!more.empty())
            deadline = Clock::now() + timeout;
    }
    return false;
}

std::string RawCamera::run(const std::string& script)
{
    if (!start(script))
        return "did not start";
    if (!waitForReboot(std::chrono::seconds(120)))
        return "did not end: " + m_text;
    return scriptText(m_text);
}

bool RawCamera::stop()
{
    if (!ioctl(channel::kStdin, ioctl::kStdinStop))
        return false;
    return waitForReboot();
}

std::string RawCamera::text()
{
    // One packet: what a reply of several had is gone when the board reboots meanwhile.
    constexpr std::uint32_t kMost = 4000;
    const std::uint32_t available = std::min(size(channel::kStdout), kMost);
    if (available == 0 || !read(channel::kStdout, 0, available))
        return {};
    return {m_received.begin(), m_received.end()};
}

bool RawCamera::printed(const std::string& wanted, std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    while (m_text.find(wanted) == std::string::npos && !m_gone && Clock::now() < deadline) {
        const std::string more = text();
        m_text += more;
        if (more.empty())
            pump(Clock::now() + std::chrono::milliseconds(10));
    }
    return m_text.find(wanted) != std::string::npos;
}

std::optional<DeviceEvent> RawCamera::nextEvent(std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    while (m_events.empty() && !m_gone && Clock::now() < deadline)
        pump(deadline);
    if (m_events.empty())
        return std::nullopt;
    const DeviceEvent event = m_events.front();
    m_events.erase(m_events.begin());
    return event;
}

bool RawCamera::waitUntilGone(std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    while (!m_gone && Clock::now() < deadline)
        pump(deadline);
    return m_gone;
}

std::uint8_t RawCamera::find(const std::string& name)
{
    if (request(Opcode::ChannelList, 0).outcome != Outcome::Ok)
        return 0;
    for (std::size_t at = 0; at + ChannelEntry::kWireSize <= m_received.size();
         at += ChannelEntry::kWireSize) {
        const auto entry = decodeChannelEntry(Bytes(m_received).subspan(at));
        if (entry && name == entry->name.data())
            return entry->id;
    }
    return 0;
}

std::string scriptText(const std::string& text)
{
    std::string plain;
    for (const char c : text.substr(0, text.find("MPY: soft reboot"))) {
        if (c != '\r')
            plain += c;
    }
    return plain;
}

}  // namespace omv::test
