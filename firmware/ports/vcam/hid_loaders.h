// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/flash_memory.h"
#include "firmware/core/loaders/imx_loader.h"
#include "firmware/core/loaders/imx_rom.h"
#include "firmware/ports/vcam/board_loader.h"

#include <span>
#include <vector>

namespace omv::vcam {

/// What a HID says of itself, all borrowed.
struct HidDescriptors {
    std::span<const std::uint8_t> device;
    std::span<const std::uint8_t> configuration;
    std::span<const std::uint8_t> reports;
    std::array<const char*, 2> strings;  ///< from 1 on
};

/// A loader that is a HID: chapter 9 of USB, and its reports by interrupt endpoints and
/// SET_REPORT.
class HidBoardLoader : public BoardLoader {
public:
    std::optional<UsbIdentity> usb() const override;
    UsbAnswer control(const protocol::loader::Setup& setup, protocol::Bytes out,
                      protocol::MutableBytes in, protocol::Time now) override;
    UsbAnswer send(unsigned endpoint, protocol::Bytes data, protocol::Time now) override;
    UsbAnswer receive(unsigned endpoint, protocol::MutableBytes into, protocol::Time now) override;
    protocol::Duration busyFor(protocol::Time now) const override;

protected:
    explicit HidBoardLoader(const HidDescriptors& descriptors)
        : m_descriptors(descriptors)
    {
    }
    virtual firmware::loaders::HidDevice& device() = 0;
    virtual const firmware::loaders::HidDevice& device() const = 0;
    /// The device took this report.
    virtual void took(protocol::Bytes report) = 0;

private:
    UsbAnswer standard(const protocol::loader::Setup& setup, protocol::MutableBytes in);
    UsbAnswer descriptor(const protocol::loader::Setup& setup, protocol::MutableBytes in) const;
    UsbAnswer report(protocol::Bytes bytes, protocol::Time now);

    HidDescriptors m_descriptors;
    std::uint8_t m_configuration = 0;
};

/// The loader of an i.MX RT1062: resident in its flash, or in RAM after the ROM was told to.
class ImxBoardLoader final : public HidBoardLoader {
public:
    /// `flash` and `fuses`: borrowed.
    ImxBoardLoader(firmware::loaders::FlashModel& flash, std::span<std::uint32_t> fuses,
                   firmware::loaders::ImxLoaderKind kind, protocol::Time now);

    Next tick(protocol::Time now) override;

private:
    firmware::loaders::HidDevice& device() override { return m_device; }
    const firmware::loaders::HidDevice& device() const override { return m_device; }
    void took(protocol::Bytes report) override;

    firmware::loaders::FlashMemory m_memory;
    firmware::loaders::ImxLoader m_device;
    bool m_called = false;  ///< it will not leave by itself
};

/// The serial downloader in its ROM.
class ImxRomBoardLoader final : public HidBoardLoader {
public:
    /// The only program that is known to do something: NXP's flashloader.
    struct Program {
        std::uint32_t address = 0;
        std::uint32_t size = 0;
    };
    explicit ImxRomBoardLoader(const Program& program);

    Next tick(protocol::Time now) override;

private:
    firmware::loaders::HidDevice& device() override { return m_device; }
    const firmware::loaders::HidDevice& device() const override { return m_device; }
    void took(protocol::Bytes report) override;

    Program m_program;
    std::vector<std::uint8_t> m_ram;
    firmware::loaders::ImxRom m_device;
    std::optional<Program> m_written;
    std::uint32_t m_jump = 0;
};

}  // namespace omv::vcam
