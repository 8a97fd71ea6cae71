// SPDX-License-Identifier: MIT
#include "tests/support/usbip_host.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace omv::test {

using namespace protocol::usbip;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr auto kLongest = 60s;

int left(Clock::time_point deadline)
{
    const auto time =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(time, 0, 60'000));
}

std::vector<std::uint8_t> operation(Code code)
{
    std::vector<std::uint8_t> bytes(kOperationBytes);
    storeOperation(std::span(bytes).first<kOperationBytes>(), Operation::of(code));
    return bytes;
}

}  // namespace

UsbIpHost::UsbIpHost(const std::string& address)
{
    m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(
        static_cast<std::uint16_t>(std::atoi(address.substr(address.rfind(':') + 1).c_str())));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_gone = ::connect(m_fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0;
}

UsbIpHost::~UsbIpHost()
{
    ::close(m_fd);
}

bool UsbIpHost::send(const std::vector<std::uint8_t>& bytes)
{
    std::size_t done = 0;
    while (!m_gone && done < bytes.size()) {
        const ssize_t sent = ::send(m_fd, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        m_gone = sent <= 0;
        done += m_gone ? 0 : static_cast<std::size_t>(sent);
    }
    return !m_gone;
}

bool UsbIpHost::read(std::size_t size, std::vector<std::uint8_t>& bytes, Clock::time_point deadline)
{
    bytes.resize(size);
    std::size_t done = 0;
    while (!m_gone && done < size) {
        pollfd waiting{m_fd, POLLIN, 0};
        if (::poll(&waiting, 1, left(deadline)) <= 0) {
            m_gone = done > 0;  // in the middle of something: of no use any more
            return false;
        }
        const ssize_t got = ::recv(m_fd, bytes.data() + done, size - done, 0);
        m_gone = got <= 0;
        done += m_gone ? 0 : static_cast<std::size_t>(got);
    }
    return !m_gone;
}

std::vector<Device> UsbIpHost::list(const std::string& address)
{
    UsbIpHost host(address);
    std::vector<std::uint8_t> bytes;
    const auto deadline = Clock::now() + kLongest;
    std::vector<Device> devices;
    if (!host.send(operation(Code::ListRequest)) ||
        !host.read(kOperationBytes + 4, bytes, deadline))
        return devices;
    const std::uint8_t count = bytes.back();
    for (std::uint8_t i = 0; i < count && host.read(kDeviceBytes, bytes, deadline); ++i) {
        devices.push_back(parseDevice(std::span(bytes).first<kDeviceBytes>()));
        host.read(kInterfaceBytes * devices.back().interfaces, bytes, deadline);
    }
    return devices;
}

bool UsbIpHost::waitFor(const std::string& address, std::uint16_t vendor, std::uint16_t product,
                        std::chrono::milliseconds timeout)
{
    for (const auto deadline = Clock::now() + timeout; Clock::now() < deadline;) {
        const auto devices = list(address);
        if (devices.size() == 1 && devices[0].vendor == vendor && devices[0].product == product)
            return true;
        ::poll(nullptr, 0, 5);
    }
    return false;
}

bool UsbIpHost::waitForNone(const std::string& address)
{
    for (const auto deadline = Clock::now() + kLongest; Clock::now() < deadline;) {
        if (list(address).empty())
            return true;
        ::poll(nullptr, 0, 5);
    }
    return false;
}

bool UsbIpHost::import(const std::string& busId)
{
    std::vector<std::uint8_t> message = operation(Code::ImportRequest);
    message.resize(kOperationBytes + kBusIdBytes);
    std::copy(busId.begin(), busId.end(), message.begin() + kOperationBytes);
    std::vector<std::uint8_t> bytes;
    const auto deadline = Clock::now() + kLongest;
    if (!send(message) || !read(kOperationBytes, bytes, deadline))
        return false;
    const Operation reply = parseOperation(std::span(bytes).first<kOperationBytes>());
    if (!reply.is(Code::ImportReply) || reply.status != 0 || !read(kDeviceBytes, bytes, deadline))
        return false;
    m_device = parseDevice(std::span(bytes).first<kDeviceBytes>());
    return true;
}

std::uint32_t UsbIpHost::command(Header header, const std::vector<std::uint8_t>& data)
{
    header.sequence = ++m_sequence;
    header.device = m_device.id();
    std::vector<std::uint8_t> message(kHeaderBytes);
    storeHeader(std::span(message).first<kHeaderBytes>(), header);
    message.insert(message.end(), data.begin(), data.end());
    if (header.in)
        m_ins.push_back(header.sequence);
    send(message);
    return header.sequence;
}

std::uint32_t UsbIpHost::submitIn(unsigned endpoint, std::uint32_t size)
{
    Header header;
    header.in = true;
    header.endpoint = endpoint;
    header.length = size;
    return command(header, {});
}

std::uint32_t UsbIpHost::submitOut(unsigned endpoint, const std::vector<std::uint8_t>& data)
{
    Header header;
    header.endpoint = endpoint;
    header.length = static_cast<std::uint32_t>(data.size());
    return command(header, data);
}

std::uint32_t UsbIpHost::unlink(std::uint32_t sequence)
{
    Header header;
    header.command = Command::Unlink;
    header.unlinked = sequence;
    return command(header, {});
}

std::optional<UsbIpHost::Reply> UsbIpHost::readReply(Clock::time_point deadline)
{
    Reply reply;
    std::vector<std::uint8_t> bytes;
    if (!read(kHeaderBytes, bytes, deadline))
        return std::nullopt;
    const auto header = parseHeader(std::span(bytes).first<kHeaderBytes>());
    if (!header)
        return std::nullopt;
    reply.header = *header;
    const auto in = std::find(m_ins.begin(), m_ins.end(), header->sequence);
    if (header->command == Command::SubmitReply && in != m_ins.end()) {
        m_ins.erase(in);
        if (header->length > 0 && !read(header->length, reply.data, deadline))
            return std::nullopt;
    }
    return reply;
}

std::optional<UsbIpHost::Reply> UsbIpHost::next(std::chrono::milliseconds timeout)
{
    if (!m_kept.empty()) {
        Reply reply = std::move(m_kept.front());
        m_kept.pop_front();
        return reply;
    }
    return readReply(Clock::now() + timeout);
}

bool UsbIpHost::waitUntilGone()
{
    for (const auto deadline = Clock::now() + kLongest; !m_gone && Clock::now() < deadline;)
        readReply(deadline);
    return m_gone;
}

std::optional<UsbIpHost::Reply> UsbIpHost::control(const protocol::loader::Setup& setup,
                                                   const std::vector<std::uint8_t>& out)
{
    Header header;
    header.in = (setup.requestType & 0x80) != 0;
    header.setup = setup;
    header.length = setup.length;
    const std::uint32_t sequence = command(header, out);
    const auto deadline = Clock::now() + kLongest;
    while (auto reply = readReply(deadline)) {
        if (reply->header.sequence == sequence)
            return reply;
        m_kept.push_back(std::move(*reply));
    }
    return std::nullopt;
}

std::vector<std::uint8_t> UsbIpHost::descriptor(std::uint8_t type, std::uint8_t index)
{
    const auto value = static_cast<std::uint16_t>(type << 8 | index);
    const auto reply = control({0x80, 6, value, 0, 1024});
    return reply ? reply->data : std::vector<std::uint8_t>{};
}

std::string UsbIpHost::stringDescriptor(std::uint8_t index)
{
    std::string text;
    const auto bytes = descriptor(3, index);
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2)
        text += static_cast<char>(bytes[i]);
    return text;
}

CdcTty::CdcTty(std::unique_ptr<UsbIpHost> host)
    : m_host(std::move(host))
    , m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
    , m_stop(::eventfd(0, EFD_CLOEXEC))
{
    std::array<char, 64> name{};
    termios settings{};
    ::grantpt(m_master);
    ::unlockpt(m_master);
    ::ptsname_r(m_master, name.data(), name.size());
    ::tcgetattr(m_master, &settings);
    ::cfmakeraw(&settings);
    ::tcsetattr(m_master, TCSANOW, &settings);
    m_path = name.data();
    setLine(true);
    constexpr int kReads = 16;
    for (int i = 0; i < kReads; ++i)
        m_reads.push_back(m_host->submitIn(kData, 1024));
    m_thread = std::thread([this] { run(); });
}

CdcTty::~CdcTty()
{
    const std::uint64_t one = 1;
    (void)!::write(m_stop, &one, sizeof one);
    m_thread.join();
    for (const std::uint32_t sequence : m_reads)
        m_host->unlink(sequence);
    setLine(false);
    ::close(m_master);
    ::close(m_stop);
}

bool CdcTty::setLine(bool dtr)
{
    return m_host->control({0x21, 0x22, static_cast<std::uint16_t>(dtr ? 3 : 0), 0, 0}).has_value();
}

void CdcTty::run()
{
    while (true) {
        // Without a program that has it open the terminal says "hung up" for ever.
        pollfd waiting[] = {{m_host->fd(), POLLIN, 0}, {m_stop, POLLIN, 0}, {m_master, POLLIN, 0}};
        pollfd state{m_master, 0, 0};
        const bool open = ::poll(&state, 1, 0) == 0;
        ::poll(waiting, open ? 3 : 2, open ? 1000 : 10);
        if (waiting[1].revents != 0)
            return;
        if (waiting[0].revents != 0 && !fromDevice())
            break;
        if (open && (waiting[2].revents & POLLIN) != 0 && !fromProgram())
            break;
    }
    m_gone = true;
    ::close(m_master);  // the program sees a hang-up
    m_master = -1;
}

bool CdcTty::fromDevice()
{
    const auto reply = m_host->next();
    if (!reply)
        return !m_host->gone();
    const auto read = std::find(m_reads.begin(), m_reads.end(), reply->header.sequence);
    if (read == m_reads.end())
        return true;
    *read = m_host->submitIn(kData, 1024);
    std::size_t done = 0;
    while (done < reply->data.size()) {
        const ssize_t got = ::write(m_master, reply->data.data() + done, reply->data.size() - done);
        if (got <= 0)
            return false;
        done += static_cast<std::size_t>(got);
    }
    return true;
}

bool CdcTty::fromProgram()
{
    std::vector<std::uint8_t> bytes(1024);
    const ssize_t got = ::read(m_master, bytes.data(), bytes.size());
    if (got <= 0)
        return true;
    bytes.resize(static_cast<std::size_t>(got));
    m_host->submitOut(kData, bytes);
    return true;
}

bool CdcTty::waitUntilGone() const
{
    for (const auto deadline = Clock::now() + kLongest; !m_gone && Clock::now() < deadline;)
        ::poll(nullptr, 0, 5);
    return m_gone;
}

}  // namespace omv::test
