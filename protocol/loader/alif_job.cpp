// SPDX-License-Identifier: MIT
#include "protocol/loader/alif_job.h"

namespace omv::protocol::loader::alif {
namespace {

/// Time for a chip that was just reset; the last try is at the fast rate.
constexpr unsigned kConnectTries = 5;
/// More than any banner; a line that never falls silent is not this protocol.
constexpr std::size_t kMostNoise = 16 * 1024;
constexpr unsigned kMostPrints = 256;
constexpr std::size_t kResetRead = 50;
constexpr std::uint8_t kDownloadMark = 0x55;

}  // namespace

Step AlifJob::setBaud(std::uint32_t rate)
{
    Step step;
    step.kind = Step::Kind::SetBaud;
    step.number = rate;
    return step;
}

Step AlifJob::discard()
{
    Step step;
    step.kind = Step::Kind::Discard;
    return step;
}

Step AlifJob::next()
{
    return m_abandoned ? failed(m_fault) : proceed();
}

Step AlifJob::abandon(const Fault& fault)
{
    if (m_abandoned)
        return failed(m_fault);
    m_abandoned = true;
    m_fault = fault;
    m_stream = Stream::None;
    if (m_rate == kBaudRate || fault.kind == FaultKind::Gone)
        return failed(fault);
    m_part = Part::AbandonDiscard;
    return discard();
}

Step AlifJob::received(const Answer& answer)
{
    if (m_part == Part::StartNoise)
        return startNoise(answer);
    if (m_part == Part::ReplyHead || m_part == Part::ReplyBody)
        return replyRead(answer);
    if (m_part == Part::ResetNoise)
        return resetNoise(answer);
    if (answer.outcome != Outcome::Ok)
        return fail(answer.outcome);
    switch (m_part) {
    case Part::ConnectRate: m_part = Part::ConnectDiscard; return discard();
    case Part::ConnectDiscard:
        m_part = Part::StartSent;
        return write(Bytes(m_out).first(encode(m_out, Code::StartIsp)), kSendLimit);
    case Part::StartSent: m_part = Part::StartNoise; return read(m_in, kStartSilence);
    case Part::RequestSent: return readReply(2, Part::ReplyHead);
    case Part::HostRate: m_part = Part::HostRateWait; return wait(kRateChange);
    case Part::HostRateWait: m_part = Part::HostRateDiscard; return discard();
    case Part::HostRateDiscard: return next();
    case Part::ResetSent:
        m_part = Part::ResetNoise;
        return read(MutableBytes(m_in).first(kResetRead), kStartSilence);
    case Part::AbandonDiscard: return askRate(kBaudRate);
    default: return fail(FaultKind::BadReply);
    }
}

Step AlifJob::connect()
{
    m_tries = 0;
    return tryToConnect();
}

Step AlifJob::tryToConnect()
{
    m_rate = m_tries + 1 == kConnectTries ? kFastBaudRate : kBaudRate;
    m_listens = false;
    m_noise = 0;
    m_part = Part::ConnectRate;
    return setBaud(m_rate);
}

/// Before it listens the chip may still be saying other things; an ACK among them will do.
Step AlifJob::startNoise(const Answer& answer)
{
    if (answer.outcome != Outcome::Ok && answer.outcome != Outcome::Timeout)
        return fail(answer.outcome);
    const Bytes noise = came(m_in, answer);
    for (const std::uint8_t byte : noise)
        m_listens = m_listens || byte == static_cast<std::uint8_t>(Code::Ack);
    m_noise += noise.size();
    const bool silent = answer.outcome == Outcome::Timeout || noise.empty();
    if (!silent && m_noise < kMostNoise)
        return read(m_in, kStartSilence);
    if (m_listens && silent)
        return m_rate == kBaudRate ? next() : askRate(kBaudRate);
    if (++m_tries < kConnectTries && !cancelled())
        return tryToConnect();
    m_rate = kBaudRate;  // there is nobody to ask back
    return fail(m_noise == 0 ? FaultKind::NoAnswer : FaultKind::BadReply);
}

Step AlifJob::request(Code code, Bytes payload, Expect expect, Duration limit)
{
    const std::size_t size = encode(m_out, code, payload);
    if (size == 0)
        return fail(FaultKind::Forbidden, static_cast<std::uint32_t>(code));
    m_newRate = 0;
    m_expect = expect;
    m_limit = limit;
    m_prints = 0;
    m_reply = {};
    m_part = Part::RequestSent;
    return write(Bytes(m_out).first(size), kSendLimit);
}

Step AlifJob::requestObject(Object object)
{
    std::array<std::uint8_t, 4> payload{};
    storeU32(payload, static_cast<std::uint32_t>(object));
    return request(Code::Get, payload, Expect::Data);
}

Step AlifJob::anotherReply()
{
    return readReply(2, Part::ReplyHead);
}

Step AlifJob::changeRate(std::uint32_t rate)
{
    return rate == m_rate ? next() : askRate(rate);
}

Step AlifJob::askRate(std::uint32_t rate)
{
    std::array<std::uint8_t, 4> payload{};
    storeU32(payload, rate);
    const Step step = request(Code::SetBaudRate, payload);
    m_newRate = rate;
    return step;
}

Step AlifJob::readReply(std::size_t want, Part part)
{
    m_part = part;
    m_have = part == Part::ReplyHead ? 0 : m_have;
    m_want = want;
    return read(MutableBytes(m_in).subspan(m_have, m_want - m_have), m_limit);
}

Step AlifJob::replyRead(const Answer& answer)
{
    const std::size_t missing = m_want - m_have;
    const std::size_t size = answer.size < missing ? answer.size : missing;
    if (size == 0 || answer.outcome == Outcome::Gone || answer.outcome == Outcome::Stall) {
        const bool cut = m_have > 0 && answer.outcome != Outcome::Gone;
        return cut ? fail(FaultKind::BadReply, m_in[0]) : fail(answer.outcome);
    }
    m_have += size;
    if (m_have < m_want)
        return read(MutableBytes(m_in).subspan(m_have, m_want - m_have), m_limit);
    if (m_part == Part::ReplyBody)
        return packetRead();
    if (m_in[0] < kMinPacket)
        return fail(FaultKind::BadReply, m_in[0]);
    return readReply(m_in[0], Part::ReplyBody);
}

Step AlifJob::packetRead()
{
    const auto packet = decodePacket(Bytes(m_in).first(m_have));
    if (!packet)
        return fail(FaultKind::BadReply, m_in[0]);
    if (packet->code == Code::PrintData) {
        if (m_printer != nullptr)
            m_printer->print(packet->payload);
        return ++m_prints < kMostPrints ? anotherReply() : fail(FaultKind::Stuck);
    }
    if (packet->code == Code::Nak)
        return fail(FaultKind::Refused, static_cast<std::uint32_t>(errorOf(*packet)));
    if (packet->code != (m_expect == Expect::Ack ? Code::Ack : Code::DataResponse))
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(packet->code));
    m_reply = *packet;
    return replied();
}

Step AlifJob::replied()
{
    if (m_newRate != 0) {
        m_rate = m_newRate;
        m_part = Part::HostRate;
        return setBaud(m_rate);
    }
    if (m_stream == Stream::None)
        return next();
    const std::size_t left = m_file.size() - m_sent;
    const std::size_t moved = left < m_chunk ? left : m_chunk;
    m_sent += moved;
    if (m_counts)
        m_progress.done += moved;
    if (m_sent < m_file.size() && !cancelled())
        return nextChunk();
    m_stream = Stream::None;
    return next();
}

Step AlifJob::download(Bytes file, std::size_t chunk, bool counts)
{
    m_stream = Stream::Download;
    m_file = file;
    m_sent = 0;
    m_chunk = chunk;
    m_counts = counts;
    return nextChunk();
}

Step AlifJob::writeLines(Bytes file, std::uint32_t address)
{
    m_stream = Stream::Lines;
    m_file = file;
    m_sent = 0;
    m_chunk = mram::kLine;
    m_address = address;
    m_counts = true;
    return nextChunk();
}

Step AlifJob::nextChunk()
{
    std::array<std::uint8_t, kMaxPayload> payload{};
    std::size_t head = 2;
    payload[0] = kDownloadMark;
    payload[1] = kDownloadMark;
    if (m_stream == Stream::Lines) {
        const auto at = static_cast<std::uint32_t>(m_sent);
        storeU32(std::span(payload).first<4>(), m_address - mram::kBase + at);
        head = 4;
    }
    const Bytes rest = m_file.subspan(m_sent);
    const Bytes chunk = rest.first(rest.size() < m_chunk ? rest.size() : m_chunk);
    for (std::size_t i = 0; i < chunk.size(); ++i)
        payload[head + i] = chunk[i];
    return request(m_stream == Stream::Lines ? Code::MramWrite : Code::DownloadData,
                   Bytes(payload).first(head + chunk.size()));
}

Step AlifJob::resetDevice()
{
    m_noise = 0;
    const std::size_t size = encode(m_out, Code::ResetDevice);
    m_part = Part::ResetSent;
    return write(Bytes(m_out).first(size), kSendLimit);
}

Step AlifJob::resetNoise(const Answer& answer)
{
    if (answer.outcome == Outcome::Gone)
        return fail(answer.outcome);
    m_noise += came(m_in, answer).size();
    const bool more = answer.outcome == Outcome::Ok && answer.size >= kResetRead;
    return more && m_noise < kMostNoise ? read(MutableBytes(m_in).first(kResetRead), kStartSilence)
                                        : next();
}

}  // namespace omv::protocol::loader::alif
