// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_bootloader.h"
#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/script_state.h"
#include "firmware/ports/vcam/usb_port.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace omv::vcam {

/// What a board does from power-on to the first instruction of its firmware: its bootloader on
/// USB, and the jump. Thread-safe: the VM's thread runs it, the USB server's talks to it.
class BootStage final : public UsbFunction {
public:
    /// `serial`: USB serial number of the bootloader.
    BootStage(const Board& board, const std::string& serial, BoardFlash& flash,
              ScriptState& scripts, UsbPort& port);

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

    UsbIdentity identity() override;
    UsbAnswer control(const protocol::loader::Setup& setup, protocol::Bytes out,
                      protocol::MutableBytes in) override;
    int lookAgain() override;

private:
    bool waitForJump(std::unique_lock<std::mutex>& lock);
    bool hang(std::unique_lock<std::mutex>& lock);
    bool interrupted() const;
    void loseAndRegainPower(std::unique_lock<std::mutex>& lock);
    void comeUp(bool forced);
    void leave();
    static protocol::Time now();

    const Board& m_board;
    std::string m_serial;
    BoardFlash& m_flash;
    ScriptState& m_scripts;
    UsbPort& m_port;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    firmware::loaders::DfuBootloader m_device;
    std::atomic<std::uint32_t> m_version{0x050000};
    bool m_there = false;
};

}  // namespace omv::vcam
