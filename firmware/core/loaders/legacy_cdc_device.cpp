// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/legacy_cdc_device.h"

namespace omv::firmware::loaders {
namespace {

using namespace protocol::loader::legacy_cdc;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;

constexpr protocol::Duration kUsbWindow = 2 * protocol::kSecond;
constexpr protocol::Duration kStartWindow = protocol::kSecond;
constexpr std::uint32_t kQspiBlock = 64 * 1024;

std::uint32_t argumentOf(const Command& command)
{
    return command.argument.size() < 4 ? 0 : protocol::loadU32(command.argument.first<4>());
}

}  // namespace

LegacyCdcDevice::LegacyCdcDevice(NorMemory& flash, NorMemory* qspi, const LegacyCdcBoard& board,
                                 Time now)
    : m_flash(flash)
    , m_qspi(qspi)
    , m_board(board)
    , m_bootAt(now + kUsbWindow)
{
}

void LegacyCdcDevice::configured(Time now)
{
    tick(now);
    if (!m_booted)
        m_bootAt = now + kStartWindow;
}

void LegacyCdcDevice::tick(Time now)
{
    m_booted = m_booted || (!m_started && now >= m_bootAt);
}

Taken LegacyCdcDevice::receive(Bytes packet, Time now)
{
    tick(now);
    if (m_booted || now < m_busyUntil)
        return Taken::Busy;
    const auto command = decodeCommand(packet);
    if (command && (m_started || command->opcode == Opcode::Start))
        run(*command, now);
    return Taken::Yes;
}

void LegacyCdcDevice::run(const Command& command, Time now)
{
    const bool layouts = m_board.version >= Version::V2;
    const bool qspi = m_board.version >= Version::V3;
    switch (command.opcode) {
    case Opcode::Start: start(); return;
    case Opcode::Reset:
        flush(now);
        m_booted = true;
        return;
    case Opcode::FlashErase: erase(argumentOf(command), now); return;
    case Opcode::FlashWrite: write(command.argument, now); return;
    case Opcode::FlashLayout:
        if (layouts)
            reply(encode(m_board.layout));
        return;
    case Opcode::QspiErase:
        if (qspi)
            eraseQspi(argumentOf(command), now);
        return;
    case Opcode::QspiWrite:
        if (qspi)
            writeQspi(command.argument, now);
        return;
    case Opcode::QspiLayout:
        if (qspi)
            reply(encode(m_board.qspi));
        return;
    case Opcode::QspiMemoryTest:
        if (qspi)
            replyWord(m_qspi != nullptr ? 1 : 0);
        return;
    }
}

void LegacyCdcDevice::start()
{
    m_started = true;
    const std::uint32_t first = m_board.layout.firstFirmware;
    m_writeAt = first < m_board.sectors.size() ? m_board.sectors[first] : 0;
    m_qspiAt = 0;
    m_gatheredSize = 0;
    replyWord(static_cast<std::uint32_t>(m_board.version));
}

void LegacyCdcDevice::erase(std::uint32_t sector, Time now)
{
    if (sector >= m_board.sectors.size() || sector + 1 >= m_board.sectors.size())
        return;
    const std::uint32_t first = m_board.sectors[sector];
    work(now, m_board.eraseTime);
    m_flash.erase(first, m_board.sectors[sector + 1] - first);
}

void LegacyCdcDevice::eraseQspi(std::uint32_t block, Time now)
{
    if (m_qspi == nullptr || block >= m_qspi->size() / kQspiBlock)
        return;
    work(now, m_board.eraseTime);
    m_qspi->erase(block * kQspiBlock, kQspiBlock);
}

/// Gathers as much as an endpoint's packet holds, then programs it behind the last.
void LegacyCdcDevice::write(Bytes data, Time now)
{
    for (const std::uint8_t byte : data) {
        m_gathered[m_gatheredSize++] = byte;
        if (m_gatheredSize == packetSize(m_board.speed))
            flush(now);
    }
}

void LegacyCdcDevice::flush(Time now)
{
    if (m_gatheredSize == 0)
        return;
    const std::size_t size = packetSize(m_board.speed);
    while (m_gatheredSize < size)
        m_gathered[m_gatheredSize++] = 0xFF;
    m_gatheredSize = 0;
    work(now, m_board.programTime);
    m_flash.program(m_writeAt, Bytes(m_gathered).first(size));
    m_writeAt += static_cast<std::uint32_t>(size);
}

void LegacyCdcDevice::writeQspi(Bytes data, Time now)
{
    if (m_qspi == nullptr)
        return;
    work(now, m_board.programTime);
    m_qspi->program(m_qspiAt, data);
    m_qspiAt += static_cast<std::uint32_t>(data.size());
}

void LegacyCdcDevice::replyWord(std::uint32_t word)
{
    std::array<std::uint8_t, 4> bytes{};
    protocol::storeU32(bytes, word);
    reply(bytes);
}

void LegacyCdcDevice::reply(Bytes bytes)
{
    for (const std::uint8_t byte : bytes)
        if (m_outSize < m_out.size())
            m_out[m_outSize++] = byte;
}

std::size_t LegacyCdcDevice::transmit(MutableBytes into, Time now)
{
    tick(now);
    if (m_booted || now < m_busyUntil)
        return 0;
    const std::size_t size = m_outSize < into.size() ? m_outSize : into.size();
    for (std::size_t i = 0; i < size; ++i)
        into[i] = m_out[i];
    for (std::size_t i = size; i < m_outSize; ++i)
        m_out[i - size] = m_out[i];
    m_outSize -= size;
    return size;
}

void LegacyCdcDevice::work(Time now, protocol::Duration time)
{
    m_busyUntil = (m_busyUntil > now ? m_busyUntil : now) + time;
}

}  // namespace omv::firmware::loaders
