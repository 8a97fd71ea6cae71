// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu_host.h"

#include <cstring>

namespace omv::protocol::loader {
namespace {

/// wValue has 16 bits; a block behind that would land at the partition's start again.
constexpr std::uint64_t kMaxBlocks = 0x10000;
constexpr std::uint16_t kDetachTimeout = 1000;  // ms, as dfu-util
/// OpenMV's bootloader is off the bus within milliseconds.
constexpr Duration kDetachWait = 200 * kMillisecond;

bool fits(const DfuTarget& target, std::size_t size, std::size_t blockSize)
{
    return (target.room == 0 || size <= target.room) && size <= kMaxBlocks * blockSize;
}

std::size_t least(std::size_t a, std::size_t b)
{
    return a < b ? a : b;
}

}  // namespace

// DfuDownload

DfuDownload::DfuDownload(const DfuTarget& target, Bytes image) noexcept
    : DfuSession(target)
    , m_image(image)
{
}

Step DfuDownload::start()
{
    if (m_image.empty())
        return fail(FaultKind::Misaligned);
    if (!fits(target(), m_image.size(), blockSize()))
        return fail(FaultKind::TooLarge);
    return open();
}

Step DfuDownload::ended(Verb verb, const Answer&)
{
    switch (verb) {
    case Verb::Open: return nextBlock();
    case Verb::Download:
        m_done += m_sending;
        m_sending = 0;
        ++m_block;
        return nextBlock();
    default: return done();
    }
}

Step DfuDownload::nextBlock()
{
    m_sending = least(blockSize(), m_image.size() - m_done);
    if (m_sending == 0)
        return manifest(m_block);
    return download(m_block, m_image.subspan(m_done, m_sending));
}

// DfuUpload

DfuUpload::DfuUpload(const DfuTarget& target, MutableBytes into, ShortUpload shortUpload) noexcept
    : DfuSession(target)
    , m_into(into)
    , m_short(shortUpload)
{
}

Step DfuUpload::start()
{
    return fits(target(), m_into.size(), blockSize()) ? open() : fail(FaultKind::TooLarge);
}

Step DfuUpload::ended(Verb verb, const Answer& answer)
{
    switch (verb) {
    case Verb::Open: return nextBlock();
    case Verb::Upload: return received(answer.size);
    case Verb::Check:
        if (m_short == ShortUpload::IsTheEnd)
            return abort();
        return failIdle({FaultKind::BadReply, static_cast<std::uint32_t>(m_came), m_done});
    default: return done();
    }
}

Step DfuUpload::nextBlock()
{
    m_asked = least(blockSize(), m_into.size() - m_done);
    // The device waits for the next block: it does not know how much is wanted.
    return m_asked == 0 ? abort() : upload(m_block++, m_into.subspan(m_done, m_asked));
}

Step DfuUpload::received(std::size_t size)
{
    m_came = size;
    if (size == m_asked) {
        m_done += size;
        return nextBlock();
    }
    m_done += withoutStray(size);
    return check();
}

std::size_t DfuUpload::withoutStray(std::size_t size) const
{
    if (target().strayBytes == 0 || size != target().strayBytes)
        return size;
    for (const std::uint8_t byte : m_into.subspan(m_done, size)) {
        if (byte != 0)
            return size;
    }
    return 0;
}

// DfuVerify

DfuVerify::DfuVerify(const DfuTarget& target, Bytes expected) noexcept
    : DfuSession(target)
    , m_expected(expected)
{
}

Step DfuVerify::start()
{
    return fits(target(), m_expected.size(), blockSize()) ? open() : fail(FaultKind::TooLarge);
}

Step DfuVerify::ended(Verb verb, const Answer& answer)
{
    switch (verb) {
    case Verb::Open: return nextBlock();
    case Verb::Upload: return compare(answer.size);
    case Verb::Check:
        return failIdle({FaultKind::BadReply, static_cast<std::uint32_t>(m_came), m_done});
    default: return done();
    }
}

Step DfuVerify::nextBlock()
{
    m_asked = least(blockSize(), m_expected.size() - m_done);
    return m_asked == 0 ? abort() : upload(m_block++, MutableBytes(m_read).first(m_asked));
}

Step DfuVerify::compare(std::size_t size)
{
    m_came = size;
    if (size != m_asked)
        return check();
    const std::uint8_t* expected = m_expected.data() + m_done;
    if (std::memcmp(m_read.data(), expected, size) == 0) {
        m_done += size;
        return nextBlock();
    }
    std::size_t same = 0;
    while (m_read[same] == expected[same])
        ++same;
    return failIdle({FaultKind::Mismatch, m_read[same], m_done + same});
}

// DfuHold

// Nothing before it: each transfer takes time of the window.
Step DfuHold::start()
{
    return upload(0, MutableBytes(m_read).first(blockSize()));
}

Step DfuHold::ended(Verb verb, const Answer&)
{
    return verb == Verb::Upload ? abort() : done();
}

// DfuLeave

Step DfuLeave::start()
{
    return raw(detach(kDetachTimeout));
}

Step DfuLeave::ended(Verb, const Answer& answer)
{
    switch (m_phase) {
    case Phase::Detaching: return detached(answer);
    case Phase::Waiting: return answer.outcome == Outcome::Gone ? done() : stillThere();
    case Phase::Asking: return answer.outcome == Outcome::Gone ? done() : resetPort();
    case Phase::Resetting: break;
    }
    return answer.outcome == Outcome::Ok || answer.outcome == Outcome::Gone
        ? done()
        : fail(FaultKind::NoAnswer);
}

Step DfuLeave::detached(const Answer& answer)
{
    if (answer.outcome == Outcome::Gone)
        return done();
    if (answer.outcome == Outcome::Stall)
        return fail(FaultKind::Refused, static_cast<std::uint32_t>(DfuError::StalledPacket));
    if (m_after == AfterDetach::Nothing)
        return answer.outcome == Outcome::Ok ? done() : fail(FaultKind::NoAnswer);
    m_phase = Phase::Waiting;
    Step step;
    step.kind = Step::Kind::Wait;
    step.limit = kDetachWait;
    return raw(step);
}

Step DfuLeave::stillThere()
{
    m_phase = Phase::Asking;
    Step step = statusRequest();
    step.limit = kSecond;
    return raw(step);
}

Step DfuLeave::resetPort()
{
    m_phase = Phase::Resetting;
    Step step;
    step.kind = Step::Kind::ResetPort;
    step.limit = kDfuTransferLimit;
    return raw(step);
}

}  // namespace omv::protocol::loader
