// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu_session.h"

namespace omv::protocol::loader {
namespace {

constexpr std::uint8_t kToInterface = 0x21;  // class request, DFU 1.1, table 3.2
constexpr std::uint8_t kFromInterface = 0xA1;

/// More than any way to dfuIDLE has steps.
constexpr int kIdleTries = 16;
/// A stalled GETSTATUS of a busy STM32L4 (as dfu-util).
constexpr int kStalledPolls = 3;
constexpr Duration kDoubtfulBusy = 100 * kMillisecond;
/// Between two looks at a device that manifests and names no time.
constexpr Duration kManifestPoll = 10 * kMillisecond;
/// dfu-util waits so long for a device to come to itself after a USB reset.
constexpr Duration kResetLimit = 5 * kSecond;

template<class Code>
constexpr std::uint32_t number(Code code)
{
    return static_cast<std::uint32_t>(code);
}

}  // namespace

DfuSession::DfuSession(const DfuTarget& target) noexcept
    : m_target(target)
{
    if (m_target.blockSize == 0 || m_target.blockSize > kMaxDfuBlock)
        m_target.blockSize = dfuBlockSize(m_target.blockSize, 0);
}

Step DfuSession::answer(const Answer& answer)
{
    return m_stage == Stage::Over ? m_last : dispatch(answer);
}

Step DfuSession::cancel(const Answer& answer)
{
    m_cancelled = true;
    return this->answer(answer);
}

Step DfuSession::dispatch(const Answer& answer)
{
    switch (m_stage) {
    case Stage::Select:
        return answer.outcome == Outcome::Ok ? askStatus(Stage::Idling) : transportFault(answer);
    case Stage::Idling: return idling(answer);
    // Whether CLRSTATUS or ABORT helped is seen from the next status.
    case Stage::Clearing:
        return answer.outcome == Outcome::Ok || answer.outcome == Outcome::Stall
            ? askStatus(Stage::Idling)
            : transportFault(answer);
    case Stage::Sending: return sent(answer);
    case Stage::Polling: return polled(answer);
    case Stage::Waiting:
        return answer.outcome == Outcome::Gone ? transportFault(answer) : askStatus(m_afterWait);
    case Stage::Reading: return read(answer);
    case Stage::Explaining: return explained(answer);
    case Stage::Resetting:
        return answer.outcome == Outcome::Ok || answer.outcome == Outcome::Gone
            ? verbEnded({})
            : transportFault(answer);
    case Stage::Raw: return verbEnded(answer);
    case Stage::Over: break;
    }
    return m_last;
}

Step DfuSession::verbEnded(const Answer& answer)
{
    if (m_closing)
        return fail(m_fault);
    if (!m_cancelled)
        return ended(m_verb, answer);
    const Fault fault{FaultKind::Cancelled, 0, progress().done};
    const bool idle = m_verb != Verb::Download && m_verb != Verb::Upload && m_verb != Verb::Check;
    return idle ? fail(fault) : failIdle(fault);
}

// The verbs.

void DfuSession::beginVerb(Verb verb)
{
    m_verb = verb;
    m_command = false;
    m_firstPoll = true;
    m_manifesting = false;
    m_cleared = false;
    m_tries = 0;
    m_zeroPolls = 0;
    m_stalls = 0;
    m_shortestBusy = 0;
    m_lastWait = 0;
    m_waited = 0;
    m_silent = 0;
}

Step DfuSession::open()
{
    beginVerb(Verb::Open);
    Step step;
    step.kind = Step::Kind::SelectAlternate;
    step.setup.value = m_target.alternate;
    step.setup.index = m_target.interfaceNumber;
    step.limit = kDfuTransferLimit;
    return enter(Stage::Select, step);
}

Step DfuSession::download(std::uint16_t block, Bytes data, bool command, Duration shortestBusy)
{
    beginVerb(Verb::Download);
    m_command = command;
    m_shortestBusy = shortestBusy;
    m_asked = data.size();
    return enter(Stage::Sending, transfer(DfuRequest::Download, block, data));
}

Step DfuSession::manifest(std::uint16_t block)
{
    beginVerb(Verb::Manifest);
    m_asked = 0;
    return enter(Stage::Sending, transfer(DfuRequest::Download, block, {}));
}

Step DfuSession::upload(std::uint16_t block, MutableBytes into)
{
    beginVerb(Verb::Upload);
    m_asked = into.size();
    Step step;
    step.kind = Step::Kind::ControlIn;
    step.setup = {kFromInterface, static_cast<std::uint8_t>(DfuRequest::Upload), block,
                  m_target.interfaceNumber, static_cast<std::uint16_t>(into.size())};
    step.in = into;
    step.limit = kDfuStatusLimit;
    return enter(Stage::Reading, step);
}

Step DfuSession::check()
{
    beginVerb(Verb::Check);
    return askStatus(Stage::Explaining);
}

Step DfuSession::abort()
{
    beginVerb(Verb::Abort);
    return clear(DfuRequest::Abort);
}

Step DfuSession::raw(const Step& step)
{
    beginVerb(Verb::Raw);
    return enter(Stage::Raw, step);
}

Step DfuSession::detach(std::uint16_t timeout) const
{
    return transfer(DfuRequest::Detach, timeout, {});
}

Step DfuSession::transfer(DfuRequest request, std::uint16_t value, Bytes out) const
{
    Step step;
    step.kind = Step::Kind::ControlOut;
    step.setup = {kToInterface, static_cast<std::uint8_t>(request), value, m_target.interfaceNumber,
                  static_cast<std::uint16_t>(out.size())};
    step.out = out;
    step.limit = kDfuTransferLimit;
    return step;
}

Step DfuSession::statusRequest()
{
    Step step;
    step.kind = Step::Kind::ControlIn;
    step.setup = {kFromInterface, static_cast<std::uint8_t>(DfuRequest::GetStatus), 0,
                  m_target.interfaceNumber, DfuStatus::kWireSize};
    step.in = m_status;
    step.limit = kDfuStatusLimit;
    return step;
}

std::optional<DfuStatus> DfuSession::statusFrom(const Answer& answer) const
{
    // What is longer than the room for it is no status either.
    if (answer.size > m_status.size())
        return std::nullopt;
    return decodeDfuStatus(Bytes(m_status).first(answer.size));
}

// The way to dfuIDLE.

Step DfuSession::idling(const Answer& answer)
{
    if (answer.outcome != Outcome::Ok)
        return transportFault(answer);
    const auto status = statusFrom(answer);
    if (!status)
        return badStatus(answer);
    if (++m_tries > kIdleTries)
        return fail(FaultKind::Stuck, number(status->state));
    return towardsIdle(*status);
}

Step DfuSession::towardsIdle(const DfuStatus& status)
{
    switch (status.state) {
    case DfuState::Idle:
        if (status.error == DfuError::Ok)
            return verbEnded({});
        if (m_cleared)
            return fail(FaultKind::Refused, number(status.error));
        m_cleared = true;
        return clear(DfuRequest::ClearStatus);
    case DfuState::Error: return clear(DfuRequest::ClearStatus);
    case DfuState::DownloadBusy:
    case DfuState::Manifest: m_afterWait = Stage::Idling; return busy(pollTimeout(status));
    case DfuState::DownloadSync:
    case DfuState::DownloadIdle:
    case DfuState::ManifestSync:
    case DfuState::UploadIdle: return clear(DfuRequest::Abort);
    case DfuState::AppIdle:
    case DfuState::AppDetach:
    case DfuState::ManifestWaitReset: break;
    }
    return fail(FaultKind::WrongState, number(status.state));
}

Step DfuSession::clear(DfuRequest request)
{
    return enter(Stage::Clearing, transfer(request, 0, {}));
}

// A block, and the end of all blocks.

Step DfuSession::sent(const Answer& answer)
{
    if (answer.outcome != Outcome::Ok)
        return explain(answer);
    if (answer.size != m_asked)
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(answer.size));
    m_afterWait = Stage::Polling;
    return askStatus(Stage::Polling);
}

Step DfuSession::polled(const Answer& answer)
{
    if (answer.outcome == Outcome::Stall)
        return stalledPoll();
    if (answer.outcome == Outcome::Timeout)
        return silentPoll(answer);
    // DFU 1.1, 7.2: what is not manifestation tolerant need not answer any more.
    if (answer.outcome == Outcome::Gone && m_manifesting && !m_target.manifestationTolerant)
        return verbEnded({});
    if (answer.outcome != Outcome::Ok)
        return transportFault(answer);
    const auto status = statusFrom(answer);
    if (!status)
        return badStatus(answer);
    if (status->error != DfuError::Ok)
        return fail(FaultKind::Refused, number(status->error));
    return m_verb == Verb::Manifest ? judgeManifest(*status) : judge(*status);
}

Step DfuSession::judge(const DfuStatus& status)
{
    const bool first = m_firstPoll;
    m_firstPoll = false;
    const bool isBusy = status.state == DfuState::DownloadBusy;
    if (m_command && first && !isBusy)
        return fail(FaultKind::WrongState, number(status.state));
    if (status.state == DfuState::DownloadIdle)
        return verbEnded({});
    if (!isBusy && status.state != DfuState::DownloadSync)
        return fail(FaultKind::WrongState, number(status.state));
    const Duration wait = pollTimeout(status);
    return busy(first && wait <= kDoubtfulBusy && m_shortestBusy > wait ? m_shortestBusy : wait);
}

Step DfuSession::judgeManifest(const DfuStatus& status)
{
    switch (status.state) {
    case DfuState::Idle: return verbEnded({});
    case DfuState::ManifestSync:
    case DfuState::Manifest: {
        m_manifesting = true;
        const Duration wait = pollTimeout(status);
        return busy(wait < kManifestPoll ? kManifestPoll : wait);
    }
    case DfuState::ManifestWaitReset: {
        Step step;
        step.kind = Step::Kind::ResetPort;
        step.limit = kResetLimit;
        return enter(Stage::Resetting, step);
    }
    default: return fail(FaultKind::WrongState, number(status.state));
    }
}

// A busy STM32L4 stalls GETSTATUS when its own poll timeout was too short.
Step DfuSession::stalledPoll()
{
    if (m_lastWait == 0 || m_stalls >= kStalledPolls)
        return fail(FaultKind::Refused, number(DfuError::StalledPacket));
    ++m_stalls;
    return busy(m_lastWait);
}

/// Its work goes on whether or not anybody asks, so a cancelled one is left to itself.
Step DfuSession::silentPoll(const Answer& answer)
{
    m_silent += kDfuStatusLimit;
    if (m_cancelled || m_silent >= m_target.patience)
        return transportFault(answer);
    return askStatus(Stage::Polling);
}

Step DfuSession::busy(Duration wait)
{
    if (wait == 0) {
        if (++m_zeroPolls >= kDfuZeroPolls)
            return fail(FaultKind::Stuck);
        return askStatus(m_afterWait);
    }
    m_zeroPolls = 0;
    m_lastWait = wait;
    if (wait > kDfuBusyLimit - m_waited)
        return fail(FaultKind::Stuck);
    m_waited += wait;
    Step step;
    step.kind = Step::Kind::Wait;
    step.limit = wait;
    return enter(Stage::Waiting, step);
}

Duration DfuSession::pollTimeout(const DfuStatus& status) const
{
    return m_target.pollTimeout > 0 ? m_target.pollTimeout
                                    : Duration{status.pollTimeout} * kMillisecond;
}

// Reading, and why something was refused.

Step DfuSession::read(const Answer& answer)
{
    if (answer.outcome != Outcome::Ok)
        return explain(answer);
    if (answer.size > m_asked)
        return fail(FaultKind::BadReply, static_cast<std::uint32_t>(answer.size));
    return verbEnded(answer);
}

Step DfuSession::explain(const Answer& answer)
{
    return answer.outcome == Outcome::Stall ? askStatus(Stage::Explaining) : transportFault(answer);
}

Step DfuSession::explained(const Answer& answer)
{
    if (answer.outcome == Outcome::Gone || answer.outcome == Outcome::Timeout)
        return transportFault(answer);
    const auto status = statusFrom(answer);
    if (answer.outcome == Outcome::Ok && status && status->error != DfuError::Ok)
        return fail(FaultKind::Refused, number(status->error));
    if (m_verb != Verb::Check)
        return fail(FaultKind::Refused, number(DfuError::StalledPacket));
    if (answer.outcome != Outcome::Ok)
        return transportFault(answer);
    return status ? verbEnded({}) : badStatus(answer);
}

// The end.

Step DfuSession::enter(Stage stage, const Step& step)
{
    m_stage = stage;
    return step;
}

Step DfuSession::done()
{
    m_last = {};
    return enter(Stage::Over, m_last);
}

Step DfuSession::fail(FaultKind kind, std::uint32_t code)
{
    return fail(Fault{kind, code, progress().done});
}

Step DfuSession::fail(const Fault& fault)
{
    m_last = {};
    m_last.kind = Step::Kind::Failed;
    // What was found out counts more than trouble on the way to dfuIDLE.
    m_last.fault = m_closing && m_fault.kind != FaultKind::Cancelled ? m_fault : fault;
    return enter(Stage::Over, m_last);
}

Step DfuSession::failIdle(const Fault& fault)
{
    m_closing = true;
    m_fault = fault;
    return abort();
}

Step DfuSession::transportFault(const Answer& answer)
{
    switch (answer.outcome) {
    case Outcome::Gone: return fail(FaultKind::Gone);
    case Outcome::Stall: return fail(FaultKind::Refused, number(DfuError::StalledPacket));
    case Outcome::Timeout:
    case Outcome::Ok: break;
    }
    return fail(FaultKind::NoAnswer);
}

Step DfuSession::badStatus(const Answer& answer)
{
    const std::uint32_t code = answer.size == m_status.size()
        ? static_cast<std::uint32_t>(m_status[0]) << 8 | m_status[4]
        : static_cast<std::uint32_t>(answer.size);
    return fail(FaultKind::BadReply, code);
}

}  // namespace omv::protocol::loader
