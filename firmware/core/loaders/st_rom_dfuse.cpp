// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/st_rom_dfuse.h"

#include "firmware/core/loaders/usb_requests.h"

#include <cstring>

namespace omv::firmware::loaders {

using namespace omv::protocol;
using namespace omv::protocol::loader;

namespace {

constexpr std::uint8_t kSetAddress = 0x21;
constexpr std::uint8_t kErase = 0x41;
constexpr std::uint8_t kReadUnprotect = 0x92;
constexpr std::array<std::uint8_t, 4> kCommands{0x00, kSetAddress, kErase, kReadUnprotect};
constexpr std::uint16_t kFirstData = 2;

DfuUsbIdentity identityOf(const DfuseConfig& config)
{
    DfuUsbIdentity identity;
    identity.vendor = config.vendor;
    identity.product = config.product;
    identity.release = config.release;
    identity.manufacturer = config.manufacturer;
    identity.name = config.name;
    identity.serial = config.serial;
    identity.milliamperes = 100;
    identity.functional.canDownload = true;
    identity.functional.canUpload = true;
    identity.functional.willDetach = true;
    identity.functional.detachTimeout = 255;
    identity.functional.transferSize = config.transferSize;
    identity.functional.version = kDfuseVersion;
    for (const DfuseMemory& memory : config.memories) {
        if (identity.alternateCount < identity.alternates.size())
            identity.alternates[identity.alternateCount++] = memory.name;
    }
    return identity;
}

std::size_t copy(Bytes from, MutableBytes to)
{
    const std::size_t size = from.size() < to.size() ? from.size() : to.size();
    if (size > 0)
        std::memcpy(to.data(), from.data(), size);
    return size;
}

}  // namespace

StRomDfuse::StRomDfuse(const DfuseConfig& config) noexcept
    : m_config(config)
    , m_usb(identityOf(config))
{
}

void StRomDfuse::reset(Time now) noexcept
{
    busReset();
    m_busyUntil = now;
    m_pointer = 0x08000000;
    m_left = false;
    m_wantsReset = false;
}

void StRomDfuse::busReset() noexcept
{
    m_usb.reset();
    idle();
}

void StRomDfuse::idle() noexcept
{
    m_state = DfuState::Idle;
    m_error = DfuError::Ok;
    m_operation = Operation::None;
    m_pending = Pending::None;
}

Duration StRomDfuse::busyFor(Time now) const noexcept
{
    return !m_config.stallsWhileBusy && m_busyUntil > now ? m_busyUntil - now : 0;
}

ControlResult StRomDfuse::control(const Setup& setup, Bytes out, MutableBytes in, Time now) noexcept
{
    if (!onBus())
        return kControlStall;
    m_pending = Pending::None;
    const auto standard = m_usb.standard(setup, in);
    if (!standard)
        return classRequest(setup, out, in, now);
    constexpr std::uint8_t kSetInterface = 11;
    if (setup.request == kSetInterface && !standard->stall)
        idle();
    return *standard;
}

ControlResult StRomDfuse::classRequest(const Setup& setup, Bytes out, MutableBytes in,
                                       Time now) noexcept
{
    if (!m_usb.configured() || setup.index != 0 || m_config.memories.empty())
        return kControlStall;
    if (in.size() > setup.length)
        in = in.first(setup.length);
    const auto request = static_cast<DfuRequest>(setup.request);
    if (setup.requestType == usb::kFromInterface) {
        switch (request) {
        case DfuRequest::Upload: return upload(setup, in);
        case DfuRequest::GetStatus: return status(in, now);
        case DfuRequest::GetState:
            return {false, copy(std::array{static_cast<std::uint8_t>(m_state)}, in)};
        default: return kControlStall;
        }
    }
    if (setup.requestType != usb::kToInterface)
        return kControlStall;
    switch (request) {
    case DfuRequest::Download: return download(setup, out);
    case DfuRequest::ClearStatus:
        if (m_state != DfuState::Error)
            return refuse(DfuError::StalledPacket);
        idle();
        return {};
    case DfuRequest::Abort:
        if (m_state == DfuState::Error || m_state == DfuState::DownloadBusy)
            return refuse(DfuError::StalledPacket);
        idle();
        return {};
    default: return kControlStall;
    }
}

/// DFU 1.1, A.2: a request that the state does not take is stalled and ends in dfuERROR.
ControlResult StRomDfuse::refuse(DfuError error) noexcept
{
    m_state = DfuState::Error;
    m_error = error;
    m_operation = Operation::None;
    return kControlStall;
}

ControlResult StRomDfuse::download(const Setup& setup, Bytes out) noexcept
{
    const bool ready = m_state == DfuState::Idle || m_state == DfuState::DownloadIdle;
    if (!ready || setup.length > m_config.transferSize || out.size() != setup.length ||
        out.size() > kMaxTransfer)
        return refuse(DfuError::StalledPacket);
    if (out.empty()) {
        m_state = DfuState::ManifestSync;
        return {};
    }
    m_block = setup.value;
    m_size = out.size();
    m_data.fill(0xFF);
    copy(out, m_data);
    m_operation = Operation::Write;
    if (m_block < kFirstData && !takeCommand())
        return refuse(DfuError::StalledPacket);
    if (m_config.readProtected && m_operation != Operation::Unprotect)
        return refuse(DfuError::Vendor);
    m_state = DfuState::DownloadSync;
    return {false, out.size()};
}

bool StRomDfuse::takeCommand() noexcept
{
    m_operation = Operation::None;
    if (m_block != 0)
        return false;
    if (m_size == 5 && m_data[0] == kSetAddress)
        m_operation = Operation::SetAddress;
    else if (m_size == 5 && m_data[0] == kErase)
        m_operation = Operation::Erase;
    else if (m_size == 1 && m_data[0] == kErase)
        m_operation = Operation::MassErase;
    else if (m_size == 1 && m_data[0] == kReadUnprotect)
        m_operation = Operation::Unprotect;
    return m_operation != Operation::None;
}

ControlResult StRomDfuse::upload(const Setup& setup, MutableBytes in) noexcept
{
    const bool ready = m_state == DfuState::Idle || m_state == DfuState::UploadIdle;
    if (!ready || setup.length > m_config.transferSize || in.empty() || setup.value == 1)
        return refuse(DfuError::StalledPacket);
    if (setup.value == 0)
        return uploadCommands(in);
    if (m_config.readProtected)
        return refuse(DfuError::Vendor);
    const auto extent = flash().extent();
    const std::uint64_t address =
        m_pointer + std::uint64_t{setup.value - std::uint32_t{kFirstData}} * m_config.transferSize;
    if (address < extent.address || address >= extent.end())
        return refuse(DfuError::Target);
    const std::uint64_t room = extent.end() - address;
    const bool ends = room < in.size();
    const auto bytes = ends ? in.first(static_cast<std::size_t>(room)) : in;
    if (!flash().read(static_cast<std::uint32_t>(address), bytes))
        return refuse(DfuError::Target);
    m_state = ends ? DfuState::Idle : DfuState::UploadIdle;
    return {false, bytes.size()};
}

ControlResult StRomDfuse::uploadCommands(MutableBytes in) noexcept
{
    m_state = in.size() > kCommands.size() ? DfuState::Idle : DfuState::UploadIdle;
    return {false, copy(kCommands, in)};
}

ControlResult StRomDfuse::status(MutableBytes in, Time now) noexcept
{
    if (m_state == DfuState::DownloadBusy && now < m_busyUntil)
        return kControlStall;  // only reached by who stalls instead of answering late
    return {false, copy(encode(statusOf(now)), in)};
}

DfuStatus StRomDfuse::statusOf(Time now) noexcept
{
    DfuStatus answer;
    if (m_state == DfuState::DownloadSync) {
        m_pending = Pending::Start;
        const Duration says = m_operation == Operation::MassErase ? m_config.massEraseSays
            : m_config.busySays > 0                               ? m_config.busySays
                                                                  : operationTime();
        answer.pollTimeout =
            static_cast<std::uint32_t>((says + kMillisecond - 1) / kMillisecond) & 0xFFFFFF;
        answer.state = DfuState::DownloadBusy;
        return answer;
    }
    if (m_state == DfuState::ManifestSync) {
        m_pending = Pending::Leave;
        answer.state = DfuState::Manifest;
        return answer;
    }
    if (m_state == DfuState::DownloadBusy && now >= m_busyUntil) {
        m_error = m_outcome;
        m_state = m_error == DfuError::Ok ? DfuState::DownloadIdle : DfuState::Error;
    }
    answer.error = m_error;
    answer.state = m_state;
    return answer;
}

void StRomDfuse::acknowledged(Time now) noexcept
{
    const Pending pending = m_pending;
    m_pending = Pending::None;
    if (pending == Pending::Start)
        start(now);
    else if (pending == Pending::Leave)
        m_left = true;
}

// Operations.

void StRomDfuse::start(Time now) noexcept
{
    m_busyUntil = now + operationTime();
    m_state = DfuState::DownloadBusy;
    m_outcome = perform();
}

std::uint32_t StRomDfuse::argument() const
{
    return loadU32(std::span(m_data).subspan<1, 4>());
}

std::size_t StRomDfuse::paddedSize() const noexcept
{
    const std::size_t word = flash().wordSize();
    return (m_size + word - 1) / word * word;
}

Duration StRomDfuse::operationTime() const noexcept
{
    switch (m_operation) {
    case Operation::None:
    case Operation::SetAddress: return 0;
    case Operation::Erase: {
        const auto unit = flash().unitAt(argument());
        return unit ? flash().eraseTime(*unit) : 0;
    }
    case Operation::MassErase:
    case Operation::Unprotect: return flash().eraseTime(flash().extent());
    case Operation::Write: return flash().programTime(paddedSize());
    }
    return 0;
}

DfuError StRomDfuse::perform() noexcept
{
    switch (m_operation) {
    case Operation::None: break;
    case Operation::SetAddress:
        if (!flash().unitAt(argument()))
            return DfuError::Target;
        m_pointer = argument();
        return DfuError::Ok;
    case Operation::Erase: {
        const auto unit = flash().unitAt(argument());
        if (!unit)
            return DfuError::Target;
        return flash().erase(*unit) ? DfuError::Ok : DfuError::Erase;
    }
    case Operation::MassErase:
        return flash().erase(flash().extent()) ? DfuError::Ok : DfuError::Erase;
    case Operation::Unprotect:
        flash().erase(flash().extent());
        m_wantsReset = true;
        return DfuError::Ok;
    case Operation::Write: return write();
    }
    return DfuError::Unknown;
}

DfuError StRomDfuse::write() noexcept
{
    const auto extent = flash().extent();
    const std::uint64_t address =
        m_pointer + std::uint64_t{m_block - std::uint32_t{kFirstData}} * m_config.transferSize;
    if (address < extent.address || address + m_size > extent.end())
        return DfuError::Target;
    return flash().program(static_cast<std::uint32_t>(address), Bytes(m_data).first(paddedSize()))
        ? DfuError::Ok
        : DfuError::Program;
}

}  // namespace omv::firmware::loaders
