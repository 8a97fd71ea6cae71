// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_bootloader.h"
#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/script_state.h"
#include "protocol/usbip.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace omv::vcam {

/// A USB device as the server hands it to a host. Called on the server's thread.
class UsbFunction {
public:
    virtual ~UsbFunction() = default;
    /// Nothing: no device is on the bus. The number changes with each plugging in.
    virtual std::optional<std::uint64_t> plugging() = 0;
    virtual protocol::usbip::Device describe() = 0;
    /// Answers a control transfer, status stage included, for as long as the device takes.
    virtual firmware::loaders::ControlResult control(const protocol::loader::Setup& setup,
                                                     protocol::Bytes out,
                                                     protocol::MutableBytes in) = 0;
};

/// What a board does from power-on to the first instruction of its firmware: its bootloader on
/// USB, and the jump. Thread-safe: the VM's thread runs it, the USB server's talks to it.
class BootStage final : public UsbFunction {
public:
    /// `serial`: USB serial number of the bootloader.
    BootStage(const Board& board, const std::string& serial, BoardFlash& flash,
              ScriptState& scripts);

    /// Runs the bootloader until it jumps. False: the power went or a reset came in between, or
    /// the program ends. A board whose firmware is broken hangs here until then.
    /// `forced`: the firmware asked for the bootloader.
    bool run(bool forced);

    /// Version of the firmware that it jumped to last.
    std::array<std::uint8_t, 3> firmwareVersion() const
    {
        const std::uint32_t packed = m_version;
        return {static_cast<std::uint8_t>(packed >> 16), static_cast<std::uint8_t>(packed >> 8),
                static_cast<std::uint8_t>(packed)};
    }

    /// Called on either thread when a device comes to the bus or leaves it.
    std::function<void()> onChange;

    std::optional<std::uint64_t> plugging() override;
    protocol::usbip::Device describe() override;
    firmware::loaders::ControlResult control(const protocol::loader::Setup& setup,
                                             protocol::Bytes out,
                                             protocol::MutableBytes in) override;

private:
    bool waitForJump(std::unique_lock<std::mutex>& lock);
    bool hang(std::unique_lock<std::mutex>& lock);
    bool interrupted() const;
    void loseAndRegainPower(std::unique_lock<std::mutex>& lock);
    static protocol::Time now();
    void changed();

    const Board& m_board;
    std::string m_serial;
    BoardFlash& m_flash;
    ScriptState& m_scripts;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    firmware::loaders::DfuBootloader m_device;
    std::uint64_t m_plugging = 0;
    std::atomic<std::uint32_t> m_version{0x050000};
    bool m_there = false;
};

}  // namespace omv::vcam
