// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/dfu_loaders.h"

namespace omv::vcam {

using firmware::loaders::ControlResult;
using firmware::loaders::DfuBootloaderConfig;
using firmware::loaders::DfuseConfig;
using firmware::loaders::DfuseMemory;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;
using protocol::loader::Setup;
using protocol::usbip::Speed;

namespace {

constexpr std::uint16_t kBootloaderRelease = 0x0103;
constexpr std::uint16_t kRomRelease = 0x2200;
constexpr std::array<std::uint8_t, 3> kDfuInterface{0xFE, 1, 2};

DfuBootloaderConfig configOf(UsbId id, const std::string& serial,
                             std::span<const firmware::loaders::DfuPartition> partitions)
{
    DfuBootloaderConfig config;
    config.vendor = id.vendor;
    config.product = id.product;
    config.release = kBootloaderRelease;
    config.serial = serial.c_str();
    config.partitions = partitions;
    return config;
}

DfuseConfig configOf(UsbId id, const DfuseMemory& memory)
{
    DfuseConfig config;
    config.vendor = id.vendor;
    config.product = id.product;
    config.release = kRomRelease;
    config.transferSize = 1024;  // of an H7
    config.memories = std::span(&memory, 1);
    return config;
}

UsbIdentity dfuIdentity(UsbId id, std::uint16_t release, Speed speed)
{
    UsbIdentity identity = identityOf(id.vendor, id.product, release, speed);
    identity.interfaces = {kDfuInterface};
    return identity;
}

template<class Device>
UsbAnswer transfer(Device& device, const Setup& setup, Bytes out, MutableBytes in, Time now)
{
    const ControlResult result = device.control(setup, out, in, now);
    if (result.stall)
        return UsbAnswer::stalled();
    device.acknowledged(now);
    return UsbAnswer::done(result.size);
}

}  // namespace

DfuBoardLoader::DfuBoardLoader(UsbId id, std::string serial, Speed speed,
                               std::span<const firmware::loaders::DfuPartition> partitions,
                               bool forced, Time now)
    : m_id(id)
    , m_serial(std::move(serial))
    , m_speed(speed)
    , m_device(configOf(id, m_serial, partitions))
{
    m_device.reset(now, forced);
}

BoardLoader::Next DfuBoardLoader::tick(Time now)
{
    m_device.tick(now);
    return m_device.onBus() ? Next::Stays : Next::Firmware;
}

std::optional<UsbIdentity> DfuBoardLoader::usb() const
{
    return dfuIdentity(m_id, kBootloaderRelease, m_speed);
}

UsbAnswer DfuBoardLoader::control(const Setup& setup, Bytes out, MutableBytes in, Time now)
{
    return transfer(m_device, setup, out, in, now);
}

StRomBoardLoader::StRomBoardLoader(UsbId id, firmware::loaders::FlashModel& flash,
                                   std::string memoryString, const StRomAddresses& addresses)
    : m_id(id)
    , m_memoryString(std::move(memoryString))
    , m_memory{m_memoryString.c_str(), &flash}
    , m_addresses(addresses)
    , m_device(configOf(id, m_memory))
{
}

BoardLoader::Next StRomBoardLoader::tick(Time)
{
    if (m_device.onBus())
        return Next::Stays;
    if (m_device.wantsReset())
        return Next::Reset;
    if (m_device.jumpAddress() == m_addresses.bootloader)
        return Next::Bootloader;
    return m_device.jumpAddress() == m_addresses.firmware ? Next::Firmware : Next::Nowhere;
}

std::optional<UsbIdentity> StRomBoardLoader::usb() const
{
    return dfuIdentity(m_id, kRomRelease, Speed::Full);
}

UsbAnswer StRomBoardLoader::control(const Setup& setup, Bytes out, MutableBytes in, Time now)
{
    return transfer(m_device, setup, out, in, now);
}

}  // namespace omv::vcam
