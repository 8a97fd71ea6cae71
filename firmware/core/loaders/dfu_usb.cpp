// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/dfu_usb.h"

#include "firmware/core/loaders/usb_requests.h"

#include <cstring>

namespace omv::firmware::loaders {

using namespace omv::protocol;
using namespace omv::protocol::loader;

namespace {

using namespace usb;

constexpr std::uint8_t kManufacturerString = 1;
constexpr std::uint8_t kProductString = 2;
constexpr std::uint8_t kSerialString = 3;
constexpr std::uint8_t kFirstAlternateString = 4;
constexpr std::uint8_t kConfigurationValue = 1;
constexpr std::size_t kMaxStringCharacters = 126;

ControlResult answer(Bytes data, MutableBytes in)
{
    const std::size_t size = data.size() < in.size() ? data.size() : in.size();
    if (size > 0)
        std::memcpy(in.data(), data.data(), size);
    return {false, size};
}

std::uint8_t low(std::uint16_t value)
{
    return static_cast<std::uint8_t>(value);
}

std::uint8_t high(std::uint16_t value)
{
    return static_cast<std::uint8_t>(value >> 8);
}

}  // namespace

void DfuUsb::reset() noexcept
{
    m_configured = false;
    m_alternate = 0;
}

std::optional<ControlResult> DfuUsb::standard(const Setup& setup, MutableBytes in) noexcept
{
    constexpr std::uint8_t kKindMask = 0x60;
    if ((setup.requestType & kKindMask) != 0)
        return std::nullopt;
    if (in.size() > setup.length)
        in = in.first(setup.length);
    switch (setup.request) {
    case kGetDescriptor: return descriptor(setup, in);
    case kSetAddress: return ControlResult{};
    case kGetStatus: return answer(std::array<std::uint8_t, 2>{}, in);
    case kGetConfiguration:
        return answer(std::array{static_cast<std::uint8_t>(m_configured ? kConfigurationValue : 0)},
                      in);
    case kSetConfiguration:
        if (setup.value > kConfigurationValue)
            return kControlStall;
        reset();
        m_configured = setup.value != 0;
        return ControlResult{};
    case kGetInterface: return answer(std::array{static_cast<std::uint8_t>(m_alternate)}, in);
    case kSetInterface: return setInterface(setup);
    default: return kControlStall;
    }
}

ControlResult DfuUsb::setInterface(const Setup& setup) noexcept
{
    if (!m_configured || setup.index != 0 || setup.value >= m_identity.alternateCount)
        return kControlStall;
    m_alternate = setup.value;
    return {};
}

ControlResult DfuUsb::descriptor(const Setup& setup, MutableBytes in) const noexcept
{
    constexpr std::uint8_t kFromDevice = 0x80;
    if (setup.requestType != kFromDevice)
        return kControlStall;
    switch (high(setup.value)) {
    case kDeviceType: return deviceDescriptor(in);
    case kConfigurationType: return configurationDescriptor(in);
    case kStringType: return stringDescriptor(low(setup.value), in);
    default: return kControlStall;
    }
}

ControlResult DfuUsb::deviceDescriptor(MutableBytes in) const noexcept
{
    constexpr std::uint8_t kSize = 18;
    const std::array<std::uint8_t, kSize> wire{
        kSize,
        kDeviceType,
        0x00,  // USB 2.00
        0x02,
        0,  // class, subclass and protocol: the interface's
        0,
        0,
        64,  // bytes in a packet of endpoint 0
        low(m_identity.vendor),
        high(m_identity.vendor),
        low(m_identity.product),
        high(m_identity.product),
        low(m_identity.release),
        high(m_identity.release),
        kManufacturerString,
        kProductString,
        kSerialString,
        1,  // configuration
    };
    return answer(wire, in);
}

ControlResult DfuUsb::configurationDescriptor(MutableBytes in) const noexcept
{
    constexpr std::size_t kPart = 9;  // the size of each descriptor in it
    std::array<std::uint8_t, kPart*(DfuInterface::kMaxAlternates + 2)> wire{};
    const std::size_t total = kPart * (m_identity.alternateCount + 2);
    constexpr std::uint8_t kBusPowered = 0x80;
    const std::array<std::uint8_t, kPart> head{
        kPart,
        kConfigurationType,
        low(static_cast<std::uint16_t>(total)),
        high(static_cast<std::uint16_t>(total)),
        1,  // interface
        kConfigurationValue,
        0,
        kBusPowered,
        static_cast<std::uint8_t>(m_identity.milliamperes / 2),
    };
    std::memcpy(wire.data(), head.data(), kPart);
    for (std::size_t i = 0; i < m_identity.alternateCount; ++i) {
        const std::array<std::uint8_t, kPart> one{
            kPart,
            kInterfaceType,
            0,
            static_cast<std::uint8_t>(i),
            0,  // endpoints
            kDfuInterfaceClass,
            kDfuInterfaceSubclass,
            kDfuProtocolMode,
            static_cast<std::uint8_t>(kFirstAlternateString + i),
        };
        std::memcpy(wire.data() + kPart * (i + 1), one.data(), kPart);
    }
    const auto functional = encode(m_identity.functional);
    std::memcpy(wire.data() + total - kPart, functional.data(), kPart);
    return answer(Bytes(wire).first(total), in);
}

const char* DfuUsb::string(std::uint8_t index) const noexcept
{
    switch (index) {
    case kManufacturerString: return m_identity.manufacturer;
    case kProductString: return m_identity.name;
    case kSerialString: return m_identity.serial;
    default: break;
    }
    const std::size_t alternate = static_cast<std::size_t>(index) - kFirstAlternateString;
    return index >= kFirstAlternateString && alternate < m_identity.alternateCount
        ? m_identity.alternates[alternate]
        : nullptr;
}

ControlResult DfuUsb::stringDescriptor(std::uint8_t index, MutableBytes in) const noexcept
{
    constexpr std::array<std::uint8_t, 4> kLanguages{4, kStringType, 0x09, 0x04};  // US English
    if (index == 0)
        return answer(kLanguages, in);
    const char* text = string(index);
    if (text == nullptr)
        return kControlStall;
    std::array<std::uint8_t, 2 + 2 * kMaxStringCharacters> wire{};
    std::size_t size = 2;
    for (; *text != '\0' && size < wire.size(); ++text, size += 2)
        wire[size] = static_cast<std::uint8_t>(*text);
    wire[0] = static_cast<std::uint8_t>(size);
    wire[1] = kStringType;
    return answer(Bytes(wire).first(size), in);
}

}  // namespace omv::firmware::loaders
