// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/usb_cdc.h"

#include "firmware/core/loaders/usb_requests.h"

#include <algorithm>
#include <cerrno>

#include <sys/eventfd.h>
#include <sys/socket.h>

namespace omv::vcam {

using protocol::Bytes;
using protocol::MutableBytes;
using protocol::loader::Setup;

namespace {

using namespace firmware::loaders::usb;

// USB CDC PSTN 1.2, table 13.
constexpr std::uint8_t kSetLineCoding = 0x20;
constexpr std::uint8_t kGetLineCoding = 0x21;
constexpr std::uint8_t kSetControlLineState = 0x22;
constexpr std::uint8_t kSendBreak = 0x23;

constexpr unsigned kNotifications = 1;
constexpr unsigned kData = 2;
constexpr std::uint16_t kRelease = 0x0200;

std::uint8_t low(std::size_t value)
{
    return static_cast<std::uint8_t>(value);
}

std::uint8_t high(std::size_t value)
{
    return static_cast<std::uint8_t>(value >> 8);
}

}  // namespace

UsbIdentity UsbCdc::identity()
{
    using protocol::usbip::Speed;
    UsbIdentity identity = identityOf(m_names.vendor, m_names.product, kRelease,
                                      m_names.highSpeed ? Speed::High : Speed::Full);
    identity.device.deviceClass = 0xEF;
    identity.device.subclass = 2;
    identity.device.protocol = 1;
    identity.interfaces = {{2, 2, 1}, {10, 0, 0}};
    return identity;
}

UsbCdc::Answer UsbCdc::deviceDescriptor() const
{
    // A composite device with interface association descriptors.
    return {18,
            kDeviceType,
            0x00,
            0x02,
            0xEF,
            2,
            1,
            64,
            low(m_names.vendor),
            high(m_names.vendor),
            low(m_names.product),
            high(m_names.product),
            low(kRelease),
            high(kRelease),
            1,
            2,
            3,
            1};
}

UsbCdc::Answer UsbCdc::configurationDescriptor(bool highSpeed) const
{
    const std::uint8_t bulk = highSpeed ? 2 : 0;  // high byte of 512
    const std::uint8_t bulkLow = highSpeed ? 0 : 64;
    const std::uint8_t interval = highSpeed ? 8 : 16;
    // clang-format off
    Answer bytes{
        9, kConfigurationType, 0, 0, 2, 1, 0, 0x80, 250,
        8, 11, 0, 2, 2, 2, 1, 0,  // the two interfaces belong together
        9, 4, 0, 0, 1, 2, 2, 1, 0,  // control
        5, 0x24, 0, 0x10, 0x01,  // CDC 1.10
        5, 0x24, 1, 0, 1,  // no call management
        4, 0x24, 2, 6,  // line requests and break
        5, 0x24, 6, 0, 1,  // union
        7, 5, 0x80 | kNotifications, 3, 8, 0, interval,
        9, 4, 1, 0, 2, 10, 0, 0, 0,  // data
        7, 5, kData, 2, bulkLow, bulk, 0,
        7, 5, 0x80 | kData, 2, bulkLow, bulk, 0,
    };
    // clang-format on
    bytes[2] = low(bytes.size());
    bytes[3] = high(bytes.size());
    return bytes;
}

UsbAnswer UsbCdc::descriptor(std::uint16_t which, MutableBytes in) const
{
    switch (high(which)) {
    case kDeviceType: return answer(deviceDescriptor(), in);
    case kConfigurationType: return answer(configurationDescriptor(m_names.highSpeed), in);
    case kQualifierType:
        if (!m_names.highSpeed)
            return UsbAnswer::stalled();
        return answer(Answer{10, kQualifierType, 0, 2, 0xEF, 2, 1, 64, 1, 0}, in);
    case kOtherSpeedType: {
        if (!m_names.highSpeed)
            return UsbAnswer::stalled();
        Answer other = configurationDescriptor(false);
        other[1] = kOtherSpeedType;
        return answer(other, in);
    }
    case kStringType: break;
    default: return UsbAnswer::stalled();
    }
    if (low(which) == 0)
        return answer(Answer{4, kStringType, 0x09, 0x04}, in);  // US English
    // The product's name was never read from a board.
    const std::array<std::string, 3> strings{"OpenMV", "OpenMV Camera", m_names.serial};
    if (low(which) > strings.size())
        return UsbAnswer::stalled();
    Answer bytes{0, kStringType};
    for (const char c : strings[low(which) - 1U].substr(0, 126)) {
        bytes.push_back(static_cast<std::uint8_t>(c));
        bytes.push_back(0);
    }
    bytes[0] = low(bytes.size());
    return answer(bytes, in);
}

UsbAnswer UsbCdc::standard(const Setup& setup, MutableBytes in)
{
    switch (setup.request) {
    case kGetDescriptor: return descriptor(setup.value, in);
    case kGetStatus: return answer(Answer{0, 0}, in);
    case kGetConfiguration: return answer(Answer{m_configuration}, in);
    case kGetInterface: return answer(Answer{0}, in);
    case kSetConfiguration:
        if (setup.value > 1)
            return UsbAnswer::stalled();
        m_configuration = low(setup.value);
        return UsbAnswer::done();
    case kSetInterface: return setup.value == 0 ? UsbAnswer::done() : UsbAnswer::stalled();
    case kClearFeature:
    case kSetFeature: return UsbAnswer::done();
    default: return UsbAnswer::stalled();
    }
}

UsbAnswer UsbCdc::lineRequest(const Setup& setup, Bytes out, MutableBytes in)
{
    if (setup.index != 0)
        return UsbAnswer::stalled();
    switch (setup.request) {
    case kSetLineCoding:
        if (out.size() != m_lineCoding.size())
            return UsbAnswer::stalled();
        std::copy(out.begin(), out.end(), m_lineCoding.begin());
        m_wire->setRate(
            protocol::loadU32(std::span<const std::uint8_t, 4>(m_lineCoding.data(), 4)));
        return UsbAnswer::done(out.size());
    case kGetLineCoding: return answer(m_lineCoding, in);
    case kSetControlLineState:
        if (setup.value & 1)
            call();
        else
            hangUp();
        return UsbAnswer::done();
    case kSendBreak: return UsbAnswer::done();
    default: return UsbAnswer::stalled();
    }
}

UsbAnswer UsbCdc::control(const Setup& setup, Bytes out, MutableBytes in)
{
    constexpr std::uint8_t kKind = 0x60;
    constexpr std::uint8_t kClass = 0x20;
    in = in.first(std::min<std::size_t>(in.size(), setup.length));
    const std::uint8_t kind = setup.requestType & kKind;
    if (kind == 0)
        return standard(setup, in);
    return kind == kClass ? lineRequest(setup, out, in) : UsbAnswer::stalled();
}

void UsbCdc::call()
{
    std::array<int, 2> ends{};
    if (m_host ||
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
        return;
    m_host = UniqueFd(ends[0]);
    m_wire->give(UniqueFd(ends[1]));
}

/// The device still gets what was sent before: a socket that is closed with bytes to read would
/// tell it of an error instead.
void UsbCdc::hangUp()
{
    if (!m_host)
        return;
    ::shutdown(m_host.get(), SHUT_RDWR);
    std::array<std::uint8_t, 4096> unread;
    while (::recv(m_host.get(), unread.data(), unread.size(), 0) > 0) {}
    m_host.reset();
}

void UsbCdc::hostLeft()
{
    m_configuration = 0;
    m_wire->setRate(0);
    hangUp();
}

UsbAnswer UsbCdc::send(unsigned endpoint, Bytes data)
{
    if (endpoint != kData || m_configuration == 0)
        return UsbAnswer::stalled();
    call();
    if (!m_host)
        return UsbAnswer::notYet();
    const Transferred sent =
        transferred(::send(m_host.get(), data.data(), data.size(), MSG_NOSIGNAL));
    if (sent.gone) {
        m_host.reset();
        return UsbAnswer::done(data.size());
    }
    return sent.count == data.size() ? UsbAnswer::done(sent.count) : UsbAnswer::notYet(sent.count);
}

UsbAnswer UsbCdc::receive(unsigned endpoint, MutableBytes into)
{
    if ((endpoint != kData && endpoint != kNotifications) || m_configuration == 0)
        return UsbAnswer::stalled();
    // There is nothing that it would notify of.
    if (endpoint == kNotifications || !m_host || into.empty())
        return UsbAnswer::notYet();
    const ssize_t got = ::recv(m_host.get(), into.data(), into.size(), 0);
    if (got > 0)
        return UsbAnswer::done(static_cast<std::size_t>(got));
    if (got == 0 || transferred(got).gone)
        m_host.reset();
    return UsbAnswer::notYet();
}

pollfd UsbCdc::readiness(bool sends, bool receives)
{
    const auto events = static_cast<short>((sends ? POLLOUT : 0) | (receives ? POLLIN : 0));
    return {events != 0 ? m_host.get() : -1, events, 0};
}

void UsbCdcWire::give(UniqueFd conversation)
{
    const std::lock_guard guard(m_mutex);
    m_caller = std::move(conversation);
    const std::uint64_t one = 1;
    if (m_bell)
        (void)!::write(m_bell.get(), &one, sizeof one);
}

bool UsbCdcWire::accept()
{
    const std::lock_guard guard(m_mutex);
    std::uint64_t count = 0;
    (void)!::read(m_bell.get(), &count, sizeof count);
    if (!m_caller)
        return false;
    const bool replaced = bool(m_client);
    m_client = std::move(m_caller);
    return replaced;
}

bool UsbCdcWire::attach()
{
    {
        const std::lock_guard guard(m_mutex);
        m_bell = UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    }
    if (m_bell)
        m_port.plug(m_device);
    return bool(m_bell);
}

void UsbCdcWire::detach()
{
    m_port.unplug(m_device);
    m_client.reset();
    const std::lock_guard guard(m_mutex);
    m_caller.reset();
    m_bell.reset();
}

Transferred UsbCdcWire::read(MutableBytes into)
{
    const ssize_t count = ::recv(m_client.get(), into.data(), into.size(), 0);
    return count == 0 ? Transferred{0, true} : transferred(count);
}

/// To a host that has hung up: what it sent before is read first, then it is noticed.
Transferred UsbCdcWire::write(Bytes from)
{
    const ssize_t count = ::send(m_client.get(), from.data(), from.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EPIPE)
        return {from.size(), false};
    return transferred(count);
}

}  // namespace omv::vcam
