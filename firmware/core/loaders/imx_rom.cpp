// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/imx_rom.h"

namespace omv::firmware::loaders {
namespace {

using namespace protocol::loader;
using protocol::Bytes;
using protocol::MutableBytes;
using protocol::Time;

/// Nobody need read the last report.
constexpr protocol::Duration kLeaveDelay = 100 * protocol::kMillisecond;

// Image vector table: tag, length 32 (big-endian), version 4.x; its own address at 20
// (i.MX RT1060 reference manual, "Image Vector Table").
constexpr std::uint32_t kIvtSize = 32;
constexpr std::uint8_t kIvtTag = 0xD1;
constexpr std::size_t kIvtSelfAt = 20;

}  // namespace

Taken ImxRom::receive(Bytes report, Time now)
{
    tick(now);
    if (m_left || m_jumping || m_replyCount > 0)
        return Taken::Busy;
    if (const auto command = sdp::decodeCommand(report)) {
        m_fileLeft = 0;
        run(*command, now);
        return Taken::Yes;
    }
    if (report.size() != sdp::report::kDataSize || report[0] != sdp::report::kData)
        return Taken::Stalled;
    takeData(report.subspan(1));
    return Taken::Yes;
}

void ImxRom::run(const sdp::Command& command, Time now)
{
    switch (command.tag) {
    case sdp::Tag::WriteFile: beginFile(command); return;
    case sdp::Tag::JumpAddress: jump(command.address, now); return;
    case sdp::Tag::ErrorStatus: answer(m_habStatus); return;
    case sdp::Tag::SkipDcd: answer(sdp::status::kDcdSkipped); return;
    default: answer(sdp::status::kHabFailure); return;
    }
}

void ImxRom::beginFile(const sdp::Command& command)
{
    if (!holds(command.address, command.count)) {
        m_habStatus = sdp::status::kHabFailure;
        answer(m_habStatus);
        return;
    }
    m_writeAt = command.address - m_options.ramBase;
    m_fileLeft = command.count;
    if (m_fileLeft == 0)
        answer(sdp::status::kFileWritten);
}

void ImxRom::takeData(Bytes data)
{
    if (m_fileLeft == 0)
        return;
    const std::size_t size = data.size() < m_fileLeft ? data.size() : m_fileLeft;
    for (std::size_t i = 0; i < size; ++i)
        m_ram[m_writeAt + i] = data[i];
    m_writeAt += size;
    m_fileLeft -= static_cast<std::uint32_t>(size);
    if (m_fileLeft == 0)
        answer(sdp::status::kFileWritten);
}

void ImxRom::jump(std::uint32_t address, Time now)
{
    if (m_options.securityMode != sdp::hab::kOpen || !isImage(address)) {
        m_habStatus = sdp::status::kHabFailure;
        answer(m_habStatus);
        return;
    }
    m_replies[0] = {sdp::report::kHab, m_options.securityMode};
    m_replyCount = 1;
    m_jumping = true;
    m_leaveAt = now + kLeaveDelay;
}

bool ImxRom::holds(std::uint32_t address, std::uint32_t size) const
{
    if (address < m_options.ramBase)
        return false;
    const std::uint32_t offset = address - m_options.ramBase;
    return offset <= m_ram.size() && size <= m_ram.size() - offset;
}

bool ImxRom::isImage(std::uint32_t address) const
{
    if (!holds(address, kIvtSize))
        return false;
    const Bytes ivt = Bytes(m_ram).subspan(address - m_options.ramBase, kIvtSize);
    return ivt[0] == kIvtTag && ivt[1] == 0 && ivt[2] == kIvtSize && ivt[3] >> 4 == 4 &&
        protocol::loadU32(ivt.subspan<kIvtSelfAt, 4>()) == address;
}

void ImxRom::answer(std::uint32_t word)
{
    m_replies = {Reply{sdp::report::kHab, m_options.securityMode},
                 Reply{sdp::report::kStatus, word}};
    m_replyCount = 2;
}

std::size_t ImxRom::transmit(MutableBytes into, Time now)
{
    tick(now);
    if (m_replyCount == 0 || m_left)
        return 0;
    const Reply reply = m_replies[0];
    m_replies[0] = m_replies[1];
    --m_replyCount;
    const auto copy = [into](Bytes report) {
        const std::size_t size = report.size() < into.size() ? report.size() : into.size();
        for (std::size_t i = 0; i < size; ++i)
            into[i] = report[i];
        return size;
    };
    if (reply.id == sdp::report::kStatus)
        return copy(sdp::encodeStatus(reply.word));
    m_left = m_jumping;
    return copy(sdp::encodeHab(reply.word));
}

void ImxRom::tick(Time now)
{
    m_left = m_left || (m_jumping && now >= m_leaveAt);
}

}  // namespace omv::firmware::loaders
