// SPDX-License-Identifier: MIT
#include "protocol/loader/kboot_host.h"

namespace omv::protocol::loader::kboot {
namespace {

constexpr std::uint32_t kWord = 4;
constexpr std::uint64_t kAddressSpace = std::uint64_t{1} << 32;

bool leavesAddressSpace(std::uint32_t address, std::size_t size)
{
    return size > kAddressSpace - address;
}

}  // namespace

GetProperty::GetProperty(const HidLink& link, std::uint32_t property,
                         std::optional<std::uint32_t> expected)
    : KbootJob(link)
    , m_property(property)
    , m_expected(expected)
{
}

Step GetProperty::advance()
{
    if (m_stage++ == 0)
        return command(commandOf(Tag::GetProperty, m_property, 0));
    if (m_response.count < 2)
        return fail(FaultKind::BadReply, m_response.count);
    if (m_expected && *m_expected != value())
        return fail(FaultKind::WrongDevice, value());
    return done();
}

EraseRegion::EraseRegion(const HidLink& link, std::uint32_t address, std::uint32_t length)
    : KbootJob(link)
    , m_address(address)
    , m_length(length)
{
    m_progress.total = length;
}

Step EraseRegion::advance()
{
    if (m_stage++ > 0) {
        m_progress.done = m_length;
        return done();
    }
    if (m_address % kEraseBlock != 0)
        return fail(FaultKind::Misaligned, m_address);
    const std::uint64_t whole = (std::uint64_t{m_length} + kEraseBlock - 1) & ~(kEraseBlock - 1ull);
    if (whole >= kAddressSpace - m_address)
        return fail(FaultKind::TooLarge);
    return command(commandOf(Tag::FlashEraseRegion, m_address, static_cast<std::uint32_t>(whole),
                             memory::kMapped),
                   kEraseLimit);
}

FillMemory::FillMemory(const HidLink& link, std::uint32_t address, std::uint32_t length,
                       std::uint32_t pattern)
    : KbootJob(link)
    , m_fill(commandOf(Tag::FillMemory, address, length, pattern))
{
}

Step FillMemory::advance()
{
    return m_stage++ == 0 ? command(m_fill) : done();
}

ConfigureMemory::ConfigureMemory(const HidLink& link, std::uint32_t memory, std::uint32_t address)
    : KbootJob(link)
    , m_configure(commandOf(Tag::ConfigureMemory, memory, address))
{
}

Step ConfigureMemory::advance()
{
    return m_stage++ == 0 ? command(m_configure, kFinalLimit) : done();
}

WriteMemory::WriteMemory(const HidLink& link, std::uint32_t address, Bytes data)
    : KbootJob(link)
    , m_address(address)
    , m_image(data)
{
    m_progress.total = data.size();
}

Step WriteMemory::advance()
{
    switch (m_stage++) {
    case 0:
        if (leavesAddressSpace(m_address, m_image.size()))
            return fail(FaultKind::TooLarge);
        if (m_image.empty())
            return done();
        return askPacketSize();
    case 1: {
        usePacketSize();
        Packet write = commandOf(Tag::WriteMemory, m_address,
                                 static_cast<std::uint32_t>(m_image.size()), memory::kMapped);
        write.dataFollows = true;
        return command(write);
    }
    case 2: return sendData(m_image);
    default: return done();
    }
}

ReadMemory::ReadMemory(const HidLink& link, std::uint32_t address, MutableBytes into)
    : KbootJob(link)
    , m_address(address)
    , m_into(into)
{
    m_progress.total = into.size();
}

Step ReadMemory::advance()
{
    switch (m_stage++) {
    case 0:
        if (leavesAddressSpace(m_address, m_into.size()))
            return fail(FaultKind::TooLarge);
        if (m_into.empty())
            return done();
        return command(commandOf(Tag::ReadMemory, m_address,
                                 static_cast<std::uint32_t>(m_into.size()), memory::kMapped));
    case 1: return receiveData(m_into.size());
    default: return done();
    }
}

void ReadMemory::store(Bytes data, std::size_t offset)
{
    for (std::size_t i = 0; i < data.size(); ++i)
        m_into[offset + i] = data[i];
}

VerifyMemory::VerifyMemory(const HidLink& link, std::uint32_t address, Bytes expected)
    : KbootJob(link)
    , m_address(address)
    , m_expected(expected)
{
    m_progress.total = expected.size();
}

Step VerifyMemory::advance()
{
    switch (m_stage++) {
    case 0:
        if (leavesAddressSpace(m_address, m_expected.size()))
            return fail(FaultKind::TooLarge);
        if (m_expected.empty())
            return done();
        return command(commandOf(Tag::ReadMemory, m_address,
                                 static_cast<std::uint32_t>(m_expected.size()), memory::kMapped));
    case 1: return receiveData(m_expected.size());
    default: return m_different ? fail(FaultKind::Mismatch, 0, *m_different) : done();
    }
}

void VerifyMemory::store(Bytes data, std::size_t offset)
{
    for (std::size_t i = 0; i < data.size() && !m_different; ++i)
        if (data[i] != m_expected[offset + i])
            m_different = offset + i;
}

ReadOnce::ReadOnce(const HidLink& link, std::uint32_t index)
    : KbootJob(link)
    , m_index(index)
{
}

Step ReadOnce::advance()
{
    if (m_stage++ == 0)
        return command(commandOf(Tag::FlashReadOnce, m_index, kWord));
    const bool wordCame = m_response.count >= 3 && m_response.parameters[1] == kWord;
    return wordCame ? done() : fail(FaultKind::BadReply, m_response.count);
}

ProgramOnce::ProgramOnce(const HidLink& link, std::uint32_t index, std::uint32_t bits)
    : KbootJob(link)
    , m_index(index)
    , m_bits(bits)
{
}

Step ProgramOnce::advance()
{
    switch (m_stage++) {
    case 0: return readFirst();
    case 1: return judgeFirst();
    case 2: return readFirst();
    default: return judgeLast();
    }
}

Step ProgramOnce::readFirst()
{
    return command(commandOf(Tag::FlashReadOnce, m_index, kWord));
}

Step ProgramOnce::judgeFirst()
{
    if (m_response.count < 3 || m_response.parameters[1] != kWord)
        return fail(FaultKind::BadReply, m_response.count);
    const std::uint32_t word = m_response.parameters[2];
    if ((word & m_bits) == m_bits)
        return done();
    if ((word & ~m_bits) != 0)
        return fail(FaultKind::WrongState, word);
    m_written = true;
    return command(commandOf(Tag::FlashProgramOnce, m_index, kWord, m_bits));
}

Step ProgramOnce::judgeLast()
{
    if (m_response.count < 3 || m_response.parameters[1] != kWord)
        return fail(FaultKind::BadReply, m_response.count);
    const std::uint32_t word = m_response.parameters[2];
    return word == m_bits ? done() : fail(FaultKind::Mismatch, word, 0);
}

Step Reset::advance()
{
    return m_stage++ == 0 ? command(packet(Tag::Reset, {}), kResetSilence) : done();
}

Step Reset::received(const Answer& answer)
{
    const bool left = answer.outcome == Outcome::Gone || answer.outcome == Outcome::Timeout;
    return left && responseAwaited() ? done() : KbootJob::received(answer);
}

}  // namespace omv::protocol::loader::kboot
