// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_scripts.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::session {

namespace {

constexpr Duration kAskSoon = 20 * protocol::kMillisecond;

/// The script's bit of a POLL reply.
std::optional<bool> runs(const Context& context, Bytes poll)
{
    const auto ready = protocol::decodeU32(poll);
    if (!ready)
        return std::nullopt;
    return (*ready >> (context.channels.scripts() & 31u) & 1u) != 0;
}

Error stillRunning(std::string what, bool ignored)
{
    const auto why = ignored
        ? "The running script was told to stop and goes on; it may have switched interrupts off"
        : "The camera did not report the end of the running script";
    return makeError("OMV-E0304", std::move(what), why, "Try again or reset the board");
}

}  // namespace

std::optional<Next> StopSteps::start(Context& context)
{
    m_step = Step::Ask;
    m_tries = 0;
    m_stops = context.script.stops();
    m_reboots = context.script.reboots();
    return poll(context);
}

Next StopSteps::poll(Context&)
{
    return Next::send(plainRequest(Opcode::ChannelPoll, 0, m_poll));
}

Next StopSteps::sendStop(Context& context)
{
    context.script.stopSent();
    m_stopNext = false;
    if (m_step == Step::Ask)
        m_step = Step::Stop;
    return Next::send(ioctlRequest(context.channels.scripts(), protocol::ioctl::kStdinStop));
}

Next StopSteps::awaitReboot(Context& context)
{
    m_step = Step::AwaitReboot;
    m_until = context.now + kRebootWait;
    return Next::wait(m_until);
}

std::optional<Next> StopSteps::reply(Context& context, const Reply& reply, const std::string& what)
{
    if (reply.outcome != Outcome::Ok && reply.outcome != Outcome::TooLarge)
        return Next::fail(refusedError(what, reply));
    if (reply.opcode == Opcode::ChannelIoctl) {
        m_step = Step::AwaitStop;
        m_until = context.now + kAskAgain;
        return Next::wait(m_until);
    }
    const auto running = runs(context, Bytes(m_poll).first(reply.size));
    if (!running)
        return Next::fail(malformedError(what, "The answer to CHANNEL_POLL is too short"));
    if (*running) {
        if (!context.script.running())
            context.script.polled(true, context.now);
        if (m_step == Step::Ask || m_stopNext)
            return sendStop(context);
        m_stopNext = true;
        m_until = context.now + kAskAgain;
        return Next::wait(m_until);
    }
    if (m_step == Step::AwaitStop || context.script.running())
        return awaitReboot(context);
    return std::nullopt;
}

std::optional<Next> StopSteps::resume(Context& context)
{
    // The session resumes nobody before the handshake that follows a reboot.
    if (m_step == Step::Resync || context.script.reboots() != m_reboots)
        return std::nullopt;
    const bool stopped = context.script.stops() != m_stops;
    if (m_step == Step::AwaitStop && stopped)
        return awaitReboot(context);
    if (context.now < m_until)
        return Next::wait(m_until);
    if (m_step == Step::AwaitStop)
        return poll(context);
    m_step = Step::Resync;
    if (context.script.running())
        context.script.polled(false, context.now);
    return Next::resync();
}

/// Whether STOP arrived is found out by the next POLL.
std::optional<Next> StopSteps::recover(Context& context, const Reply& reply)
{
    if (++m_tries > kTries)
        return std::nullopt;
    if (reply.opcode == Opcode::ChannelPoll)
        return poll(context);
    if (reply.unserved)
        return sendStop(context);
    m_step = Step::AwaitStop;
    m_until = context.now + kAskAgain;
    return Next::wait(m_until);
}

StopScript::StopScript(std::function<void(Status)> done)
    : m_done(std::move(done))
{
}

Next StopScript::start(Context& context)
{
    return m_steps.start(context).value_or(Next::done());
}

Next StopScript::reply(Context& context, const Reply& reply)
{
    return m_steps.reply(context, reply, what()).value_or(Next::done());
}

Next StopScript::resume(Context& context)
{
    return m_steps.resume(context).value_or(Next::done());
}

Error StopScript::timeout() const
{
    return stillRunning(what(), m_steps.isIgnored());
}

RunScript::RunScript(std::string script, std::function<void(Status)> done)
    : m_script(std::move(script))
    , m_done(std::move(done))
{
}

Next RunScript::start(Context& context)
{
    m_phase = Phase::Stop;
    m_sent = 0;
    m_tries = 0;
    const auto next = m_stop.start(context);
    return next ? *next : waitForQuiet(context);
}

Next RunScript::reply(Context& context, const Reply& reply)
{
    if (m_phase == Phase::Stop) {
        const auto next = m_stop.reply(context, reply, what());
        return next ? *next : waitForQuiet(context);
    }
    if (m_phase == Phase::Confirm)
        return confirmed(context, reply);
    if (m_phase == Phase::Upload)
        return upload(context, reply);
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    awaitStart(context, false);
    return confirm(context);
}

Next RunScript::resume(Context& context)
{
    if (m_phase == Phase::Confirm)
        return confirm(context);
    if (m_phase == Phase::Quiet)
        return waitForQuiet(context);
    const auto next = m_stop.resume(context);
    return next ? *next : waitForQuiet(context);
}

/// The old script's last text, and above all its banner, must not be taken for the new one's.
Next RunScript::waitForQuiet(Context& context)
{
    if (m_phase != Phase::Quiet) {
        m_phase = Phase::Quiet;
        m_until = context.now + kQuietLimit;
    }
    const bool quiet = context.script.state() == ScriptTracker::State::None && !context.textPending;
    if (!quiet && context.now < m_until)
        return Next::wait(m_until);
    if (context.script.running())
        return Next::fail(makeError("OMV-E0304", what(),
                                    "Something runs again after each stop: boot.py does not end",
                                    "Mend boot.py on the camera's drive, or let it end"));
    m_phase = Phase::Upload;
    return Next::send(ioctlRequest(context.channels.scripts(), protocol::ioctl::kStdinReset));
}

Next RunScript::upload(Context& context, const Reply& reply)
{
    if (reply.outcome != Outcome::Ok)
        return Next::fail(uploadError(reply));
    return m_sent < m_script.size() ? sendPiece(context) : execute(context);
}

Next RunScript::sendPiece(Context& context)
{
    const std::size_t most = context.caps.maxPayload - protocol::ByteRange::kWireSize;
    const std::size_t piece = std::min(most, m_script.size() - m_sent);
    const auto begin = reinterpret_cast<const std::uint8_t*>(m_script.data()) + m_sent;
    const auto offset = static_cast<std::uint32_t>(m_sent);
    m_sent += piece;
    m_piece = piece;
    return Next::send(writeRequest(context.channels.scripts(), offset, Bytes(begin, piece)));
}

Error RunScript::uploadError(const Reply& reply) const
{
    if (reply.opcode != Opcode::ChannelWrite || reply.outcome != Outcome::Refused)
        return refusedError(what(), reply);
    return makeError("OMV-E0211", what(),
                     fmt::format("The camera answered {} after {} of {} bytes", name(reply.status),
                                 m_sent, m_script.size()),
                     "Move data and modules into files on the camera");
}

Next RunScript::execute(Context& context)
{
    m_phase = Phase::Execute;
    context.script.uploadSent(m_script);
    m_starts = context.script.starts();
    m_reboots = context.script.reboots();
    m_texts = context.script.texts();
    return Next::send(ioctlRequest(context.channels.scripts(), protocol::ioctl::kStdinExec));
}

void RunScript::awaitStart(const Context& context, bool unsure)
{
    m_phase = Phase::Confirm;
    m_until = context.now + kStartLimit;
    m_unsure = unsure;
}

Next RunScript::confirm(Context& context)
{
    if (context.script.starts() != m_starts)
        return Next::done();
    if (context.now >= m_until || context.script.reboots() != m_reboots) {
        // EXEC hit a script that somebody else started, which threw ours away.
        if (context.script.reboots() != m_reboots && !std::exchange(m_startedOver, true))
            return start(context);
        return Next::fail(timeout());
    }
    if (m_until - context.now <= kStartLimit - kAskAgain)
        return Next::send(plainRequest(Opcode::ChannelPoll, 0, m_poll));
    return Next::wait(m_until - (kStartLimit - kAskAgain));
}

Next RunScript::confirmed(Context& context, const Reply& reply)
{
    const auto running = runs(context, Bytes(m_poll).first(std::min(reply.size, m_poll.size())));
    if (running.value_or(false) && context.script.starts() == m_starts)
        context.script.started();
    if (context.script.starts() != m_starts)
        return Next::done();
    if (!running.value_or(true) && seemsLost(context) && m_repeats++ < kRepeats)
        return execute(context);
    return Next::wait(std::min(m_until, context.now + kAskAgain));
}

/// An EXEC without an answer, and a camera at rest since. A script that had run would have left
/// text, the banner of the soft reboot at least.
bool RunScript::seemsLost(const Context& context) const
{
    const bool trace = context.textPending || context.script.texts() != m_texts ||
        context.script.reboots() != m_reboots;
    return m_unsure && !trace && context.now >= m_until - kStartLimit + kRestProof;
}

std::optional<Next> RunScript::recover(Context& context, const Reply& reply)
{
    if (m_phase == Phase::Stop)
        return m_stop.recover(context, reply);
    if (++m_tries > kTries && m_phase != Phase::Confirm && m_phase != Phase::Execute)
        return std::nullopt;
    if (m_phase == Phase::Upload)
        return uploadAgain(context, reply);
    if (m_phase == Phase::Execute && reply.unserved)
        return execute(context);
    if (m_phase == Phase::Confirm && m_tries <= kTries)
        return Next::wait(std::min(m_until, context.now + kAskSoon));
    // Whether EXEC arrived is found out; doing it again could run the script twice.
    if (m_phase == Phase::Execute)
        awaitStart(context, !reply.answered);
    return reply.answered ? confirm(context) : Next::resync();
}

/// The same piece where the camera certainly has not got it, else all from the start.
std::optional<Next> RunScript::uploadAgain(Context& context, const Reply& reply)
{
    if (reply.opcode == Opcode::ChannelWrite && reply.unserved) {
        m_sent -= m_piece;
        return sendPiece(context);
    }
    m_sent = 0;
    return Next::send(ioctlRequest(context.channels.scripts(), protocol::ioctl::kStdinReset));
}

std::optional<Next> RunScript::interrupted(Context& context)
{
    if (m_phase != Phase::Confirm && m_phase != Phase::Execute)
        return std::nullopt;
    if (m_phase == Phase::Execute)
        awaitStart(context, true);
    return Next::wait(context.now);
}

Error RunScript::timeout() const
{
    switch (m_phase) {
    case Phase::Stop: return stillRunning(what(), m_stop.isIgnored());
    case Phase::Confirm:
    case Phase::Execute:
        return makeError("OMV-E0303", what(), "The camera did not report its start",
                         "Try again or reset the board");
    case Phase::Quiet:
    case Phase::Upload: break;
    }
    return timeoutError(what());
}

}  // namespace omv::session
