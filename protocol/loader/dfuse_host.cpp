// SPDX-License-Identifier: MIT
#include "protocol/loader/dfuse_host.h"

#include <cstring>

namespace omv::protocol::loader {
namespace {

constexpr std::uint64_t kAddressSpace = std::uint64_t{1} << 32;

std::size_t least(std::uint64_t a, std::uint64_t b)
{
    return static_cast<std::size_t>(a < b ? a : b);
}

bool isWritable(const MemoryMap& map, std::uint64_t begin, std::uint64_t end)
{
    return end > begin && end <= map.reach(begin, &MemoryRun::writable);
}

}  // namespace

// DfuseSession

Step DfuseSession::command(std::uint8_t code, std::uint32_t address)
{
    m_commandBytes[0] = code;
    storeU32(std::span(m_commandBytes).subspan<1, 4>(), address);
    return download(0, m_commandBytes, true);
}

Step DfuseSession::massErase()
{
    m_commandBytes[0] = kDfuseErase;
    return download(0, Bytes(m_commandBytes).first(1), true, kDfuseMassErase);
}

// DfuseErase

DfuseErase::DfuseErase(const DfuTarget& target, const MemoryMap& map, std::uint32_t address,
                       std::uint32_t size, std::uint64_t erasedTo) noexcept
    : DfuseSession(target)
    , m_map(map)
    , m_begin(address)
    , m_end(std::uint64_t{address} + size)
    , m_at(address < erasedTo ? erasedTo : address)
    , m_erasedTo(erasedTo)
{
}

Step DfuseErase::start()
{
    return isWritable(m_map, m_begin, m_end) ? open() : fail(FaultKind::TooLarge);
}

Progress DfuseErase::progress() const
{
    const std::uint64_t at = m_at < m_end ? m_at : m_end;
    return {at < m_begin ? 0 : at - m_begin, m_end - m_begin};
}

Step DfuseErase::ended(Verb verb, const Answer&)
{
    if (verb == Verb::Abort)
        return done();
    if (verb == Verb::Download)
        m_erasedTo = m_at = m_erasing;
    return nextPage();
}

Step DfuseErase::nextPage()
{
    while (m_at < m_end) {
        const auto page = m_map.pageAt(m_at);
        if (!page)
            return failIdle({FaultKind::TooLarge, 0, progress().done});
        if (page->erasable) {
            m_erasing = page->end();
            return erasePage(page->address);
        }
        m_at = page->end();
    }
    return abort();
}

// DfuseWrite

DfuseWrite::DfuseWrite(const DfuTarget& target, const MemoryMap& map, std::uint32_t address,
                       Bytes image) noexcept
    : DfuseSession(target)
    , m_map(map)
    , m_address(address)
    , m_image(image)
{
}

Step DfuseWrite::start()
{
    const bool fits = isWritable(m_map, m_address, std::uint64_t{m_address} + m_image.size());
    return fits ? open() : fail(m_image.empty() ? FaultKind::Misaligned : FaultKind::TooLarge);
}

Step DfuseWrite::ended(Verb verb, const Answer&)
{
    if (verb == Verb::Abort)
        return done();
    if (verb == Verb::Download && m_pointing) {
        m_pointing = false;
        return download(kDfuseFirstData, m_image.subspan(m_done, m_sending));
    }
    m_done += m_sending;
    return nextChunk();
}

Step DfuseWrite::nextChunk()
{
    m_sending = least(blockSize(), m_image.size() - m_done);
    if (m_sending == 0)
        return abort();
    m_pointing = true;
    return setAddress(static_cast<std::uint32_t>(m_address + m_done));
}

// DfuseMassErase

Step DfuseMassErase::ended(Verb verb, const Answer&)
{
    switch (verb) {
    case Verb::Open: return massErase();
    case Verb::Download: return abort();
    default: return done();
    }
}

// DfuseReader

DfuseReader::DfuseReader(const DfuTarget& target, std::uint32_t address,
                         std::uint64_t total) noexcept
    : DfuseSession(target)
    , m_address(address)
    , m_total(total)
{
}

Step DfuseReader::ended(Verb verb, const Answer& answer)
{
    switch (verb) {
    case Verb::Open: return nextBlock();
    // An upload is only taken in dfuIDLE.
    case Verb::Download: m_pointed = true; return abort();
    case Verb::Upload: return received(answer.size);
    case Verb::Check:
        return failIdle({FaultKind::BadReply, static_cast<std::uint32_t>(m_came), m_done});
    default: break;
    }
    m_idle = true;
    return nextBlock();
}

Step DfuseReader::nextBlock()
{
    constexpr std::uint32_t kLastBlock = 0xFFFF;
    const std::size_t size = least(blockSize(), m_total - m_done);
    if (size == 0)
        return m_idle ? done() : abort();
    if (!m_pointed || m_block > kLastBlock)
        return point();
    m_idle = false;
    m_asked = room(size);
    return upload(static_cast<std::uint16_t>(m_block++), m_asked);
}

Step DfuseReader::point()
{
    // Behind the last block number, from dfuUPLOAD-IDLE, no command is taken.
    if (m_pointed && !m_idle)
        return abort();
    if (m_total > kAddressSpace - m_address)
        return failIdle({FaultKind::TooLarge, 0, m_done});
    m_block = kDfuseFirstData;
    m_idle = false;
    return setAddress(static_cast<std::uint32_t>(m_address + m_done));
}

Step DfuseReader::received(std::size_t size)
{
    m_came = size;
    if (size != m_asked.size())
        return check();
    const std::size_t same = good(m_asked);
    if (same < size)
        return failIdle({FaultKind::Mismatch, m_asked[same], m_done + same});
    m_done += size;
    return nextBlock();
}

DfuseRead::DfuseRead(const DfuTarget& target, std::uint32_t address, MutableBytes into) noexcept
    : DfuseReader(target, address, into.size())
    , m_into(into)
{
}

MutableBytes DfuseRead::room(std::size_t size)
{
    return m_into.subspan(static_cast<std::size_t>(progress().done), size);
}

DfuseVerify::DfuseVerify(const DfuTarget& target, std::uint32_t address, Bytes expected) noexcept
    : DfuseReader(target, address, expected.size())
    , m_expected(expected)
{
}

std::size_t DfuseVerify::good(Bytes bytes)
{
    const Bytes expected =
        m_expected.subspan(static_cast<std::size_t>(progress().done), bytes.size());
    if (std::memcmp(bytes.data(), expected.data(), bytes.size()) == 0)
        return bytes.size();
    std::size_t same = 0;
    while (bytes[same] == expected[same])
        ++same;
    return same;
}

// DfuseCommands

Step DfuseCommands::ended(Verb verb, const Answer& answer)
{
    switch (verb) {
    case Verb::Open: return upload(kDfuseGetCommands, m_commands);
    case Verb::Upload: m_size = answer.size; return abort();
    default: return done();
    }
}

bool DfuseCommands::knows(std::uint8_t command) const
{
    for (const std::uint8_t known : commands()) {
        if (known == command)
            return true;
    }
    return false;
}

// DfuseLeave

DfuseLeave::DfuseLeave(const DfuTarget& target, std::uint32_t address) noexcept
    : DfuseSession(target)
    , m_address(address)
{
}

Step DfuseLeave::ended(Verb verb, const Answer& answer)
{
    if (verb == Verb::Open)
        return setAddress(m_address);
    switch (m_phase) {
    case Phase::Pointer:
        m_phase = Phase::Jump;
        return raw(transfer(DfuRequest::Download, kDfuseFirstData, {}));
    case Phase::Jump: return asked(answer);
    case Phase::Status: break;
    }
    return answered(answer);
}

Step DfuseLeave::asked(const Answer& answer)
{
    switch (answer.outcome) {
    case Outcome::Gone: return done();
    case Outcome::Stall:
        return fail(FaultKind::Refused, static_cast<std::uint32_t>(DfuError::StalledPacket));
    case Outcome::Timeout: return fail(FaultKind::NoAnswer);
    case Outcome::Ok: break;
    }
    m_phase = Phase::Status;
    Step step = statusRequest();
    step.in = m_reply;
    return raw(step);
}

Step DfuseLeave::answered(const Answer& answer)
{
    const auto status = decodeDfuStatus(Bytes(m_reply).first(least(answer.size, m_reply.size())));
    // GD32 and others send no status that means anything; a refusal that does is one.
    if (answer.outcome == Outcome::Ok && status && status->state == DfuState::Error)
        return fail(FaultKind::Refused, static_cast<std::uint32_t>(status->error));
    return done();
}

}  // namespace omv::protocol::loader
