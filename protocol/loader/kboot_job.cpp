// SPDX-License-Identifier: MIT
#include "protocol/loader/kboot_host.h"

namespace omv::protocol::loader::kboot {
namespace {

/// Between data reports a look whether the device ended the data phase costs a step; one in so
/// many is enough, because a device that ended it takes no more of them anyway.
constexpr unsigned kReportsPerPoll = 16;
constexpr Duration kPollLimit = kMillisecond;
/// What an abort of ours may wait for its response.
constexpr Duration kAbortLimit = 2 * kSecond;
/// The largest partition, in reports of the smallest size that flash is ever read with.
constexpr unsigned kMostStale = 32 * 1024;
constexpr Duration kDrainLimit = kMillisecond;

Tag responseTo(Tag command)
{
    switch (command) {
    case Tag::ReadMemory: return Tag::ReadMemoryResponse;
    case Tag::GetProperty: return Tag::GetPropertyResponse;
    case Tag::FlashReadOnce: return Tag::FlashReadOnceResponse;
    default: return Tag::GenericResponse;
    }
}

}  // namespace

KbootJob::KbootJob(const HidLink& link)
    : m_link(link)
    , m_drainsLeft(kMostStale)
{
}

void KbootJob::store(Bytes, std::size_t) {}

Step KbootJob::command(const Packet& command, Duration limit)
{
    m_tolerant = false;
    return send(command, limit);
}

Step KbootJob::tryCommand(const Packet& command)
{
    m_tolerant = true;
    return send(command, kReportLimit);
}

Step KbootJob::askPacketSize()
{
    if (m_link.packetSize != 0)
        return proceed();
    return tryCommand(commandOf(Tag::GetProperty, property::kMaxPacketSize, 0));
}

void KbootJob::usePacketSize()
{
    if (m_link.packetSize == 0 && status() == status::kSuccess && m_response.count >= 2)
        m_link.packetSize = m_response.parameters[1];
    if (m_link.packetSize == 0)
        m_link.packetSize = kDefaultPacketSize;
    if (m_link.packetSize > kMaxPayload)
        m_link.packetSize = kMaxPayload;
}

Step KbootJob::send(const Packet& command, Duration limit)
{
    m_command = command;
    m_response = {};
    m_limit = limit;
    return m_drained ? sendCommand() : drain();
}

/// A job that was given up may have left answers that nobody read.
Step KbootJob::drain()
{
    return awaitResponse(Part::Drain, kDrainLimit);
}

Step KbootJob::drained(const Answer& answer)
{
    if (answer.outcome == Outcome::Ok)
        return --m_drainsLeft > 0 ? drain() : fail(FaultKind::BadReply);
    if (answer.outcome != Outcome::Timeout)
        return fail(answer.outcome);
    m_drained = true;
    m_mayResend = true;
    return cancelled() ? fail(FaultKind::Cancelled) : sendCommand();
}

/// A loader that still waited for the data of a job that was given up takes a command for the
/// end of it, and does nothing else with it: it says so, and then listens (NXP's
/// bl_command.c, handle_data_consumer).
Step KbootJob::sendAgain(const Answer& answer)
{
    if (answer.outcome != Outcome::Ok && answer.outcome != Outcome::Timeout)
        return fail(answer.outcome);
    return cancelled() ? fail(FaultKind::Cancelled) : sendCommand();
}

Step KbootJob::sendCommand()
{
    std::array<std::uint8_t, kMaxCommand> payload{};
    const std::size_t size = encode(payload, m_command);
    const std::size_t length =
        encodeReport(m_out, report::kCommandOut, Bytes(payload).first(size), m_link.reportSize);
    if (length == 0)
        return fail(FaultKind::TooLarge);
    m_part = Part::Command;
    return reportOut(Bytes(m_out).first(length), kReportLimit);
}

Step KbootJob::awaitResponse(Part part, Duration limit)
{
    m_part = part;
    return reportIn(m_in, limit);
}

Step KbootJob::received(const Answer& answer)
{
    if (m_part == Part::Drain)
        return drained(answer);
    if (m_part == Part::Foreign)
        return sendAgain(answer);
    if (m_part == Part::DataOut)
        return dataSent(answer);
    if (m_part == Part::AbortPoll)
        return polled(answer);
    if (answer.outcome != Outcome::Ok)
        return fail(answer.outcome);
    const Bytes report = came(m_in, answer);
    switch (m_part) {
    case Part::Command: return awaitResponse(Part::Response, m_limit);
    case Part::Abort: return awaitResponse(Part::Final, kAbortLimit);
    case Part::DataIn: return dataReceived(report);
    case Part::Response:
    case Part::Final: return responseReceived(report);
    case Part::Drain:
    case Part::Foreign:
    case Part::DataOut:
    case Part::AbortPoll: break;
    }
    return fail(FaultKind::BadReply);
}

Step KbootJob::responseReceived(Bytes report)
{
    const auto decoded = decodeReport(report);
    if (!decoded)
        return fail(FaultKind::BadReply);
    if (m_part == Part::Response && decoded->payload.empty() && m_mayResend) {
        m_mayResend = false;
        return awaitResponse(Part::Foreign, kAbortLimit);
    }
    m_mayResend = false;
    // The end of a data phase that the device gave up; why is in the response behind it.
    if (m_part == Part::Final && decoded->payload.empty() && m_emptyReports++ == 0) {
        m_dataEnded = true;
        return reportIn(m_in, kFinalLimit);
    }
    const auto response = decodePacket(decoded->payload);
    if (decoded->id != report::kCommandIn || !response || response->count < 1)
        return fail(FaultKind::BadReply, decoded->id);
    return judge(*response);
}

/// Whether this response is one to our command, and a good one.
Step KbootJob::judge(const Packet& response)
{
    const bool generic = response.tag == Tag::GenericResponse;
    const Tag wanted = m_part == Part::Final ? Tag::GenericResponse : responseTo(m_command.tag);
    const bool echoes = generic && response.count >= 2 &&
        response.parameters[1] == static_cast<std::uint32_t>(m_command.tag);
    const bool refused = response.parameters[0] != status::kSuccess;
    const bool ours =
        generic ? echoes && (wanted == response.tag || refused) : wanted == response.tag;
    if (!ours)
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(response.tag));
    m_response = response;
    if (refused && !m_tolerant)
        return fail(FaultKind::Refused, response.parameters[0]);
    if (m_part == Part::Final && m_dataEnded)
        return fail(FaultKind::BadReply, response.parameters[0]);
    if (m_command.tag == Tag::ReadMemory && m_part == Part::Response)
        return advance();  // its data comes whether wanted or not
    if (m_command.dataFollows && m_part == Part::Response && cancelled())
        return abortData();
    return proceed();
}

Step KbootJob::sendData(Bytes data)
{
    m_data = data;
    m_size = data.size();
    m_moved = 0;
    m_sincePoll = 0;
    m_dataEnded = false;
    m_emptyReports = 0;
    return nextData();
}

Step KbootJob::nextData()
{
    const Bytes rest = m_data.subspan(m_moved);
    if (rest.empty())
        return awaitResponse(Part::Final, kFinalLimit);
    if (m_sincePoll == kReportsPerPoll)
        return awaitResponse(Part::AbortPoll, kPollLimit);
    const Bytes chunk =
        rest.first(rest.size() < m_link.packetSize ? rest.size() : m_link.packetSize);
    const std::size_t length = encodeReport(m_out, report::kDataOut, chunk, m_link.reportSize);
    if (length == 0)
        return fail(FaultKind::TooLarge);
    m_part = Part::DataOut;
    return reportOut(Bytes(m_out).first(length), kReportLimit);
}

Step KbootJob::dataSent(const Answer& answer)
{
    // It takes no more, and may have said why; one that left says nothing. What a system makes
    // of a report that was not taken differs: hidapi has one error for all.
    if (answer.outcome != Outcome::Ok) {
        m_dataEnded = true;
        return awaitResponse(Part::Final, kAbortLimit);
    }
    const std::size_t left = m_data.size() - m_moved;
    m_moved += left < m_link.packetSize ? left : m_link.packetSize;
    m_progress.done = m_moved;
    ++m_sincePoll;
    return cancelled() && m_moved != m_size ? abortData() : nextData();
}

Step KbootJob::polled(const Answer& answer)
{
    if (answer.outcome == Outcome::Timeout) {
        m_sincePoll = 0;
        return cancelled() ? abortData() : nextData();
    }
    if (answer.outcome != Outcome::Ok)
        return fail(answer.outcome);
    m_part = Part::Final;
    m_dataEnded = true;
    return responseReceived(came(m_in, answer));
}

/// A data report without data ends the data phase from our side too; the response says 10002.
Step KbootJob::abortData()
{
    m_part = Part::Abort;
    m_dataEnded = true;
    const std::size_t length = encodeReport(m_out, report::kDataOut, {}, m_link.reportSize);
    return length == 0 ? fail(FaultKind::TooLarge)
                       : reportOut(Bytes(m_out).first(length), kReportLimit);
}

Step KbootJob::receiveData(std::size_t size)
{
    if (m_response.count < 2 || m_response.parameters[1] != size)
        return fail(FaultKind::BadReply, m_response.parameters[1]);
    m_size = size;
    m_moved = 0;
    m_dataEnded = false;
    m_emptyReports = 0;
    return nextDataIn();
}

Step KbootJob::nextDataIn()
{
    return m_moved == m_size ? awaitResponse(Part::Final, kReportLimit)
                             : awaitResponse(Part::DataIn, kReportLimit);
}

Step KbootJob::dataReceived(Bytes report)
{
    const auto decoded = decodeReport(report);
    if (decoded && decoded->payload.empty()) {
        m_dataEnded = true;
        return awaitResponse(Part::Final, kReportLimit);
    }
    if (!decoded || decoded->id != report::kDataIn || decoded->payload.size() > m_size - m_moved)
        return fail(FaultKind::BadReply, decoded ? decoded->id : 0u);
    store(decoded->payload, m_moved);
    m_moved += decoded->payload.size();
    m_progress.done = m_moved;
    return nextDataIn();
}

}  // namespace omv::protocol::loader::kboot
