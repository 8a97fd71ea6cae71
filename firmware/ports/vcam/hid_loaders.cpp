// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/hid_loaders.h"

#include "firmware/core/loaders/imx_descriptors.h"
#include "firmware/core/loaders/usb_requests.h"

#include <algorithm>

namespace omv::vcam {

using firmware::loaders::ImxLoaderKind;
using firmware::loaders::ImxLoaderOptions;
using firmware::loaders::Taken;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;
using protocol::loader::Setup;
namespace imx = firmware::loaders::imx;
namespace kboot = protocol::loader::kboot;
namespace sdp = protocol::loader::sdp;

namespace {

using namespace firmware::loaders::usb;

// HID 1.11, 7.1 and 7.2.
constexpr std::uint8_t kHid = 0x21;
constexpr std::uint8_t kReportDescriptor = 0x22;
constexpr std::uint8_t kSetReport = 9;
constexpr std::uint8_t kSetIdle = 10;
constexpr std::size_t kHidAt = 18;  ///< in the configuration, behind the interface
constexpr std::size_t kHidSize = 9;

// NXP's own names were never read from a board.
constexpr HidDescriptors kLoaderDescriptors{
    imx::kLoaderDevice, imx::kLoaderConfiguration, imx::kLoaderReports, {"NXP", "MCU bootloader"}};
constexpr HidDescriptors kRomDescriptors{
    imx::kRomDevice, imx::kRomConfiguration, imx::kRomReports, {"NXP", "i.MX RT ROM"}};

UsbAnswer stringAnswer(const char* text, MutableBytes in)
{
    std::vector<std::uint8_t> bytes{0, kStringType};
    for (; *text; ++text) {
        bytes.push_back(static_cast<std::uint8_t>(*text));
        bytes.push_back(0);
    }
    bytes[0] = static_cast<std::uint8_t>(bytes.size());
    return answer(bytes, in);
}

std::uint16_t word(std::span<const std::uint8_t> bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8);
}

ImxLoaderOptions optionsOf(const firmware::loaders::FlashModel& flash, ImxLoaderKind kind)
{
    ImxLoaderOptions options;
    options.kind = kind;
    options.eraseTime = flash.eraseTime({flash.extent().address, 4096});
    options.programTime = flash.programTime(256);
    return options;
}

}  // namespace

std::optional<UsbIdentity> HidBoardLoader::usb() const
{
    const auto& device = m_descriptors.device;
    UsbIdentity identity = identityOf(word(device, 8), word(device, 10), word(device, 12),
                                      protocol::usbip::Speed::High);
    identity.interfaces = {{3, 0, 0}};
    return identity;
}

UsbAnswer HidBoardLoader::descriptor(const Setup& setup, MutableBytes in) const
{
    const auto index = static_cast<std::uint8_t>(setup.value);
    switch (setup.value >> 8) {
    case kDeviceType: return answer(m_descriptors.device, in);
    case kConfigurationType: return answer(m_descriptors.configuration, in);
    case kReportDescriptor: return answer(m_descriptors.reports, in);
    case kHid: return answer(m_descriptors.configuration.subspan(kHidAt, kHidSize), in);
    case kStringType: break;
    default: return UsbAnswer::stalled();
    }
    if (index == 0)
        return answer(std::array<std::uint8_t, 4>{4, kStringType, 0x09, 0x04}, in);  // US English
    if (index > m_descriptors.strings.size())
        return UsbAnswer::stalled();
    return stringAnswer(m_descriptors.strings[index - 1U], in);
}

UsbAnswer HidBoardLoader::standard(const Setup& setup, MutableBytes in)
{
    switch (setup.request) {
    case kGetDescriptor: return descriptor(setup, in);
    case kGetStatus: return answer(std::array<std::uint8_t, 2>{}, in);
    case kGetConfiguration: return answer(std::array{m_configuration}, in);
    case kGetInterface: return answer(std::array<std::uint8_t, 1>{}, in);
    case kSetConfiguration:
        if (setup.value > 1)
            return UsbAnswer::stalled();
        m_configuration = static_cast<std::uint8_t>(setup.value);
        return UsbAnswer::done();
    case kSetInterface: return setup.value == 0 ? UsbAnswer::done() : UsbAnswer::stalled();
    default: return UsbAnswer::stalled();
    }
}

UsbAnswer HidBoardLoader::control(const Setup& setup, Bytes out, MutableBytes in, Time now)
{
    constexpr std::uint8_t kKind = 0x60;
    constexpr std::uint8_t kClassToInterface = 0x21;
    in = in.first(std::min<std::size_t>(in.size(), setup.length));
    if ((setup.requestType & kKind) == 0)
        return standard(setup, in);
    if (setup.requestType != kClassToInterface)
        return UsbAnswer::stalled();
    if (setup.request == kSetIdle)
        return UsbAnswer::done();
    return setup.request == kSetReport ? report(out, now) : UsbAnswer::stalled();
}

UsbAnswer HidBoardLoader::report(Bytes bytes, Time now)
{
    if (bytes.empty())
        return UsbAnswer::stalled();
    switch (device().receive(bytes, now)) {
    case Taken::Busy: return UsbAnswer::notYet();
    case Taken::Stalled: return UsbAnswer::stalled();
    case Taken::Yes: break;
    }
    took(bytes);
    return UsbAnswer::done(bytes.size());
}

UsbAnswer HidBoardLoader::send(unsigned endpoint, Bytes data, Time now)
{
    constexpr unsigned kOut = 2;
    const bool has = m_descriptors.configuration[kHidAt - 5] > 1;  // endpoints of the interface
    return has && endpoint == kOut && m_configuration != 0 ? report(data, now)
                                                           : UsbAnswer::stalled();
}

UsbAnswer HidBoardLoader::receive(unsigned endpoint, MutableBytes into, Time now)
{
    constexpr unsigned kIn = 1;
    if (endpoint != kIn || m_configuration == 0)
        return UsbAnswer::stalled();
    const std::size_t size = device().transmit(into, now);
    return size > 0 ? UsbAnswer::done(size) : UsbAnswer::notYet();
}

protocol::Duration HidBoardLoader::busyFor(Time now) const
{
    const Time until = device().busyUntil();
    return until > now ? until - now : 0;
}

ImxBoardLoader::ImxBoardLoader(firmware::loaders::FlashModel& flash, std::span<std::uint32_t> fuses,
                               ImxLoaderKind kind, Time now)
    : HidBoardLoader(kLoaderDescriptors)
    , m_memory(flash)
    , m_device(m_memory, fuses, optionsOf(flash, kind), now)
{
}

void ImxBoardLoader::took(Bytes report)
{
    m_called = m_called || report[0] == kboot::report::kCommandOut;
}

/// The resident one leaves for the firmware when nobody calls; RESET is one of the chip.
BoardLoader::Next ImxBoardLoader::tick(Time now)
{
    m_device.tick(now);
    if (m_device.attached())
        return Next::Stays;
    return m_called ? Next::Reset : Next::Firmware;
}

ImxRomBoardLoader::ImxRomBoardLoader(const Program& program)
    : HidBoardLoader(kRomDescriptors)
    , m_program(program)
    , m_ram(512 * 1024)
    , m_device(m_ram)
{
}

void ImxRomBoardLoader::took(Bytes report)
{
    const auto command = sdp::decodeCommand(report);
    if (!command)
        return;
    if (command->tag == sdp::Tag::WriteFile)
        m_written = Program{command->address, command->count};
    else if (command->tag == sdp::Tag::JumpAddress)
        m_jump = command->address;
}

BoardLoader::Next ImxRomBoardLoader::tick(Time now)
{
    m_device.tick(now);
    if (m_device.attached())
        return Next::Stays;
    const bool known = m_written && m_written->address == m_program.address &&
        m_written->size == m_program.size && m_jump == m_program.address;
    return known ? Next::Program : Next::Nowhere;
}

}  // namespace omv::vcam
