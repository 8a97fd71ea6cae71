// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/imx_loader.h"

namespace omv::firmware::loaders {
namespace {

using namespace protocol::loader;
using kboot::Packet;
using kboot::Tag;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;

constexpr std::uint32_t kSector = 0x1000;
constexpr std::uint32_t kSetUpNor = 0xC0000008;  ///< option words of ConfigureMemory
constexpr std::uint32_t kWriteFcb = 0xF000000F;
constexpr std::uint32_t kFuseBytes = 4;

bool isBlank(Bytes bytes)
{
    for (const std::uint8_t byte : bytes)
        if (byte != 0xFF)
            return false;
    return true;
}

}  // namespace

ImxLoader::ImxLoader(NorMemory& flash, std::span<std::uint32_t> fuses,
                     const ImxLoaderOptions& options, Time now)
    : m_flash(flash)
    , m_fuses(fuses)
    , m_options(options)
    , m_since(now)
    , m_configured(options.kind == ImxLoaderKind::Resident)
{
    if (m_options.packetSize > kReportSize - kboot::kReportHeader)
        m_options.packetSize = kReportSize - kboot::kReportHeader;
}

void ImxLoader::tick(Time now)
{
    const bool unwanted =
        m_options.kind == ImxLoaderKind::Resident && !m_heard && now - m_since >= m_options.window;
    m_left = m_left || unwanted;
}

void ImxLoader::work(Time now, protocol::Duration time)
{
    m_busyUntil = (m_busyUntil > now ? m_busyUntil : now) + time;
}

Taken ImxLoader::receive(Bytes report, Time now)
{
    tick(now);
    if (m_left || m_responds || now < m_busyUntil || m_phase == Phase::Sending)
        return Taken::Busy;
    const auto decoded = kboot::decodeReport(report);
    if (!decoded)
        return Taken::Stalled;
    if (decoded->id == kboot::report::kDataOut) {
        takeData(decoded->payload, now);
        return Taken::Yes;
    }
    // Taken for the end of the data, and for nothing else.
    if (m_phase == Phase::Receiving) {
        endData(kboot::status::kFail, true);
        return Taken::Yes;
    }
    const auto command = kboot::decodePacket(decoded->payload);
    if (decoded->id != kboot::report::kCommandOut || !command)
        return Taken::Stalled;
    m_heard = true;
    m_phase = Phase::Idle;
    m_command = command->tag;
    run(*command, now);
    return Taken::Yes;
}

void ImxLoader::run(const Packet& command, Time now)
{
    switch (command.tag) {
    case Tag::FlashEraseRegion: respond(erase(command, now)); return;
    case Tag::ReadMemory: readMemory(command); return;
    case Tag::WriteMemory: writeMemory(command); return;
    case Tag::FillMemory: respond(fill(command)); return;
    case Tag::GetProperty: getProperty(command); return;
    case Tag::FlashProgramOnce: respond(programOnce(command)); return;
    case Tag::FlashReadOnce: readOnce(command); return;
    case Tag::ConfigureMemory: respond(configure(command)); return;
    case Tag::Reset:
        m_leaving = true;
        m_left = !m_options.answersReset;
        respond(kboot::status::kSuccess);
        return;
    default: respond(kboot::status::kUnknownCommand); return;
    }
}

bool ImxLoader::inFlash(std::uint32_t address) const
{
    return address >= kFlashBase && address - kFlashBase < m_flash.size();
}

bool ImxLoader::inRam(std::uint32_t address, std::uint32_t size) const
{
    return address >= kRamBase && address - kRamBase <= m_ram.size() &&
        size <= m_ram.size() - (address - kRamBase);
}

/// Whether this memory is there and can be used.
std::uint32_t ImxLoader::reach(std::uint32_t address, std::uint32_t size) const
{
    if (inRam(address, size))
        return kboot::status::kSuccess;
    if (!inFlash(address) || size > m_flash.size() - (address - kFlashBase))
        return kboot::status::kMemoryRangeInvalid;
    return m_configured ? kboot::status::kSuccess : kboot::status::kMemoryNotConfigured;
}

std::uint32_t ImxLoader::erase(const Packet& command, Time now)
{
    const std::uint32_t address = command.parameters[0];
    const std::uint32_t size = command.parameters[1];
    if (!inFlash(address))
        return kboot::status::kMemoryRangeInvalid;
    if (const std::uint32_t status = reach(address, size))
        return status;
    if (address % kSector != 0 || size % kSector != 0)
        return kboot::status::kMemoryAlignmentError;
    work(now, size / kSector * m_options.eraseTime);
    return m_flash.erase(address - kFlashBase, size) ? kboot::status::kSuccess
                                                     : kboot::status::kMemoryWriteFailed;
}

std::uint32_t ImxLoader::fill(const Packet& command)
{
    const std::uint32_t size = command.parameters[1];
    if (!inRam(command.parameters[0], size))
        return kboot::status::kMemoryRangeInvalid;
    const std::size_t at = command.parameters[0] - kRamBase;
    for (std::size_t i = 0; i < size; ++i)
        m_ram[at + i] = static_cast<std::uint8_t>(command.parameters[2] >> i % 4 * 8);
    return kboot::status::kSuccess;
}

std::uint32_t ImxLoader::configure(const Packet& command)
{
    const std::uint32_t address = command.parameters[1];
    if (command.parameters[0] != kboot::memory::kFlexSpiNor || !inRam(address, 4))
        return kboot::status::kInvalidArgument;
    const std::size_t at = address - kRamBase;
    const std::uint32_t option = protocol::loadU32(Bytes(m_ram).subspan(at).first<4>());
    if (option == kSetUpNor) {
        m_configured = true;
        return kboot::status::kSuccess;
    }
    return option == kWriteFcb ? writeFcb() : kboot::status::kInvalidArgument;
}

/// The configuration block that the ROM will set up the flash with: tag and version are NXP's,
/// the rest is left out of this model.
std::uint32_t ImxLoader::writeFcb()
{
    if (!m_configured)
        return kboot::status::kMemoryNotConfigured;
    std::array<std::uint8_t, kPage> page{};
    if (!m_flash.read(0, page))
        return kboot::status::kMemoryReadFailed;
    if (!isBlank(page))
        return kboot::status::kMemoryCumulativeWrite;
    page = {'F', 'C', 'F', 'B', 0x00, 0x04, 0x01, 0x56};
    return m_flash.program(0, page) ? kboot::status::kSuccess : kboot::status::kMemoryWriteFailed;
}

void ImxLoader::getProperty(const Packet& command)
{
    std::array<std::uint32_t, 2> answer{kboot::status::kSuccess, 0};
    switch (command.parameters[0]) {
    case kboot::property::kCurrentVersion: answer[1] = m_options.version; break;
    case kboot::property::kMaxPacketSize: answer[1] = m_options.packetSize; break;
    default: answer[0] = kboot::status::kUnknownProperty; break;
    }
    respond(kboot::packet(Tag::GetPropertyResponse, answer));
}

void ImxLoader::readOnce(const Packet& command)
{
    const std::uint32_t index = command.parameters[0];
    if (index >= m_fuses.size() || command.parameters[1] != kFuseBytes)
        respond(kboot::status::kInvalidArgument);
    else
        respond(kboot::commandOf(Tag::FlashReadOnceResponse, kboot::status::kSuccess, kFuseBytes,
                                 m_fuses[index]));
}

std::uint32_t ImxLoader::programOnce(const Packet& command)
{
    const std::uint32_t index = command.parameters[0];
    if (index >= m_fuses.size() || command.parameters[1] != kFuseBytes)
        return kboot::status::kInvalidArgument;
    m_fuses[index] |= command.parameters[2];
    return kboot::status::kSuccess;
}

void ImxLoader::readMemory(const Packet& command)
{
    if (const std::uint32_t status = reach(command.parameters[0], command.parameters[1])) {
        respond(kboot::commandOf(Tag::ReadMemoryResponse, status, 0));
        return;
    }
    m_address = command.parameters[0];
    m_size = command.parameters[1];
    respond(kboot::commandOf(Tag::ReadMemoryResponse, kboot::status::kSuccess, m_size));
    m_phase = Phase::Sending;
}

void ImxLoader::writeMemory(const Packet& command)
{
    const std::uint32_t status = reach(command.parameters[0], command.parameters[1]);
    respond(status);
    if (status != kboot::status::kSuccess)
        return;
    m_address = command.parameters[0];
    m_size = command.parameters[1];
    m_paged = 0;
    m_phase = Phase::Receiving;
}

void ImxLoader::takeData(Bytes data, Time now)
{
    if (m_phase != Phase::Receiving)
        return;
    if (data.empty()) {
        endData(kboot::status::kAbortDataPhase, false);
        return;
    }
    const Bytes wanted = data.first(data.size() < m_size ? data.size() : m_size);
    std::uint32_t status = gather(wanted, now);
    m_size -= static_cast<std::uint32_t>(wanted.size());
    if (status == kboot::status::kSuccess && m_size == 0)
        status = programPage(now);
    if (status != kboot::status::kSuccess)
        endData(status, m_size > 0);
    else if (m_size == 0)
        endData(status, false);
}

/// Flash is programmed by whole pages.
std::uint32_t ImxLoader::gather(Bytes data, Time now)
{
    for (const std::uint8_t byte : data) {
        if (inRam(m_address, 1)) {
            m_ram[m_address++ - kRamBase] = byte;
            continue;
        }
        m_page[m_paged++] = byte;
        ++m_address;
        if (m_address % kPage != 0)
            continue;
        if (const std::uint32_t status = programPage(now))
            return status;
    }
    return kboot::status::kSuccess;
}

/// NXP's loaders check that the whole page was erased, and fill it up with 0xFF.
std::uint32_t ImxLoader::programPage(Time now)
{
    if (m_paged == 0)
        return kboot::status::kSuccess;
    const std::uint32_t start = m_address - static_cast<std::uint32_t>(m_paged) - kFlashBase;
    const std::uint32_t page = start - start % kPage;
    std::array<std::uint8_t, kPage> before{};
    if (!m_flash.read(page, before))
        return kboot::status::kMemoryReadFailed;
    if (!isBlank(before))
        return kboot::status::kMemoryCumulativeWrite;
    work(now, m_options.programTime);
    const bool good = m_flash.program(start, Bytes(m_page).first(m_paged));
    m_paged = 0;
    return good ? kboot::status::kSuccess : kboot::status::kMemoryWriteFailed;
}

void ImxLoader::endData(std::uint32_t status, bool early)
{
    m_phase = Phase::Idle;
    m_emptyFirst = early;
    respond(status);
}

void ImxLoader::respond(std::uint32_t status)
{
    respond(kboot::commandOf(Tag::GenericResponse, status, static_cast<std::uint32_t>(m_command)));
}

void ImxLoader::respond(const Packet& response)
{
    m_response = response;
    m_responds = true;
}

std::size_t ImxLoader::transmit(MutableBytes into, Time now)
{
    tick(now);
    if (m_left || now < m_busyUntil)
        return 0;
    if (m_emptyFirst) {
        m_emptyFirst = false;
        return kboot::encodeReport(into, kboot::report::kCommandIn, {}, kReportSize);
    }
    if (!m_responds)
        return m_phase == Phase::Sending ? sendData(into) : 0;
    m_responds = false;
    m_left = m_leaving;
    std::array<std::uint8_t, kboot::kMaxCommand> payload{};
    const std::size_t size = kboot::encode(payload, m_response);
    return kboot::encodeReport(into, kboot::report::kCommandIn, Bytes(payload).first(size),
                               kReportSize);
}

std::size_t ImxLoader::sendData(MutableBytes into)
{
    std::array<std::uint8_t, kReportSize> data{};
    const std::uint32_t size = m_size < m_options.packetSize ? m_size : m_options.packetSize;
    const MutableBytes chunk = MutableBytes(data).first(size);
    bool good = true;
    if (inRam(m_address, size))
        for (std::size_t i = 0; i < size; ++i)
            chunk[i] = m_ram[m_address - kRamBase + i];
    else
        good = m_flash.read(m_address - kFlashBase, chunk);
    if (!good) {
        endData(kboot::status::kMemoryReadFailed, false);
        return kboot::encodeReport(into, kboot::report::kDataIn, {}, kReportSize);
    }
    m_address += size;
    m_size -= size;
    if (m_size == 0)
        endData(kboot::status::kSuccess, false);
    return kboot::encodeReport(into, kboot::report::kDataIn, chunk, kReportSize);
}

}  // namespace omv::firmware::loaders
