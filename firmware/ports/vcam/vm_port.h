// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/camera_core.h"
#include "firmware/modules/host.h"
#include "firmware/ports/vcam/board_setup.h"
#include "firmware/ports/vcam/buses.h"
#include "firmware/ports/vcam/mailbox.h"
#include "firmware/ports/vcam/peripherals.h"
#include "firmware/ports/vcam/radio.h"
#include "firmware/ports/vcam/script_state.h"
#include "firmware/ports/vcam/second_core.h"
#include "firmware/ports/vcam/terminal.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <random>

namespace omv::vcam {

/// A time that never comes.
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::max();

/// Microseconds since the process started; the one clock of both threads.
class MonotonicClock {
public:
    std::int64_t now() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::steady_clock::now() - m_start)
            .count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// Whose text is printed: of the board itself, of its prompt until a key is taken, of what was
/// typed there, of a host's script.
enum class Speaker { Board, Prompt, Typed, Script };

/// The board as the modules of the VM reach it: implements ModuleHost, and the C
/// functions of firmware/modules/port.h through the one instance.
class VmPort final : public firmware::ModuleHost {
public:
    VmPort(const BoardSetup& setup, const MonotonicClock& clock, Peripherals& peripherals,
           Buses& buses, ScriptState& scripts, Mailbox& mailbox, firmware::StdoutChannel& out,
           firmware::StreamChannel& stream);
    ~VmPort();
    VmPort(const VmPort&) = delete;
    VmPort& operator=(const VmPort&) = delete;

    // firmware::ModuleHost
    const firmware::BoardSettings& board() const override { return m_setup.settings; }
    std::int64_t now() const override { return m_clock.now(); }
    void waitUntil(std::int64_t time) override;
    bool previewWanted() const override;
    void publish(const firmware::ImageView& image, float fps) override;
    std::uint32_t streamSource() const override { return m_stream.source(); }
    void setStreamSource(std::uint32_t chipId) override { m_stream.setSource(chipId); }
    void print(const char* text, std::size_t size) override;

    // What the C functions need
    /// A protocol host that is there gets all but what was typed; the terminal that, what the
    /// board itself says, and the rest while there is no host.
    void writeText(const char* text, std::size_t size);
    void setSpeaker(Speaker speaker) { m_speaker = speaker; }
    /// See omv_port_stdout_room().
    std::size_t textRoom();
    /// Gives a host the time that a board needs to start over, so that the words of the reboot
    /// do not empty a ring full of the script's last ones.
    void letHostRead();
    /// The next key of the terminal; -1: none.
    int nextKey();
    /// How long a sleep of this time (< 0: for ever) really is, by the clock's alarm.
    std::int64_t untilWake(std::int64_t sleepUs);
    std::uint32_t random() { return static_cast<std::uint32_t>(m_random()); }
    const BoardSetup& setup() const { return m_setup; }
    Peripherals& peripherals() { return m_peripherals; }
    Buses& buses() { return m_buses; }
    ScriptState& scripts() { return m_scripts; }
    Mailbox& mailbox() { return m_mailbox; }

    // Device thread
    /// Wakes who waits to print when there is room, or no host any more.
    void wakeWriter();

    Radio radio;  ///< VM thread

    // The other core; VM thread, set before the VM starts
    SecondCore* secondCore = nullptr;  ///< of the first core, if the board has two
    CoreLink* link = nullptr;  ///< of the second core
    CoreLink* coreLink() { return secondCore ? secondCore->link() : link; }
    /// Gets what scripts print, instead of the terminal or the host.
    std::function<void(const char* text, std::size_t size)> onText;

    // Shared with the device thread
    Terminal terminal;
    std::atomic<bool> hostConnected{false};
    std::atomic<std::int64_t> alarm;  ///< when the VM wants OMV_VM_TIMER
    std::atomic<std::int64_t> watchdog;  ///< when the board resets
    std::atomic<std::int64_t> wake;  ///< when the real-time clock ends a sleep
    std::atomic<int> resetCause{1};

private:
    bool hostHears() const { return hostConnected && m_speaker != Speaker::Typed; }
    bool terminalHears() const { return !hostConnected || m_speaker != Speaker::Script; }
    std::size_t terminalRoom();
    bool rebootFits() { return !hostHears() || m_out.room() >= kRebootText; }

    static constexpr std::size_t kRebootText = 256;

    const BoardSetup& m_setup;
    const MonotonicClock& m_clock;
    Peripherals& m_peripherals;
    Buses& m_buses;
    ScriptState& m_scripts;
    Mailbox& m_mailbox;
    firmware::StdoutChannel& m_out;
    firmware::StreamChannel& m_stream;
    std::mt19937 m_random;
    std::atomic<Speaker> m_speaker{Speaker::Board};
    std::atomic<bool> m_writerWaits{false};
    std::int64_t m_stuckSince = -1;  // the terminal's reader; of the VM thread
    std::mutex m_readMutex;
    std::condition_variable m_hostRead;
    std::atomic<bool> m_rebootWaits{false};
};

/// The one instance, while it is there.
VmPort& port();

}  // namespace omv::vcam
