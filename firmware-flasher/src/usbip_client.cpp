// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usbip_client.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using Clock = Transport::Clock;
using namespace protocol::usbip;
using protocol::Bytes;
using protocol::Duration;
using protocol::MutableBytes;

constexpr std::uint32_t kMostDevices = 1024;
/// An unlink is answered by the server itself, without the device.
constexpr auto kUnlinkTime = std::chrono::seconds(2);

// USB 2.0, 9.4 and HID 1.11, 7.2.
constexpr std::uint8_t kSetInterface = 0x0B;
constexpr std::uint8_t kSetReport = 0x09;
constexpr std::uint8_t kOutputReport = 2;

Clock::time_point after(Duration limit)
{
    return Clock::now() + std::chrono::microseconds(limit);
}

/// Errors: Timeout (OMV-E0711), Disconnected, System.
Status writeAll(Transport& stream, Bytes bytes, Clock::time_point deadline)
{
    while (!bytes.empty()) {
        const auto written = stream.write(bytes);
        if (!written)
            return Unexpected{written.error()};
        bytes = bytes.subspan(*written);
        if (bytes.empty())
            break;
        if (Clock::now() >= deadline)
            return fail("OMV-E0711", "The USB/IP server does not answer",
                        stream.description() + " takes no more bytes", "Restart the server");
        if (const auto ready = stream.wait(true, deadline); !ready)
            return Unexpected{ready.error()};
    }
    return Done{};
}

Status readAll(Transport& stream, MutableBytes into, Clock::time_point deadline)
{
    while (!into.empty()) {
        const auto got = stream.read(into);
        if (!got)
            return Unexpected{got.error()};
        into = into.subspan(*got);
        if (into.empty())
            break;
        if (*got == 0 && Clock::now() >= deadline)
            return fail("OMV-E0711", "The USB/IP server does not answer",
                        "Nothing came from " + stream.description() + " in time",
                        "Restart the server");
        if (*got > 0)
            continue;
        if (const auto ready = stream.wait(false, deadline); !ready)
            return Unexpected{ready.error()};
    }
    return Done{};
}

Unexpected foreign(const UsbIpAddress& server)
{
    return fail("OMV-E0712", fmt::format("{}:{} is no USB/IP server", server.host, server.port),
                "What it answered is not of that protocol",
                "Check the address: the usual port is 3240");
}

/// Sends an operation and reads the beginning of its reply.
Result<Operation> ask(Transport& stream, Code code, Bytes body, Clock::time_point deadline)
{
    std::vector<std::uint8_t> request(kOperationBytes);
    storeOperation(std::span(request).first<kOperationBytes>(), Operation::of(code));
    request.insert(request.end(), body.begin(), body.end());
    if (const Status sent = writeAll(stream, request, deadline); !sent)
        return Unexpected{sent.error()};
    std::array<std::uint8_t, kOperationBytes> reply{};
    if (const Status got = readAll(stream, reply, deadline); !got)
        return Unexpected{got.error()};
    return parseOperation(reply);
}

Result<Device> readDevice(Transport& stream, Clock::time_point deadline)
{
    std::array<std::uint8_t, kDeviceBytes> bytes{};
    if (const Status got = readAll(stream, bytes, deadline); !got)
        return Unexpected{got.error()};
    return parseDevice(bytes);
}

}  // namespace

Result<UsbIpAddress> UsbIpAddress::parse(std::string_view text)
{
    constexpr std::string_view kPrefix = "usbip:";
    const std::string whole(text);
    if (text.substr(0, kPrefix.size()) == kPrefix)
        text.remove_prefix(kPrefix.size());
    UsbIpAddress address;
    const std::size_t colon = text.rfind(':');
    address.host = text.substr(0, colon);
    bool good = !address.host.empty();
    if (colon != std::string_view::npos) {
        const std::string_view port = text.substr(colon + 1);
        const auto [end, error] =
            std::from_chars(port.data(), port.data() + port.size(), address.port);
        good =
            good && error == std::errc() && end == port.data() + port.size() && address.port != 0;
    }
    if (!good)
        return fail("OMV-E0710", whole + " is no address of a USB/IP server", {},
                    "Write usbip:HOST or usbip:HOST:PORT");
    return address;
}

Result<std::vector<Device>> listUsbIp(const UsbIpAddress& server, std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    auto stream = openTcp(server.host, server.port, timeout);
    if (!stream)
        return Unexpected{stream.error()};
    const auto reply = ask(**stream, Code::ListRequest, {}, deadline);
    if (!reply)
        return Unexpected{reply.error()};
    std::array<std::uint8_t, 4> count{};
    if (!reply->is(Code::ListReply))
        return foreign(server);
    if (const Status got = readAll(**stream, count, deadline); !got)
        return Unexpected{got.error()};
    const std::uint32_t devices = static_cast<std::uint32_t>(count[0]) << 24 |
        static_cast<std::uint32_t>(count[1]) << 16 | static_cast<std::uint32_t>(count[2]) << 8 |
        count[3];
    if (devices > kMostDevices)
        return foreign(server);
    std::vector<Device> found;
    for (std::uint32_t i = 0; i < devices; ++i) {
        const auto device = readDevice(**stream, deadline);
        if (!device)
            return Unexpected{device.error()};
        found.push_back(*device);
        std::vector<std::uint8_t> interfaces(kInterfaceBytes * device->interfaces);
        if (const Status got = readAll(**stream, interfaces, deadline); !got)
            return Unexpected{got.error()};
    }
    return found;
}

UsbIpDevice::UsbIpDevice(std::unique_ptr<Transport> stream, const Device& device)
    : m_stream(std::move(stream))
    , m_device(device)
{
}

Result<std::unique_ptr<UsbIpDevice>> UsbIpDevice::import(const UsbIpAddress& server,
                                                         const std::string& busId,
                                                         std::chrono::milliseconds timeout)
{
    const auto deadline = Clock::now() + timeout;
    auto stream = openTcp(server.host, server.port, timeout);
    if (!stream)
        return Unexpected{stream.error()};
    std::array<std::uint8_t, kBusIdBytes> name{};
    std::copy_n(busId.begin(), std::min(busId.size(), name.size() - 1), name.begin());
    const auto reply = ask(**stream, Code::ImportRequest, name, deadline);
    if (!reply)
        return Unexpected{reply.error()};
    if (!reply->is(Code::ImportReply))
        return foreign(server);
    if (reply->status != 0)
        return fail("OMV-E0713", fmt::format("The device {} is not to be had", busId),
                    fmt::format("The USB/IP server at {}:{} answers {}: it is gone, or in use",
                                server.host, server.port, reply->status),
                    "End the program that uses it, then try again");
    const auto device = readDevice(**stream, deadline);
    if (!device)
        return Unexpected{device.error()};
    return std::unique_ptr<UsbIpDevice>(new UsbIpDevice(std::move(*stream), *device));
}

Answer UsbIpDevice::control(const Setup& setup, Bytes out, MutableBytes in, Duration limit)
{
    Header header;
    header.in = (setup.requestType & 0x80) != 0;
    header.setup = setup;
    header.length = setup.length;
    return submit(header, header.in ? Bytes() : out, header.in ? in : MutableBytes(), limit);
}

Answer UsbIpDevice::send(unsigned endpoint, Bytes data, Duration limit)
{
    Header header;
    header.endpoint = endpoint;
    header.length = static_cast<std::uint32_t>(data.size());
    return submit(header, data, {}, limit);
}

Answer UsbIpDevice::receive(unsigned endpoint, MutableBytes data, Duration limit)
{
    Header header;
    header.in = true;
    header.endpoint = endpoint;
    header.length = static_cast<std::uint32_t>(data.size());
    return submit(header, {}, data, limit);
}

Answer UsbIpDevice::submit(Header header, Bytes out, MutableBytes in, Duration limit)
{
    if (m_gone)
        return {Outcome::Gone, 0};
    header.command = Command::Submit;
    header.sequence = ++m_sequence;
    header.device = m_device.id();
    std::vector<std::uint8_t> message(kHeaderBytes);
    storeHeader(std::span(message).first<kHeaderBytes>(), header);
    message.insert(message.end(), out.begin(), out.end());
    const auto deadline = after(limit);
    std::array<std::uint8_t, kHeaderBytes> reply{};
    Status went = writeAll(*m_stream, message, deadline);
    if (went)
        went = readAll(*m_stream, reply, deadline);
    if (!went && went.error().code == Errc::Timeout)
        return unlink(header.sequence, in);
    const auto parsed = went ? parseHeader(reply) : std::nullopt;
    if (!parsed || parsed->command != Command::SubmitReply || parsed->sequence != header.sequence) {
        m_gone = true;
        return {Outcome::Gone, 0};
    }
    Answer answer = take(*parsed, in);
    if (!header.in && answer.outcome == Outcome::Ok)
        answer.size = std::min<std::size_t>(parsed->length, out.size());
    return answer;
}

/// Its data, and what became of it.
Answer UsbIpDevice::take(const Header& reply, MutableBytes in)
{
    if (reply.status == kStalled)
        return {Outcome::Stall, 0};
    if (reply.status != 0) {
        m_gone = true;
        return {Outcome::Gone, 0};
    }
    if (in.empty() || reply.length == 0)
        return {Outcome::Ok, 0};
    const auto deadline = Clock::now() + kUnlinkTime;
    // More than was asked for: the two ends no longer understand each other.
    if (reply.length > in.size() || !readAll(*m_stream, in.first(reply.length), deadline)) {
        m_gone = true;
        return {Outcome::Gone, 0};
    }
    return {Outcome::Ok, reply.length};
}

/// The reply may have been on its way: then the transfer went well after all.
Answer UsbIpDevice::unlink(std::uint32_t sequence, MutableBytes in)
{
    Header header;
    header.command = Command::Unlink;
    header.sequence = ++m_sequence;
    header.device = m_device.id();
    header.unlinked = sequence;
    std::array<std::uint8_t, kHeaderBytes> message{};
    storeHeader(message, header);
    const auto deadline = Clock::now() + kUnlinkTime;
    Answer answer{Outcome::Timeout, 0};
    if (!writeAll(*m_stream, message, deadline)) {
        m_gone = true;
        return {Outcome::Gone, 0};
    }
    while (true) {
        std::array<std::uint8_t, kHeaderBytes> bytes{};
        const auto reply = readAll(*m_stream, bytes, deadline) ? parseHeader(bytes) : std::nullopt;
        if (reply && reply->command == Command::UnlinkReply && reply->sequence == m_sequence)
            return answer;
        if (!reply || reply->command != Command::SubmitReply || reply->sequence != sequence)
            break;
        answer = take(*reply, in);
        if (m_gone)
            break;
    }
    m_gone = true;
    return {Outcome::Gone, 0};
}

Answer UsbIpControlPipe::out(const Setup& setup, Bytes data, Duration limit)
{
    return m_device->control(setup, data, {}, limit);
}

Answer UsbIpControlPipe::in(const Setup& setup, MutableBytes data, Duration limit)
{
    return m_device->control(setup, {}, data, limit);
}

Answer UsbIpControlPipe::selectAlternate(int interface, int alternate, Duration limit)
{
    const Setup setup{0x01, kSetInterface, static_cast<std::uint16_t>(alternate),
                      static_cast<std::uint16_t>(interface), 0};
    return m_device->control(setup, {}, {}, limit);
}

// Resetting the port is for the host controller that has the device; here it is the connection:
// the server takes its end for an unplugging.
Answer UsbIpControlPipe::resetPort()
{
    return {Outcome::Ok, 0};
}

Answer UsbIpHidReports::out(Bytes report, Duration limit)
{
    if (m_endpoints.out != 0)
        return m_device->send(m_endpoints.out, report, limit);
    const auto value = static_cast<std::uint16_t>(kOutputReport << 8 | report[0]);
    const Setup setup{0x21, kSetReport, value, static_cast<std::uint16_t>(m_endpoints.interface),
                      static_cast<std::uint16_t>(report.size())};
    return m_device->control(setup, report, {}, limit);
}

Answer UsbIpHidReports::in(MutableBytes report, Duration limit)
{
    return m_device->receive(m_endpoints.in, report, limit);
}

}  // namespace omv::flasher
