// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/boot_stage.h"

#include <algorithm>
#include <chrono>

#include <poll.h>

namespace omv::vcam {

using protocol::Bytes;
using protocol::MutableBytes;
using protocol::loader::Setup;

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(20);
/// Packets on a line are told apart by the time between them.
constexpr int kLookAtLineEvery = 2;
/// As long as somebody needs to plug the cable in again.
constexpr auto kWithoutPower = std::chrono::milliseconds(1500);
/// A chip that resets, or jumps from one program to another, is away from USB for a moment.
constexpr auto kBetweenLoaders = std::chrono::milliseconds(100);

std::uint32_t packed(const std::array<std::uint8_t, 3>& version)
{
    return std::uint32_t{version[0]} << 16 | std::uint32_t{version[1]} << 8 | version[2];
}

}  // namespace

BootStage::BootStage(const Board& board, LoaderSettings settings, BoardFlash& flash,
                     ScriptState& scripts, UsbPort& port)
    : m_flash(flash)
    , m_scripts(scripts)
    , m_port(port)
    , m_loaders(board, flash, std::move(settings), m_recovery)
{
}

protocol::Time BootStage::now()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool BootStage::interrupted() const
{
    return m_scripts.power() != Power::On;
}

void BootStage::comeUp(std::unique_ptr<BoardLoader> loader)
{
    m_loader = std::move(loader);
    if (m_loader && m_loader->usb())
        m_port.plug(*this);
}

void BootStage::leave()
{
    m_loader.reset();
    m_port.unplug(*this);
}

bool BootStage::run(bool forced)
{
    Lock lock(m_mutex);
    m_inLoader = true;
    comeUp(atReset(forced));
    while (m_loader) {
        const Next next = runLoader(lock);
        leave();
        if (next == Next::Stays)
            return false;
        if (next == Next::Firmware)
            return startFirmware(lock);
        m_wake.wait_for(lock, kBetweenLoaders, [this] { return interrupted(); });
        comeUp(after(next));
    }
    return hang(lock);
}

/// What the chip starts with. Null: nothing that anybody could see.
std::unique_ptr<BoardLoader> BootStage::atReset(bool forced)
{
    m_recoveryAtStart = m_recovery.load();
    if (m_recovery)
        return m_loaders.recovery(now());
    if (m_flash.hasBootloader())
        return m_loaders.bootloader(forced, now());
    return m_loaders.recoversByItself() ? m_loaders.recovery(now()) : nullptr;
}

std::unique_ptr<BoardLoader> BootStage::after(Next next)
{
    switch (next) {
    case Next::Reset: return atReset(false);
    case Next::Program: return m_loaders.program(now());
    case Next::Bootloader:
        return m_flash.hasBootloader() ? m_loaders.bootloader(false, now()) : nullptr;
    case Next::Stays:
    case Next::Firmware:
    case Next::Nowhere: break;
    }
    return nullptr;
}

BootStage::Next BootStage::runLoader(Lock& lock)
{
    while (!interrupted()) {
        if (m_flash.dead()) {
            losePower(lock);
            if (!m_loader)
                return Next::Nowhere;
            continue;
        }
        m_loader->hearLine(now());
        if (m_flash.dead())
            continue;
        m_loader->answerLine(now());
        if (const Next next = m_loader->tick(now()); next != Next::Stays)
            return next;
        waitForLoader(lock);
    }
    return Next::Stays;
}

void BootStage::waitForLoader(Lock& lock)
{
    pollfd line{m_loader->line(), POLLIN, 0};
    if (line.fd < 0) {
        m_wake.wait_for(lock, kLookEvery);
        return;
    }
    lock.unlock();
    ::poll(&line, 1, kLookAtLineEvery);
    lock.lock();
}

void BootStage::losePower(Lock& lock)
{
    leave();
    m_wake.wait_for(lock, kWithoutPower, [this] { return interrupted(); });
    m_flash.powerUp();
    comeUp(atReset(false));
}

bool BootStage::startFirmware(Lock& lock)
{
    const FirmwareState firmware = m_flash.firmware();
    if (!firmware.sound)
        return hang(lock);
    m_version = packed(firmware.version);
    m_inLoader = false;
    return true;
}

/// Nothing is on the bus until somebody resets the board.
bool BootStage::hang(Lock& lock)
{
    while (!interrupted())
        m_wake.wait_for(lock, kLookEvery);
    return false;
}

UsbIdentity BootStage::identity()
{
    const std::lock_guard guard(m_mutex);
    const auto usb = m_loader ? m_loader->usb() : std::nullopt;
    return usb.value_or(UsbIdentity{});
}

/// Without power nobody answers any more, not even that it went wrong.
UsbAnswer BootStage::judged(const UsbAnswer& answer)
{
    m_wake.notify_all();
    if (!m_flash.dead())
        return answer;
    leave();
    return UsbAnswer::stalled();
}

UsbAnswer BootStage::control(const Setup& setup, Bytes out, MutableBytes in)
{
    const std::lock_guard guard(m_mutex);
    if (!m_loader)
        return UsbAnswer::stalled();
    // It answers nothing while it erases and writes.
    if (m_loader->busyFor(now()) > 0)
        return UsbAnswer::notYet();
    return judged(m_loader->control(setup, out, in, now()));
}

UsbAnswer BootStage::send(unsigned endpoint, Bytes data)
{
    const std::lock_guard guard(m_mutex);
    return m_loader ? judged(m_loader->send(endpoint, data, now())) : UsbAnswer::stalled();
}

UsbAnswer BootStage::receive(unsigned endpoint, MutableBytes into)
{
    const std::lock_guard guard(m_mutex);
    return m_loader ? judged(m_loader->receive(endpoint, into, now())) : UsbAnswer::stalled();
}

int BootStage::lookAgain()
{
    const std::lock_guard guard(m_mutex);
    const protocol::Duration busy = m_loader ? m_loader->busyFor(now()) : 0;
    constexpr protocol::Duration kIdle = 20;
    return busy <= 0
        ? static_cast<int>(kIdle)
        : static_cast<int>(std::clamp<protocol::Duration>(busy / protocol::kMillisecond, 1, 1000));
}

}  // namespace omv::vcam
