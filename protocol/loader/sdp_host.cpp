// SPDX-License-Identifier: MIT
#include "protocol/loader/sdp_host.h"

namespace omv::protocol::loader::sdp {
namespace {

constexpr std::size_t kMaxData = report::kDataSize - 1;

std::uint32_t idOf(Bytes report)
{
    return report.empty() ? 0 : report[0];
}

}  // namespace

Step SdpJob::command(const Command& command)
{
    m_part = Part::Command;
    m_command = encode(command);
    return reportOut(m_command, kReportLimit);
}

Step SdpJob::sendData(Bytes data)
{
    m_part = Part::Data;
    m_data = data;
    m_sent = 0;
    return nextData();
}

Step SdpJob::nextData()
{
    const Bytes rest = m_data.subspan(m_sent);
    if (rest.empty())
        return advance();
    m_report = encodeData(rest.first(rest.size() < kMaxData ? rest.size() : kMaxData));
    return reportOut(m_report, kReportLimit);
}

Step SdpJob::readMode()
{
    m_part = Part::Mode;
    return reportIn(m_answer, kReportLimit);
}

Step SdpJob::readStatus(Duration limit)
{
    m_part = Part::Status;
    return reportIn(m_answer, limit);
}

Step SdpJob::received(const Answer& answer)
{
    if (answer.outcome != Outcome::Ok)
        return fail(answer.outcome);
    const Bytes report = came(m_answer, answer);
    switch (m_part) {
    case Part::Command: return advance();
    case Part::Data:
        m_sent += m_data.size() - m_sent < kMaxData ? m_data.size() - m_sent : kMaxData;
        m_progress.done = m_sent;
        return nextData();
    case Part::Mode: return modeReceived(report);
    case Part::Status: return statusReceived(report);
    }
    return fail(FaultKind::BadReply);
}

Step SdpJob::modeReceived(Bytes report)
{
    const auto mode = decodeWord(report, report::kHab);
    if (!mode)
        return fail(FaultKind::BadReply, idOf(report));
    if (*mode != hab::kOpen && *mode != hab::kClosed)
        return fail(FaultKind::BadReply, *mode);
    m_mode = *mode;
    return advance();
}

Step SdpJob::statusReceived(Bytes report)
{
    const auto word = decodeWord(report, report::kStatus);
    if (!word)
        return fail(FaultKind::BadReply, idOf(report));
    m_status = *word;
    return proceed();
}

WriteFile::WriteFile(std::uint32_t address, Bytes image)
    : m_address(address)
    , m_image(image)
{
    m_progress.total = image.size();
}

Step WriteFile::advance()
{
    constexpr std::size_t kMostBytes = 0xFFFFFFFF;
    switch (m_stage++) {
    case 0:
        if (m_image.size() > kMostBytes)
            return fail(FaultKind::TooLarge);
        return command({.tag = Tag::WriteFile,
                        .address = m_address,
                        .count = static_cast<std::uint32_t>(m_image.size())});
    case 1: return sendData(m_image);
    case 2: return readMode();
    case 3: return readStatus(kReportLimit);
    default: break;
    }
    return m_status == status::kFileWritten ? done() : fail(FaultKind::Refused, m_status);
}

Step Jump::advance()
{
    switch (m_stage++) {
    case 0: return command({.tag = Tag::JumpAddress, .address = m_address});
    case 1: return readMode();
    case 2: return readStatus(kJumpSilence);
    default: return fail(FaultKind::Refused, m_status);
    }
}

Step Jump::received(const Answer& answer)
{
    const bool commandTaken = m_stage >= 2;
    const bool modeRead = m_stage >= 3;
    if (answer.outcome == Outcome::Gone && commandTaken)
        return done();
    if (answer.outcome == Outcome::Timeout && modeRead)
        return done();
    return SdpJob::received(answer);
}

Step ErrorStatus::advance()
{
    switch (m_stage++) {
    case 0: return command({.tag = Tag::ErrorStatus});
    case 1: return readMode();
    case 2: return readStatus(kReportLimit);
    default: return done();
    }
}

}  // namespace omv::protocol::loader::sdp
