// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/board_loaders.h"
#include "firmware/ports/vcam/script_state.h"
#include "firmware/ports/vcam/usb_port.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace omv::vcam {

/// What a board does from power-on to the first instruction of its firmware: its loaders on USB
/// or at their serial lines, and the jumps. Thread-safe: the VM's thread runs it, the USB
/// server's talks to the present loader.
class BootStage final : public UsbFunction {
public:
    BootStage(const Board& board, LoaderSettings settings, BoardFlash& flash, ScriptState& scripts,
              UsbPort& port);

    /// Runs what comes before the firmware until it jumps there. False: the power went or a reset
    /// came in between, or the program ends. A board that has nothing to run hangs here until
    /// then. `forced`: the firmware asked for the bootloader.
    bool run(bool forced);

    /// The board's recovery switch or jumper. A reset looks at it.
    void setRecovery(bool on) { m_recovery = on; }
    /// The cable was put in again, which gives the board its power: whether that starts it anew.
    /// A virtual board's firmware goes on without the cable, unless the switch was moved.
    bool restartsOnReplug() const { return m_inLoader || m_recovery != m_recoveryAtStart; }

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
    UsbAnswer send(unsigned endpoint, protocol::Bytes data) override;
    UsbAnswer receive(unsigned endpoint, protocol::MutableBytes into) override;
    int lookAgain() override;

private:
    using Next = BoardLoader::Next;
    using Lock = std::unique_lock<std::mutex>;

    std::unique_ptr<BoardLoader> atReset(bool forced);
    std::unique_ptr<BoardLoader> after(Next next);
    /// What it does next; Stays: interrupted.
    Next runLoader(Lock& lock);
    void waitForLoader(Lock& lock);
    bool startFirmware(Lock& lock);
    bool hang(Lock& lock);
    bool interrupted() const;
    void losePower(Lock& lock);
    void comeUp(std::unique_ptr<BoardLoader> loader);
    void leave();
    UsbAnswer judged(const UsbAnswer& answer);
    static protocol::Time now();

    BoardFlash& m_flash;
    ScriptState& m_scripts;
    UsbPort& m_port;
    std::atomic<bool> m_recovery{false};
    std::atomic<bool> m_recoveryAtStart{false};
    std::atomic<bool> m_inLoader{true};
    BoardLoaders m_loaders;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::unique_ptr<BoardLoader> m_loader;  ///< null: none runs
    std::atomic<std::uint32_t> m_version{0x050000};
};

}  // namespace omv::vcam
