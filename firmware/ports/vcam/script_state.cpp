// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/script_state.h"

#include "firmware/modules/port.h"
#include "firmware/ports/vcam/micropython/vm.h"

#include <chrono>

namespace omv::vcam {

namespace {

// How long a board stays away from the bus.
constexpr auto kResetTime = std::chrono::milliseconds(100);
constexpr auto kBootloaderTime = std::chrono::milliseconds(1500);

}  // namespace

bool ScriptState::scriptRunning()
{
    const std::lock_guard guard(m_mutex);
    return m_phase == Phase::Pending || m_phase == Phase::Running ||
        (m_phase == Phase::Busy && m_coldStart);
}

void ScriptState::stopScript()
{
    const std::lock_guard guard(m_mutex);
    if (m_phase == Phase::Running)
        omv_vm_post(OMV_VM_STOP);
    else if (m_phase == Phase::Pending || m_coldStart)
        m_stopPending = true;
}

void ScriptState::startScript(protocol::Bytes text)
{
    const std::lock_guard guard(m_mutex);
    if (m_phase != Phase::Idle)
        return;  // in the middle of a soft reboot: lost, as on the board
    m_script.assign(text.begin(), text.end());
    m_phase = Phase::Pending;
    // What was typed at the prompt may be running.
    omv_vm_post(OMV_VM_WAKE | OMV_VM_ABORT);
}

void ScriptState::requestPower(Power what, std::int64_t sleepUs)
{
    const std::lock_guard guard(m_mutex);
    if (m_power == Power::Quit || (m_power != Power::On && what != Power::Quit))
        return;
    m_power = what;
    m_sleepUs = sleepUs;
    m_woken = false;
    omv_vm_post(OMV_VM_ABORT);
    m_changed.notify_all();
}

void ScriptState::wakeUp()
{
    const std::lock_guard guard(m_mutex);
    m_woken = true;
    m_changed.notify_all();
}

bool ScriptState::begin()
{
    const std::lock_guard guard(m_mutex);
    omv_vm_clear_stop();
    if (m_power != Power::On)
        return false;
    m_phase = Phase::Running;
    if (m_stopPending)
        omv_vm_post(OMV_VM_STOP);
    m_stopPending = false;
    return true;
}

void ScriptState::end()
{
    const std::lock_guard guard(m_mutex);
    m_phase = Phase::Busy;
    omv_vm_clear_stop();
}

void ScriptState::ready()
{
    const std::lock_guard guard(m_mutex);
    m_phase = Phase::Idle;
    m_coldStart = false;
    m_stopPending = false;
}

std::optional<std::string> ScriptState::takeScript()
{
    const std::lock_guard guard(m_mutex);
    if (m_phase != Phase::Pending)
        return std::nullopt;
    return std::move(m_script);
}

bool ScriptState::promptOver()
{
    const std::lock_guard guard(m_mutex);
    return m_phase == Phase::Pending || m_power != Power::On;
}

Power ScriptState::power()
{
    const std::lock_guard guard(m_mutex);
    return m_power;
}

bool ScriptState::sleep()
{
    std::unique_lock lock(m_mutex);
    const auto over = [this] { return m_power == Power::Quit || m_woken; };
    const auto quit = [this] { return m_power == Power::Quit; };
    switch (m_power) {
    case Power::On:
    case Power::Quit: break;
    case Power::Reset:
    case Power::Watchdog: m_changed.wait_for(lock, kResetTime, quit); break;
    case Power::Bootloader:
        m_changed.wait_for(lock, m_bootloaderPlayed ? kResetTime : kBootloaderTime, quit);
        break;
    case Power::DeepSleep:
        if (m_sleepUs < 0)
            m_changed.wait(lock, over);
        else
            m_changed.wait_for(lock, std::chrono::microseconds(m_sleepUs), over);
        break;
    }
    return m_power != Power::Quit;
}

void ScriptState::powerOn()
{
    const std::lock_guard guard(m_mutex);
    if (m_power != Power::Quit)
        m_power = Power::On;
    m_phase = Phase::Busy;
    m_coldStart = true;
    m_stopPending = false;
}

void ScriptState::coldStartOver()
{
    const std::lock_guard guard(m_mutex);
    m_coldStart = false;
    m_stopPending = false;
}

}  // namespace omv::vcam
