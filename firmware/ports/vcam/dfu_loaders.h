// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_bootloader.h"
#include "firmware/core/loaders/st_rom_dfuse.h"
#include "firmware/ports/vcam/board_loader.h"

#include <openmv/board.h>

#include <string>

namespace omv::vcam {

/// OpenMV's bootloader.
class DfuBoardLoader final : public BoardLoader {
public:
    /// `partitions`: borrowed. `forced`: the firmware asked for it.
    DfuBoardLoader(UsbId id, std::string serial, protocol::usbip::Speed speed,
                   std::span<const firmware::loaders::DfuPartition> partitions, bool forced,
                   protocol::Time now);

    Next tick(protocol::Time now) override;
    std::optional<UsbIdentity> usb() const override;
    UsbAnswer control(const protocol::loader::Setup& setup, protocol::Bytes out,
                      protocol::MutableBytes in, protocol::Time now) override;
    protocol::Duration busyFor(protocol::Time now) const override { return m_device.busyFor(now); }

private:
    UsbId m_id;
    std::string m_serial;
    protocol::usbip::Speed m_speed;
    firmware::loaders::DfuBootloader m_device;
};

/// Where such a ROM finds what it may jump to.
struct StRomAddresses {
    std::uint32_t bootloader = 0;
    std::uint32_t firmware = 0;
};

/// The boot loader in an STM32's ROM. It reaches the internal flash only.
class StRomBoardLoader final : public BoardLoader {
public:
    /// `flash`: borrowed.
    StRomBoardLoader(UsbId id, firmware::loaders::FlashModel& flash, std::string memoryString,
                     const StRomAddresses& addresses);

    Next tick(protocol::Time now) override;
    std::optional<UsbIdentity> usb() const override;
    UsbAnswer control(const protocol::loader::Setup& setup, protocol::Bytes out,
                      protocol::MutableBytes in, protocol::Time now) override;
    protocol::Duration busyFor(protocol::Time now) const override { return m_device.busyFor(now); }

private:
    UsbId m_id;
    std::string m_memoryString;
    firmware::loaders::DfuseMemory m_memory;
    StRomAddresses m_addresses;
    firmware::loaders::StRomDfuse m_device;
};

}  // namespace omv::vcam
