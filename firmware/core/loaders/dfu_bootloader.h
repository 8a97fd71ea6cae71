// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_usb.h"
#include "firmware/core/loaders/flash_model.h"

namespace omv::firmware::loaders {

/// When OpenMV's bootloader erases: only ever as a block is written.
enum class EraseRule : std::uint8_t {
    Never,  ///< MRAM
    AtUnit,  ///< internal flash: a sector, when a block begins exactly where it does
    AtMultiple,  ///< external flash: `eraseSize` bytes, when a block begins at a multiple of it
};

/// One alternate setting.
struct DfuPartition {
    const char* name = "";
    FlashModel* flash = nullptr;  ///< borrowed
    std::uint32_t start = 0;  ///< address
    std::uint32_t limit = 0;  ///< the first address behind it
    EraseRule erase = EraseRule::Never;
    std::uint32_t eraseSize = 0;
    bool readOnly = false;
    /// A pseudo partition: a block that begins with kRecoveryKey erases all of `flash`.
    bool recovery = false;
};

inline constexpr std::array<std::uint8_t, 16> kRecoveryKey{
    0x15, 0x9E, 0x7D, 0x42, 0x96, 0x1A, 0x71, 0xEB, 0x73, 0xA3, 0x26, 0x29, 0x2B, 0x08, 0x09, 0x0E};

struct DfuBootloaderConfig {
    std::uint16_t vendor = 0x37C5;
    std::uint16_t product = 0;
    std::uint16_t release = 0x0103;  ///< major << 8 | minor << 4 | patch of the bootloader
    const char* serial = "0123456789ABCDEF";  ///< borrowed
    std::span<const DfuPartition> partitions{};  ///< borrowed
};

enum class BootPhase : std::uint8_t {
    Off,
    Starting,  ///< waits 1 s for the host to configure it, fast LED
    Window,  ///< waits 1.5 s for a first block (for ever when forced), fast LED
    Attached,  ///< stays as long as USB stays configured, slow LED
    Left,  ///< jumped to the firmware
};

/// OpenMV's own bootloader (boot/ of its firmware, version 1.0.3, on TinyUSB), as its USB device:
/// DFU 1.1 with a partition an alternate setting.
///
/// Whoever owns the bus calls control() for each control transfer and acknowledged() when its
/// status stage is over; flash is only touched in the latter, as on the board. Until busyFor() is
/// over the device answers nothing.
///
///     Off -> Starting -> Window -> Attached -> Left
///                   \----------------------------^
class DfuBootloader {
public:
    /// What TinyUSB's buffer holds, and what block numbers count in.
    static constexpr std::size_t kBlockSize = 4096;

    explicit DfuBootloader(const DfuBootloaderConfig& config) noexcept;

    /// Power came, or a reset. `forced`: the firmware left its mark to be asked to stay.
    void reset(protocol::Time now, bool forced) noexcept;
    /// The host resets the port or takes the configuration away.
    void busReset(protocol::Time now) noexcept;
    void unplug() noexcept { m_phase = BootPhase::Off; }

    ControlResult control(const protocol::loader::Setup& setup, protocol::Bytes out,
                          protocol::MutableBytes in, protocol::Time now) noexcept;
    void acknowledged(protocol::Time now) noexcept;

    void tick(protocol::Time now) noexcept;
    /// When tick() has something to do.
    protocol::Time deadline() const noexcept;
    protocol::Duration busyFor(protocol::Time now) const noexcept;

    BootPhase phase() const { return m_phase; }
    bool onBus() const { return m_phase != BootPhase::Off && m_phase != BootPhase::Left; }
    protocol::loader::DfuState state() const { return m_state; }

private:
    enum class Pending : std::uint8_t { None, Write, Manifest, Detach };

    ControlResult classRequest(const protocol::loader::Setup& setup, protocol::Bytes out,
                               protocol::MutableBytes in) noexcept;
    ControlResult download(const protocol::loader::Setup& setup, protocol::Bytes out) noexcept;
    ControlResult upload(const protocol::loader::Setup& setup, protocol::MutableBytes in) noexcept;
    ControlResult status(protocol::MutableBytes in) noexcept;
    protocol::loader::DfuState statusState() noexcept;
    void idle() noexcept;
    void write(protocol::Time now) noexcept;
    protocol::loader::DfuError writeBlock(protocol::Duration& time) noexcept;
    bool eraseFor(const DfuPartition& partition, std::uint32_t address,
                  protocol::Duration& time) noexcept;
    protocol::loader::DfuError recover(const DfuPartition& partition,
                                       protocol::Duration& time) noexcept;
    const DfuPartition& partition() const { return m_config.partitions[m_usb.alternate()]; }

    DfuBootloaderConfig m_config;
    DfuUsb m_usb;
    BootPhase m_phase = BootPhase::Off;
    bool m_forced = false;
    bool m_recovered = false;
    protocol::Time m_until = protocol::kNever;
    protocol::Time m_busyUntil = 0;
    protocol::loader::DfuState m_state = protocol::loader::DfuState::Idle;
    protocol::loader::DfuError m_error = protocol::loader::DfuError::Ok;
    bool m_flashing = false;
    Pending m_pending = Pending::None;
    std::uint16_t m_blockNumber = 0;
    std::size_t m_blockSize = 0;
    std::array<std::uint8_t, kBlockSize> m_block{};
};

}  // namespace omv::firmware::loaders
