// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/boot_stage.h"

#include "protocol/payloads.h"

#include <algorithm>
#include <chrono>

namespace omv::vcam {

using firmware::loaders::ControlResult;
using firmware::loaders::DfuBootloader;
using firmware::loaders::DfuBootloaderConfig;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::loader::Setup;

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(20);
/// As long as somebody needs to plug the cable in again.
constexpr auto kWithoutPower = std::chrono::milliseconds(1500);

std::uint32_t packed(const std::array<std::uint8_t, 3>& version)
{
    return std::uint32_t{version[0]} << 16 | std::uint32_t{version[1]} << 8 | version[2];
}

DfuBootloaderConfig configOf(const Board& board, const std::string& serial, const BoardFlash& flash)
{
    DfuBootloaderConfig config;
    if (!board.bootloaderUsbIds.empty()) {
        config.vendor = board.bootloaderUsbIds.front().vendor;
        config.product = board.bootloaderUsbIds.front().product;
    }
    config.serial = serial.c_str();
    config.partitions = flash.partitions();
    return config;
}

}  // namespace

BootStage::BootStage(const Board& board, const std::string& serial, BoardFlash& flash,
                     ScriptState& scripts, UsbPort& port)
    : m_board(board)
    , m_serial(serial)
    , m_flash(flash)
    , m_scripts(scripts)
    , m_port(port)
    , m_device(configOf(board, m_serial, flash))
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

void BootStage::comeUp(bool forced)
{
    m_device.reset(now(), forced);
    m_there = true;
    m_port.plug(*this);
}

void BootStage::leave()
{
    m_device.unplug();
    m_there = false;
    m_port.unplug(*this);
}

bool BootStage::run(bool forced)
{
    std::unique_lock lock(m_mutex);
    comeUp(forced);
    const bool jumped = waitForJump(lock);
    leave();
    if (!jumped)
        return false;
    const FirmwareState firmware = m_flash.firmware();
    if (firmware.kind == FirmwareState::Kind::Broken)
        return hang(lock);
    if (firmware.kind == FirmwareState::Kind::Sound)
        m_version = packed(firmware.version);
    return true;
}

bool BootStage::waitForJump(std::unique_lock<std::mutex>& lock)
{
    while (!interrupted()) {
        m_device.tick(now());
        if (m_flash.dead()) {
            loseAndRegainPower(lock);
            continue;
        }
        if (!m_device.onBus())
            return true;
        m_wake.wait_for(lock, kLookEvery);
    }
    return false;
}

void BootStage::loseAndRegainPower(std::unique_lock<std::mutex>& lock)
{
    leave();
    m_wake.wait_for(lock, kWithoutPower, [this] { return interrupted(); });
    m_flash.powerUp();
    comeUp(false);
}

/// Broken firmware: nothing is on the bus until somebody resets the board.
bool BootStage::hang(std::unique_lock<std::mutex>& lock)
{
    while (!interrupted())
        m_wake.wait_for(lock, kLookEvery);
    return false;
}

UsbIdentity BootStage::identity()
{
    using protocol::usbip::Speed;
    const bool high = (m_board.hardwareCaps & protocol::hardware_cap::kUsbHighSpeed) != 0;
    UsbId id;
    if (!m_board.bootloaderUsbIds.empty())
        id = m_board.bootloaderUsbIds.front();
    UsbIdentity identity =
        identityOf(id.vendor, id.product, 0x0103, high ? Speed::High : Speed::Full);
    identity.interfaces = {{0xFE, 1, 2}};
    return identity;
}

UsbAnswer BootStage::control(const Setup& setup, Bytes out, MutableBytes in)
{
    const std::lock_guard guard(m_mutex);
    if (!m_there)
        return UsbAnswer::stalled();
    // It answers nothing while it erases and writes.
    if (m_device.busyFor(now()) > 0)
        return UsbAnswer::notYet();
    const ControlResult result = m_device.control(setup, out, in, now());
    if (!result.stall)
        m_device.acknowledged(now());
    m_wake.notify_all();
    // Without power nobody answers any more, not even that it went wrong.
    if (m_flash.dead())
        leave();
    return result.stall || !m_there ? UsbAnswer::stalled() : UsbAnswer::done(result.size);
}

int BootStage::lookAgain()
{
    const std::lock_guard guard(m_mutex);
    const protocol::Duration busy = m_device.busyFor(now());
    return static_cast<int>(std::clamp<protocol::Duration>(busy / protocol::kMillisecond, 1, 1000));
}

}  // namespace omv::vcam
