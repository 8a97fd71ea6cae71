// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/serial_loaders.h"

#include <algorithm>
#include <array>

namespace omv::vcam {

using firmware::loaders::FlashModel;
using firmware::loaders::LegacyCdcBoard;
using firmware::loaders::Taken;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;
namespace legacy = protocol::loader::legacy_cdc;

namespace {

/// A command that is not followed by another one ends here.
constexpr protocol::Duration kPacketGap = 2 * protocol::kMillisecond;

std::vector<std::uint32_t> sectorsOf(const FlashModel& flash)
{
    const auto extent = flash.extent();
    std::vector<std::uint32_t> starts;
    for (std::uint64_t at = extent.address; at < extent.end();) {
        starts.push_back(static_cast<std::uint32_t>(at - extent.address));
        at = flash.unitAt(static_cast<std::uint32_t>(at))->end();
    }
    starts.push_back(extent.size);
    return starts;
}

LegacyCdcBoard boardOf(const FlashModel& internal, const FlashModel& qspi,
                       const legacy::Layout& layout, const std::vector<std::uint32_t>& sectors)
{
    constexpr std::uint32_t kBlock = 64 * 1024;
    LegacyCdcBoard board;
    board.layout = layout;
    board.qspi = {0, qspi.extent().size / kBlock - 1, kBlock};
    board.sectors = sectors;
    board.eraseTime = internal.eraseTime(*internal.unitAt(internal.extent().address));
    board.programTime = internal.programTime(legacy::packetSize(board.speed));
    return board;
}

bool isOpcode(std::uint32_t word)
{
    switch (static_cast<legacy::Opcode>(word)) {
    case legacy::Opcode::Start:
    case legacy::Opcode::Reset:
    case legacy::Opcode::FlashErase:
    case legacy::Opcode::FlashWrite:
    case legacy::Opcode::FlashLayout:
    case legacy::Opcode::QspiErase:
    case legacy::Opcode::QspiWrite:
    case legacy::Opcode::QspiLayout:
    case legacy::Opcode::QspiMemoryTest: return true;
    }
    return false;
}

/// Of a command that has no data; 0: it has, or is none.
std::size_t knownSize(std::uint32_t word)
{
    switch (static_cast<legacy::Opcode>(word)) {
    case legacy::Opcode::FlashErase:
    case legacy::Opcode::QspiErase: return 8;
    case legacy::Opcode::FlashWrite:
    case legacy::Opcode::QspiWrite: return 0;
    default: return isOpcode(word) ? 4 : 0;
    }
}

}  // namespace

void SerialBoardLoader::hearLine(Time now)
{
    std::array<std::uint8_t, 4096> bytes;
    while (!busy(now)) {
        const Transferred got = m_pty.read(bytes);
        if (got.count == 0)
            break;
        take(Bytes(bytes).first(got.count), now);
    }
}

void SerialBoardLoader::answerLine(Time now)
{
    std::array<std::uint8_t, 4096> bytes;
    while (const std::size_t size = give(bytes, now))
        m_output.insert(m_output.end(), bytes.begin(),
                        bytes.begin() + static_cast<std::ptrdiff_t>(size));
    if (m_output.empty())
        return;
    // As on a wire: what nobody reads is lost.
    if (m_pty.hungUp()) {
        m_output.clear();
        return;
    }
    const std::size_t written = m_pty.write(m_output).count;
    m_output.erase(m_output.begin(), m_output.begin() + static_cast<std::ptrdiff_t>(written));
}

bool AlifBoardLoader::JoinedMemory::read(std::uint32_t offset, MutableBytes into)
{
    const std::size_t first =
        offset < m_first.size() ? std::min<std::size_t>(into.size(), m_first.size() - offset) : 0;
    if (first > 0 && !m_first.read(offset, into.first(first)))
        return false;
    const auto rest = static_cast<std::uint32_t>(offset + first - m_first.size());
    return first == into.size() || m_second.read(rest, into.subspan(first));
}

bool AlifBoardLoader::JoinedMemory::erase(std::uint32_t offset, std::uint32_t length)
{
    const std::uint32_t first =
        offset < m_first.size() ? std::min(length, m_first.size() - offset) : 0;
    if (first > 0 && !m_first.erase(offset, first))
        return false;
    return first == length || m_second.erase(offset + first - m_first.size(), length - first);
}

bool AlifBoardLoader::JoinedMemory::program(std::uint32_t offset, Bytes bytes)
{
    const std::size_t first =
        offset < m_first.size() ? std::min<std::size_t>(bytes.size(), m_first.size() - offset) : 0;
    if (first > 0 && !m_first.program(offset, bytes.first(first)))
        return false;
    const auto rest = static_cast<std::uint32_t>(offset + first - m_first.size());
    return first == bytes.size() || m_second.program(rest, bytes.subspan(first));
}

AlifBoardLoader::AlifBoardLoader(const std::string& link, FlashModel& application,
                                 FlashModel& system,
                                 const firmware::loaders::AlifSeOptions& options,
                                 const std::atomic<bool>& recovery, Time now)
    : SerialBoardLoader(link)
    , m_memory(application, system)
    , m_recovery(recovery)
    , m_device(m_memory, options, now)
{
}

BoardLoader::Next AlifBoardLoader::tick(Time)
{
    const bool reset = m_device.resets() != m_resets;
    m_resets = m_device.resets();
    return reset && !m_recovery ? Next::Reset : Next::Stays;
}

LegacyBoardLoader::LegacyBoardLoader(const std::string& link, FlashModel& internal,
                                     FlashModel& qspi, const legacy::Layout& layout, Time now)
    : SerialBoardLoader(link)
    , m_internal(internal)
    , m_qspi(qspi)
    , m_sectors(sectorsOf(internal))
    , m_device(m_internal, &m_qspi, boardOf(internal, qspi, layout, m_sectors), now)
{
    m_device.configured(now);
}

BoardLoader::Next LegacyBoardLoader::tick(Time now)
{
    offer(now);
    m_device.tick(now);
    return m_device.booted() ? Next::Firmware : Next::Stays;
}

void LegacyBoardLoader::take(Bytes bytes, Time now)
{
    m_input.insert(m_input.end(), bytes.begin(), bytes.end());
    m_lastByte = now;
    offer(now);
}

/// Up to the next opcode; 0: cannot be told yet.
std::size_t LegacyBoardLoader::packetSize() const
{
    if (m_input.size() < 4)
        return 0;
    const std::size_t known = knownSize(protocol::loadU32(std::span(m_input).first<4>()));
    if (known != 0)
        return m_input.size() >= known ? known : 0;
    const std::size_t most = legacy::packetSize(legacy::Speed::High);
    for (std::size_t at = 4; at + 4 <= m_input.size() && at <= most; at += 4) {
        if (isOpcode(protocol::loadU32(Bytes(m_input).subspan(at).first<4>())))
            return at;
    }
    return m_input.size() > most ? most : 0;
}

void LegacyBoardLoader::offer(Time now)
{
    while (!m_input.empty() && !m_device.booted()) {
        std::size_t size = packetSize();
        if (size == 0 && now - m_lastByte < kPacketGap)
            return;
        size = size == 0 ? m_input.size() : size;
        if (m_device.receive(Bytes(m_input).first(size), now) == Taken::Busy)
            return;
        m_input.erase(m_input.begin(), m_input.begin() + static_cast<std::ptrdiff_t>(size));
    }
}

}  // namespace omv::vcam
