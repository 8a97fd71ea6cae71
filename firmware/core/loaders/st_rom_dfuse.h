// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_usb.h"
#include "firmware/core/loaders/flash_model.h"

namespace omv::firmware::loaders {

/// One alternate setting of a DfuSe device.
struct DfuseMemory {
    const char* name = "";  ///< the memory string; it need not be right
    FlashModel* flash = nullptr;  ///< borrowed
};

/// What differs between such devices. The defaults are those of an STM32F4's ROM.
struct DfuseConfig {
    std::uint16_t vendor = 0x0483;
    std::uint16_t product = 0xDF11;
    std::uint16_t release = 0x2200;
    const char* manufacturer = "STMicroelectronics";
    const char* name = "STM32  BOOTLOADER";
    const char* serial = "FFFFFFFEFFFF";
    std::uint16_t transferSize = 2048;
    std::span<const DfuseMemory> memories{};  ///< borrowed
    /// What it says of a mass erase, whatever that takes.
    protocol::Duration massEraseSays = 100 * protocol::kMillisecond;
    /// What it says of all else; 0: the time it takes.
    protocol::Duration busySays = 0;
    /// GETSTATUS during an operation is stalled, as by an STM32L4; else it is answered late.
    bool stallsWhileBusy = false;
    bool readProtected = false;
};

/// The boot loader in an STM32's ROM, or an Arduino's, as its USB device: DfuSe (AN3156).
/// control(), acknowledged() and busyFor() as DfuBootloader.
///
/// An operation begins with the first GETSTATUS behind its download, which answers dfuDNBUSY.
/// Which of DFU's errors a ROM gives for what was not seen on one.
class StRomDfuse {
public:
    static constexpr std::size_t kMaxTransfer = 4096;

    explicit StRomDfuse(const DfuseConfig& config) noexcept;

    void reset(protocol::Time now) noexcept;
    void busReset() noexcept;

    ControlResult control(const protocol::loader::Setup& setup, protocol::Bytes out,
                          protocol::MutableBytes in, protocol::Time now) noexcept;
    void acknowledged(protocol::Time now) noexcept;
    protocol::Duration busyFor(protocol::Time now) const noexcept;

    /// It jumped to the program at jumpAddress(): off the bus.
    bool left() const { return m_left; }
    std::uint32_t jumpAddress() const { return m_pointer; }
    /// Read protection was taken off, all is erased: it resets.
    bool wantsReset() const { return m_wantsReset; }
    bool onBus() const { return !m_left && !m_wantsReset; }
    protocol::loader::DfuState state() const { return m_state; }

private:
    enum class Operation : std::uint8_t { None, SetAddress, Erase, MassErase, Unprotect, Write };
    enum class Pending : std::uint8_t { None, Start, Leave };

    ControlResult classRequest(const protocol::loader::Setup& setup, protocol::Bytes out,
                               protocol::MutableBytes in, protocol::Time now) noexcept;
    ControlResult download(const protocol::loader::Setup& setup, protocol::Bytes out) noexcept;
    bool takeCommand() noexcept;
    ControlResult upload(const protocol::loader::Setup& setup, protocol::MutableBytes in) noexcept;
    ControlResult uploadCommands(protocol::MutableBytes in) noexcept;
    ControlResult refuse(protocol::loader::DfuError error) noexcept;
    ControlResult status(protocol::MutableBytes in, protocol::Time now) noexcept;
    protocol::loader::DfuStatus statusOf(protocol::Time now) noexcept;
    void idle() noexcept;
    void start(protocol::Time now) noexcept;
    protocol::Duration operationTime() const noexcept;
    protocol::loader::DfuError perform() noexcept;
    protocol::loader::DfuError write() noexcept;
    std::uint32_t argument() const;
    std::size_t paddedSize() const noexcept;
    FlashModel& flash() const { return *m_config.memories[m_usb.alternate()].flash; }

    DfuseConfig m_config;
    DfuUsb m_usb;
    protocol::loader::DfuState m_state = protocol::loader::DfuState::Idle;
    protocol::loader::DfuError m_error = protocol::loader::DfuError::Ok;
    Operation m_operation = Operation::None;
    Pending m_pending = Pending::None;
    protocol::loader::DfuError m_outcome = protocol::loader::DfuError::Ok;
    protocol::Time m_busyUntil = 0;
    std::uint32_t m_pointer = 0x08000000;
    std::uint16_t m_block = 0;
    std::size_t m_size = 0;
    std::array<std::uint8_t, kMaxTransfer> m_data{};
    bool m_left = false;
    bool m_wantsReset = false;
};

}  // namespace omv::firmware::loaders
