// SPDX-License-Identifier: MIT
#include "protocol/loader/legacy_cdc_host.h"

namespace omv::protocol::loader::legacy_cdc {
namespace {

constexpr Duration kStartWrite = 6 * kMillisecond;
constexpr Duration kStartRead = 10 * kMillisecond;
constexpr Duration kReplyLimit = kSecond;
/// The endpoint is not ready while a sector is erased or programmed.
constexpr Duration kCommandLimit = 10 * kSecond;
/// Answers to earlier STARTs that may still be on their way.
constexpr unsigned kMostStale = 64;
constexpr std::uint8_t kErased = 0xFF;

}  // namespace

Flash::Flash(Bytes image, const FlashOptions& options)
    : m_image(image)
    , m_options(options)
    , m_knocksLeft(options.knocks)
    , m_layout(options.defaults)
{
    m_progress.total = image.size();
}

/// With the padding that the device would add at the end, so that nothing is left for RESET to
/// program: RESET itself is the proof that all is written.
std::size_t Flash::paddedSize() const
{
    const std::size_t unit = packetSize(m_options.speed);
    return (m_image.size() + unit - 1) / unit * unit;
}

Duration Flash::pause(Duration ofSafeMode) const
{
    return m_options.mode == Mode::Safe ? ofSafeMode : 0;
}

Step Flash::advance()
{
    switch (m_stage++) {
    case 0: {
        m_part = Part::Discard;
        Step step;
        step.kind = Step::Kind::Discard;
        return m_image.empty() ? fail(FaultKind::Misaligned) : step;
    }
    case 1: return *m_version >= Version::V2 ? ask(Opcode::FlashLayout) : advance();
    case 2: return takeLayout();
    case 3: return takeQspiLayout();
    case 4: return eraseNext();
    case 5: return writeNext();
    case 6: {
        const auto reset = encode(Opcode::Reset);
        return send(reset, 0);
    }
    default: return done();
    }
}

Step Flash::received(const Answer& answer)
{
    if (answer.outcome == Outcome::Gone)
        return fail(answer.outcome);
    switch (m_part) {
    case Part::Discard: return knock();
    case Part::Start: m_part = Part::StartReply; return read(m_reply, kStartRead);
    case Part::StartReply: return startReply(answer);
    case Part::Ask:
        if (answer.outcome != Outcome::Ok)
            return fail(answer.outcome);
        m_part = Part::Answer;
        return read(m_reply, kReplyLimit);
    case Part::Answer: return answerRead(answer);
    case Part::Command:
        if (answer.outcome != Outcome::Ok)
            return fail(answer.outcome);
        m_part = Part::Pause;
        return m_pause > 0 ? wait(m_pause) : proceed();
    case Part::Pause: return proceed();
    }
    return fail(FaultKind::BadReply);
}

Step Flash::knock()
{
    if (cancelled())
        return fail(FaultKind::Cancelled);
    if (m_knocksLeft == 0)
        return fail(FaultKind::NoAnswer);
    --m_knocksLeft;
    const auto start = encode(Opcode::Start);
    for (std::size_t i = 0; i < start.size(); ++i)
        m_command[i] = start[i];
    m_part = Part::Start;
    m_have = 0;
    return write(Bytes(m_command).first(kOpcodeSize), kStartWrite);
}

/// The first word that is a version. Several STARTs may be answered at once.
Step Flash::startReply(const Answer& answer)
{
    const Bytes reply = came(m_reply, answer);
    if (reply.size() < kReplyWord)
        return knock();
    const std::uint32_t word = loadU32(reply.first<kReplyWord>());
    if (!isVersion(word))
        return knock();
    m_version = static_cast<Version>(word);
    return proceed();
}

Step Flash::ask(Opcode opcode)
{
    const auto question = encode(opcode);
    for (std::size_t i = 0; i < question.size(); ++i)
        m_command[i] = question[i];
    m_part = Part::Ask;
    m_have = 0;
    m_stale = 0;
    return write(Bytes(m_command).first(kOpcodeSize), kReplyLimit);
}

/// Versions before the layout are answers to earlier STARTs.
Step Flash::answerRead(const Answer& answer)
{
    const std::size_t room = m_reply.size() - m_have;
    const std::size_t size = answer.size < room ? answer.size : room;
    if (size == 0)
        return m_have > 0 ? fail(FaultKind::BadReply) : fail(FaultKind::NoAnswer);
    m_have += size;
    while (m_have >= kReplyWord && isVersion(loadU32(Bytes(m_reply).first<kReplyWord>()))) {
        if (++m_stale > kMostStale)
            return fail(FaultKind::BadReply);
        for (std::size_t i = kReplyWord; i < m_have; ++i)
            m_reply[i - kReplyWord] = m_reply[i];
        m_have -= kReplyWord;
    }
    if (m_have < m_reply.size())
        return read(MutableBytes(m_reply).subspan(m_have), kReplyLimit);
    return proceed();
}

Step Flash::takeLayout()
{
    if (*m_version >= Version::V2)
        m_layout = plausible(decodeLayout(m_reply), m_options.defaults);
    return *m_version >= Version::V3 ? ask(Opcode::QspiLayout) : advance();
}

Step Flash::takeQspiLayout()
{
    if (*m_version >= Version::V3)
        m_qspi = decodeQspiLayout(m_reply);
    m_sector = m_options.eraseFileSystem ? m_layout.firstFileSystem : m_layout.firstFirmware;
    if (!m_options.eraseFileSystem || m_qspi.blockSize == 0)
        return advance();
    const auto erase = encode(Opcode::QspiErase, m_qspi.start);
    return send(erase, pause(m_options.erasePause));
}

Step Flash::eraseNext()
{
    if (m_sector > m_layout.last)
        return advance();
    --m_stage;
    const auto erase = encode(Opcode::FlashErase, m_sector++);
    return send(erase, pause(m_options.erasePause));
}

Step Flash::writeNext()
{
    const std::size_t left = paddedSize() - m_sent;
    if (left == 0)
        return advance();
    --m_stage;
    const std::size_t size = writeSize(left, m_options.speed, m_options.mode);
    storeU32(std::span(m_packet).first<4>(), static_cast<std::uint32_t>(Opcode::FlashWrite));
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t at = m_sent + i;
        m_packet[kOpcodeSize + i] = at < m_image.size() ? m_image[at] : kErased;
    }
    m_sent += size;
    m_progress.done = m_sent < m_image.size() ? m_sent : m_image.size();
    m_pause = pause(m_options.writePause);
    m_part = Part::Command;
    return write(Bytes(m_packet).first(kOpcodeSize + size), kCommandLimit);
}

Step Flash::send(Bytes packet, Duration pause)
{
    for (std::size_t i = 0; i < packet.size(); ++i)
        m_command[i] = packet[i];
    m_pause = pause;
    m_part = Part::Command;
    return write(Bytes(m_command).first(packet.size()), kCommandLimit);
}

}  // namespace omv::protocol::loader::legacy_cdc
