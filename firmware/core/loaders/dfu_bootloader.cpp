// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/dfu_bootloader.h"

#include "firmware/core/loaders/usb_requests.h"

#include <cstring>

namespace omv::firmware::loaders {

using namespace omv::protocol;
using namespace omv::protocol::loader;

namespace {

constexpr Duration kStartTime = 1000 * kMillisecond;
constexpr Duration kWindowTime = 1500 * kMillisecond;
/// What an upload behind the end of a partition gets.
constexpr std::size_t kStrayBytes = 4;

DfuUsbIdentity identityOf(const DfuBootloaderConfig& config)
{
    DfuUsbIdentity identity;
    identity.vendor = config.vendor;
    identity.product = config.product;
    identity.release = config.release;
    identity.manufacturer = "OpenMV";
    identity.name = "OpenMV Camera (DFU Mode)";
    identity.serial = config.serial;
    identity.functional.canDownload = true;
    identity.functional.canUpload = true;
    identity.functional.manifestationTolerant = true;
    identity.functional.detachTimeout = 1000;
    identity.functional.transferSize = DfuBootloader::kBlockSize;
    identity.functional.version = 0x0101;
    for (const DfuPartition& partition : config.partitions) {
        if (identity.alternateCount < identity.alternates.size())
            identity.alternates[identity.alternateCount++] = partition.name;
    }
    return identity;
}

}  // namespace

DfuBootloader::DfuBootloader(const DfuBootloaderConfig& config) noexcept
    : m_config(config)
    , m_usb(identityOf(config))
{
}

// The timeline.

void DfuBootloader::reset(Time now, bool forced) noexcept
{
    m_usb.reset();
    idle();
    m_phase = BootPhase::Starting;
    m_forced = forced;
    m_recovered = false;
    m_pending = Pending::None;
    m_busyUntil = now;
    m_until = now + kStartTime;
}

void DfuBootloader::busReset(Time now) noexcept
{
    tick(now);
    if (m_phase != BootPhase::Starting && onBus())
        m_phase = BootPhase::Left;
    m_usb.reset();
    m_pending = Pending::None;
}

void DfuBootloader::tick(Time now) noexcept
{
    if (now < deadline())
        return;
    m_phase = BootPhase::Left;
}

Time DfuBootloader::deadline() const noexcept
{
    if (m_phase == BootPhase::Starting)
        return m_until;  // also when forced
    return m_phase == BootPhase::Window && !m_forced ? m_until : kNever;
}

Duration DfuBootloader::busyFor(Time now) const noexcept
{
    return m_busyUntil > now ? m_busyUntil - now : 0;
}

// Requests.

ControlResult DfuBootloader::control(const Setup& setup, Bytes out, MutableBytes in,
                                     Time now) noexcept
{
    tick(now);
    if (!onBus())
        return kControlStall;
    m_pending = Pending::None;
    const auto standard = m_usb.standard(setup, in);
    if (!standard)
        return classRequest(setup, out, in);
    constexpr std::uint8_t kSetInterface = 11;
    if (setup.request == kSetInterface && !standard->stall)
        idle();
    if (m_usb.configured() && m_phase == BootPhase::Starting) {
        m_phase = BootPhase::Window;
        m_until = now + kWindowTime;
    } else if (!m_usb.configured() && m_phase != BootPhase::Starting) {
        m_phase = BootPhase::Left;
    }
    return *standard;
}

ControlResult DfuBootloader::classRequest(const Setup& setup, Bytes out, MutableBytes in) noexcept
{
    if (!m_usb.configured() || setup.index != 0 || m_config.partitions.empty())
        return kControlStall;
    if (in.size() > setup.length)
        in = in.first(setup.length);
    const auto request = static_cast<DfuRequest>(setup.request);
    if (setup.requestType == usb::kFromInterface) {
        switch (request) {
        case DfuRequest::Upload: return upload(setup, in);
        case DfuRequest::GetStatus: return status(in);
        case DfuRequest::GetState:
            if (!in.empty())
                in[0] = static_cast<std::uint8_t>(m_state);
            return {false, in.empty() ? std::size_t{0} : 1};
        default: return kControlStall;
        }
    }
    if (setup.requestType != usb::kToInterface)
        return kControlStall;
    switch (request) {
    case DfuRequest::Detach: m_pending = Pending::Detach; return {};
    case DfuRequest::Download: return download(setup, out);
    case DfuRequest::ClearStatus:
    case DfuRequest::Abort: idle(); return {};
    default: return kControlStall;
    }
}

void DfuBootloader::idle() noexcept
{
    m_state = DfuState::Idle;
    m_error = DfuError::Ok;
    m_flashing = false;
}

ControlResult DfuBootloader::download(const Setup& setup, Bytes out) noexcept
{
    const bool ready = m_state == DfuState::Idle || m_state == DfuState::DownloadIdle;
    if (!ready || setup.length > kBlockSize || out.size() != setup.length)
        return kControlStall;
    m_flashing = true;
    if (out.empty()) {
        m_state = DfuState::ManifestSync;
        return {};
    }
    m_state = DfuState::DownloadSync;
    m_blockNumber = setup.value;
    m_blockSize = out.size();
    m_block.fill(0);  // a last word is filled up with zeros
    std::memcpy(m_block.data(), out.data(), out.size());
    return {false, out.size()};
}

ControlResult DfuBootloader::upload(const Setup& setup, MutableBytes in) noexcept
{
    if (setup.length > kBlockSize || in.empty())
        return kControlStall;
    m_phase = BootPhase::Attached;
    const std::uint64_t address = partition().start + std::uint64_t{setup.value} * kBlockSize;
    if (address + in.size() > partition().limit) {
        const std::size_t size = in.size() < kStrayBytes ? in.size() : kStrayBytes;
        std::memset(in.data(), 0, size);
        return {false, size};
    }
    const bool readable = !partition().recovery && partition().flash != nullptr;
    if (readable && partition().flash->read(static_cast<std::uint32_t>(address), in))
        return {false, in.size()};
    m_state = DfuState::Error;
    m_error = DfuError::File;
    return {};
}

ControlResult DfuBootloader::status(MutableBytes in) noexcept
{
    DfuStatus answer;
    answer.state = statusState();
    answer.error = m_error;
    const auto wire = encode(answer);
    const std::size_t size = in.size() < wire.size() ? in.size() : wire.size();
    if (size > 0)
        std::memcpy(in.data(), wire.data(), size);
    return {false, size};
}

/// The state to answer. What has to be done for it is done when the answer has arrived, and the
/// next one tells how it went.
DfuState DfuBootloader::statusState() noexcept
{
    if (m_state == DfuState::DownloadSync) {
        if (m_flashing) {
            m_pending = Pending::Write;
            return DfuState::DownloadBusy;
        }
        return m_state = DfuState::DownloadIdle;
    }
    if (m_state == DfuState::ManifestSync) {
        if (m_flashing) {
            m_pending = Pending::Manifest;
            return DfuState::Manifest;
        }
        return m_state = DfuState::Idle;
    }
    return m_state;
}

void DfuBootloader::acknowledged(Time now) noexcept
{
    const Pending pending = m_pending;
    m_pending = Pending::None;
    switch (pending) {
    case Pending::Write: write(now); break;
    case Pending::Manifest: m_flashing = false; break;
    case Pending::Detach: m_phase = BootPhase::Left; break;
    case Pending::None: break;
    }
}

// Flash.

void DfuBootloader::write(Time now) noexcept
{
    m_phase = BootPhase::Attached;
    Duration time = 0;
    m_error = writeBlock(time);
    m_state = m_error == DfuError::Ok ? DfuState::DownloadSync : DfuState::Error;
    m_flashing = false;
    m_busyUntil = now + time;
}

DfuError DfuBootloader::writeBlock(Duration& time) noexcept
{
    const DfuPartition& to = partition();
    if (to.readOnly || to.flash == nullptr)
        return DfuError::Write;
    const std::uint64_t address = to.start + std::uint64_t{m_blockNumber} * kBlockSize;
    if (address + m_blockSize > to.limit)
        return DfuError::Address;
    if (to.recovery)
        return recover(to, time);
    const auto at = static_cast<std::uint32_t>(address);
    const std::size_t word = to.flash->wordSize();
    const std::size_t size = (m_blockSize + word - 1) / word * word;
    if (!eraseFor(to, at, time))
        return DfuError::Write;
    time += to.flash->programTime(size);
    return to.flash->program(at, Bytes(m_block).first(size)) ? DfuError::Ok : DfuError::Write;
}

bool DfuBootloader::eraseFor(const DfuPartition& to, std::uint32_t address, Duration& time) noexcept
{
    FlashModel::Range range{address, to.eraseSize};
    if (to.erase == EraseRule::AtUnit) {
        const auto unit = to.flash->unitAt(address);
        if (!unit)
            return false;
        if (unit->address != address)
            return true;
        range = *unit;
    } else if (to.erase == EraseRule::Never || address % to.eraseSize != 0) {
        return true;
    }
    time += to.flash->eraseTime(range);
    return to.flash->erase(range);
}

/// Once after each start, as on the board. What a wrong key or a second time answers was not seen
/// on one: errWRITE is our choice.
DfuError DfuBootloader::recover(const DfuPartition& to, Duration& time) noexcept
{
    if (m_recovered || std::memcmp(m_block.data(), kRecoveryKey.data(), kRecoveryKey.size()) != 0)
        return DfuError::Write;
    m_recovered = true;
    time += to.flash->eraseTime(to.flash->extent());
    return to.flash->erase(to.flash->extent()) ? DfuError::Ok : DfuError::Write;
}

}  // namespace omv::firmware::loaders
