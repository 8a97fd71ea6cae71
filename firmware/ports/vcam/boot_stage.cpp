// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/boot_stage.h"

#include "protocol/payloads.h"

#include <algorithm>
#include <chrono>
#include <cstring>

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
                     ScriptState& scripts)
    : m_board(board)
    , m_serial(serial)
    , m_flash(flash)
    , m_scripts(scripts)
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

void BootStage::changed()
{
    m_wake.notify_all();
    if (onChange)
        onChange();
}

bool BootStage::run(bool forced)
{
    std::unique_lock lock(m_mutex);
    m_device.reset(now(), forced);
    ++m_plugging;
    m_there = true;
    changed();
    const bool jumped = waitForJump(lock);
    m_device.unplug();
    m_there = false;
    changed();
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
    m_device.unplug();
    m_there = false;
    changed();
    m_wake.wait_for(lock, kWithoutPower, [this] { return interrupted(); });
    m_flash.powerUp();
    m_device.reset(now(), false);
    ++m_plugging;
    m_there = true;
    changed();
}

/// Broken firmware: nothing is on the bus until somebody resets the board.
bool BootStage::hang(std::unique_lock<std::mutex>& lock)
{
    while (!interrupted())
        m_wake.wait_for(lock, kLookEvery);
    return false;
}

std::optional<std::uint64_t> BootStage::plugging()
{
    const std::lock_guard guard(m_mutex);
    m_device.tick(now());
    if (!m_there || !m_device.onBus())
        return std::nullopt;
    return m_plugging;
}

protocol::usbip::Device BootStage::describe()
{
    protocol::usbip::Device device;
    std::strcpy(device.path.data(), "/sys/devices/virtual/omv-vcam/1-1");
    std::strcpy(device.busId.data(), "1-1");
    device.bus = 1;
    device.number = 2;
    const bool high = (m_board.hardwareCaps & protocol::hardware_cap::kUsbHighSpeed) != 0;
    device.speed = high ? protocol::usbip::Speed::High : protocol::usbip::Speed::Full;
    if (!m_board.bootloaderUsbIds.empty()) {
        device.vendor = m_board.bootloaderUsbIds.front().vendor;
        device.product = m_board.bootloaderUsbIds.front().product;
    }
    device.release = 0x0103;
    device.configurations = 1;
    device.interfaces = 1;
    return device;
}

ControlResult BootStage::control(const Setup& setup, Bytes out, MutableBytes in)
{
    std::unique_lock lock(m_mutex);
    // It answers nothing while it erases and writes.
    while (m_there) {
        const protocol::Duration busy = m_device.busyFor(now());
        if (busy <= 0)
            break;
        m_wake.wait_for(lock, std::chrono::microseconds(std::min<protocol::Duration>(busy, 20000)));
    }
    if (!m_there)
        return firmware::loaders::kControlStall;
    const ControlResult result = m_device.control(setup, out, in, now());
    if (!result.stall)
        m_device.acknowledged(now());
    // Without power nobody answers any more, not even that it went wrong.
    const bool alive = !m_flash.dead();
    m_there = m_there && alive;
    lock.unlock();
    m_wake.notify_all();
    return alive ? result : firmware::loaders::kControlStall;
}

}  // namespace omv::vcam
