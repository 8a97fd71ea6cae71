// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/board_setup.h"
#include "firmware/ports/vcam/boot_stage.h"
#include "firmware/ports/vcam/buses.h"
#include "firmware/ports/vcam/flash_folder.h"
#include "firmware/ports/vcam/mailbox.h"
#include "firmware/ports/vcam/peripherals.h"
#include "firmware/ports/vcam/script_state.h"
#include "firmware/ports/vcam/vm_port.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace omv::vcam {

/// The life of the board's MicroPython, from power-on to power-off, on a thread
/// of its own.
///
///     power on -> boot.py -> main.py -> prompt -> script -> soft reboot -> boot.py -> prompt ...
///
/// Every script end is a soft reboot; a reset, the bootloader or deep sleep ends
/// a life and the next begins with a cold boot.
class VmThread {
public:
    VmThread(BoardSetup& setup, FlashFolder& flash, Peripherals& peripherals, Buses& buses,
             ScriptState& scripts, Mailbox& mailbox, VmPort& port);
    /// Ends the thread: asks for Power::Quit and waits.
    ~VmThread();
    VmThread(const VmThread&) = delete;
    VmThread& operator=(const VmThread&) = delete;

    /// Played between power-on and the VM's start; set before start(). `before` is called each
    /// time that it begins. `afterJump` is called each time that it jumped, and says what ROMFS
    /// there is (nothing: what the setup has).
    void setBoot(BootStage& boot, std::function<void()> before,
                 std::function<std::vector<std::uint8_t>()> afterJump)
    {
        m_boot = &boot;
        m_beforeBoot = std::move(before);
        m_afterJump = std::move(afterJump);
    }
    /// The micro SD card in the slot; set before start().
    void setCard(FlashFolder& card) { m_card = &card; }
    void start();
    /// machine.reset_cause() of the present life.
    int resetCause() const { return m_resetCause; }
    /// Completed soft reboots, for the statistics.
    std::uint64_t softReboots() const { return m_softReboots; }

private:
    void run();
    void live();
    bool boots(bool forced);
    bool coldBoot();
    bool runScript(const std::string& text);
    bool runFile(const char* name);
    void softReboot();
    std::optional<std::string> prompt();
    void startVm();
    bool mountsCard();
    void setBanner();
    void resetOutside();

    BoardSetup& m_setup;
    FlashFolder& m_flash;
    FlashFolder* m_card = nullptr;
    Peripherals& m_peripherals;
    Buses& m_buses;
    ScriptState& m_scripts;
    Mailbox& m_mailbox;
    VmPort& m_port;
    std::vector<std::uint8_t> m_heap;
    BootStage* m_boot = nullptr;
    std::function<void()> m_beforeBoot;
    std::function<std::vector<std::uint8_t>()> m_afterJump;
    std::vector<std::uint8_t> m_romfs;  // in flash; empty: what the setup has
    std::atomic<int> m_resetCause{1};
    std::atomic<std::uint64_t> m_softReboots{0};
    std::thread m_thread;
};

}  // namespace omv::vcam
