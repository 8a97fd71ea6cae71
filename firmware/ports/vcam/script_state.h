// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/stdin_channel.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

namespace omv::vcam {

/// What ends a life of the VM.
enum class Power { On, Reset, Watchdog, Bootloader, DeepSleep, Quit };

/// Who runs what: the host starts and stops scripts here, the VM thread takes
/// them. Thread-safe; the flags and the requests to the VM are changed under one
/// lock, so that no stop is lost or hits the script after.
class ScriptState final : public firmware::ScriptControl {
public:
    // Device thread (firmware::ScriptControl)
    bool scriptRunning() override;
    void stopScript() override;
    void startScript(protocol::Bytes text) override;
    /// Ends this life of the VM, from any thread. A later one does not undo Quit.
    void requestPower(Power what, std::int64_t sleepUs = -1);
    /// Ends deep sleep.
    void wakeUp();

    // VM thread
    /// A script runs from now on. False: it must not, this life is over.
    bool begin();
    void end();
    /// The prompt is there: scripts may be started.
    void ready();
    /// The script to run next, if there is one. New ones post OMV_VM_WAKE.
    std::optional<std::string> takeScript();
    Power power();
    /// A script waits, or this life is over: nobody stays at the prompt.
    bool promptOver();
    /// Waits until it is time to power on again; false: quit.
    bool sleep();
    void powerOn();
    /// main.py had its turn. Until then the board counts as running it: what a host sends before
    /// would be thrown away by its start.
    void coldStartOver();
    /// The bootloader is played: the board is not away for as long as that would take.
    void setBootloaderPlayed() { m_bootloaderPlayed = true; }

private:
    enum class Phase { Busy, Idle, Pending, Running };

    std::mutex m_mutex;
    std::condition_variable m_changed;
    Phase m_phase = Phase::Busy;
    bool m_stopPending = false;  // of a script that the VM did not take yet
    bool m_coldStart = false;
    bool m_woken = false;
    bool m_bootloaderPlayed = false;  // set before the threads are started
    std::string m_script;
    Power m_power = Power::On;
    std::int64_t m_sleepUs = -1;
};

}  // namespace omv::vcam
