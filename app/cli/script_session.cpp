// SPDX-License-Identifier: MIT
#include "app/cli/script_session.h"

#include "app/cli/cli_errors.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

using namespace std::chrono_literals;

/// Frames that a script made just before its end need this long at most.
constexpr auto kLastFrames = 500ms;
/// What a stopped script printed needs this long at most.
constexpr auto kLastWords = 2s;
/// After Ctrl+C nobody wants to wait longer for the camera.
constexpr auto kStopAfterInterrupt = 3s;
constexpr auto kRatesEvery = 250ms;
/// A script may run for ever; this is "no deadline" where one must be given.
constexpr auto kNoDeadline = std::chrono::hours(24 * 365);

}  // namespace

ScriptSession::ScriptSession(CameraPort& camera, FrameSink& sink, Context& context,
                             SessionPlan plan)
    : m_camera(camera)
    , m_sink(sink)
    , m_context(context)
    , m_plan(std::move(plan))
{
}

ScriptSession::~ScriptSession()
{
    m_shared->takesText = false;
    m_shared->takesFrames = false;
    m_shared->inbox.liftLimit();
    m_camera.onText({});
    m_camera.onFrame({});
    m_camera.onDisconnected({});
}

Outcome ScriptSession::run()
{
    const std::stop_callback onInterrupt(
        m_context.env.interrupted, [shared = m_shared] { shared->inbox.pushFirst(Interrupted{}); });
    if (auto started = start(); !started) {
        const bool cancelled = started.error().code == Errc::Cancelled;
        return close(failed(cancelled ? interrupted() : started.error()));
    }
    m_context.output.event(json::progress("started"));
    if (m_plan.script)
        waitForEnd();
    return close(loop());
}

/// Text and frames of whatever ran before are not ours: it is stopped before we listen.
Status ScriptSession::start()
{
    listen();
    if (m_plan.script) {
        if (auto stopped = m_camera.stop(m_context.step()); !stopped)
            return stopped;
        m_shared->takesText = m_plan.showText;
    }
    m_shared->takesFrames = m_plan.streaming.has_value();
    if (m_plan.streaming) {
        if (auto on = m_camera.stream(*m_plan.streaming, m_context.step()); !on)
            return on;
    }
    if (m_plan.script) {
        m_scriptRuns = true;
        if (auto sent = m_camera.run(*m_plan.script, m_context.step()); !sent)
            return sent;
    }
    m_started = m_lastFrame = m_lastRates = Clock::now();
    return Done{};
}

void ScriptSession::listen()
{
    m_camera.onText([shared = m_shared](std::string_view text) {
        if (shared->takesText)
            shared->inbox.push(Text{std::string(text)}, text.size());
    });
    m_camera.onFrame([shared = m_shared](const Frame& frame) {
        if (shared->takesFrames)
            shared->inbox.push(frame, frame.data().size());
    });
    m_camera.onDisconnected(
        [shared = m_shared](const Error& error) { shared->inbox.push(Lost{error}, 0); });
}

void ScriptSession::waitForEnd()
{
    m_waiter = std::jthread([shared = m_shared, &camera = m_camera](std::stop_token stop) {
        auto end = camera.waitForScript({.timeout = kNoDeadline, .cancel = stop});
        shared->inbox.push(Ended{std::move(end)}, 0);
    });
}

Outcome ScriptSession::loop()
{
    for (;;) {
        const auto event = m_shared->inbox.pop(deadline());
        if (!event)
            return onDeadline();
        if (auto outcome = handle(*event))
            return *outcome;
    }
}

std::optional<ScriptSession::Clock::time_point> ScriptSession::deadline() const
{
    std::optional<Clock::time_point> first;
    const auto consider = [&first](Clock::time_point time) {
        first = first ? std::min(*first, time) : time;
    };
    if (m_endedAt)
        consider(*m_endedAt + kLastFrames);
    if (m_plan.limit)
        consider(m_started + *m_plan.limit);
    if (m_plan.frameWait)
        consider(m_lastFrame + *m_plan.frameWait);
    return first;
}

Outcome ScriptSession::onDeadline() const
{
    if (m_endedAt)
        return onNoMoreFrames();
    if (m_plan.limit && Clock::now() >= m_started + *m_plan.limit) {
        const double seconds = std::chrono::duration<double>(*m_plan.limit).count();
        return m_frames < m_plan.frames ? failed(missingFrames(m_frames, m_plan.frames, seconds))
                                        : done();
    }
    const double waited = std::chrono::duration<double>(*m_plan.frameWait).count();
    return failed(noFrame(
        m_plan.script ? fmt::format("the script runs, but sent no picture for {:g} s", waited)
                      : fmt::format("what runs on the camera sent no picture for {:g} s", waited),
        m_plan.script
            ? "Allow more time with --timeout, or look at the script: it must call snapshot()."
            : "Stop it with \"omv stop\" and try again, or start a script that takes pictures."));
}

std::optional<Outcome> ScriptSession::handle(const Event& event)
{
    if (const auto* text = std::get_if<Text>(&event)) {
        m_context.output.scriptText(text->text);
        return afterOutput();
    }
    if (const auto* frame = std::get_if<Frame>(&event))
        return onFrame(*frame);
    if (const auto* ended = std::get_if<Ended>(&event))
        return onEnded(ended->end);
    if (const auto* lost = std::get_if<Lost>(&event)) {
        m_connected = false;
        return failed(lost->error);
    }
    return failed(interrupted());
}

std::optional<Outcome> ScriptSession::onFrame(const Frame& frame)
{
    ++m_frames;
    m_lastFrame = Clock::now();
    if (m_frames == 1)
        m_firstFrame = m_lastFrame;
    else
        m_bytesAfterFirst += frame.data().size();
    const auto path = m_sink.take(frame, m_frames);
    if (!path)
        return failed(path.error());
    m_context.output.event(json::frame(frame, m_frames, *path));
    m_context.output.detail(fmt::format("frame {}: {}x{} {}, {} bytes, {:.1f} fps{}{}", m_frames,
                                        frame.width, frame.height, name(frame.format),
                                        frame.data().size(), frame.deviceFps,
                                        path->empty() ? "" : " -> ", *path));
    showRates();
    if (m_plan.frames > 0 && m_frames >= m_plan.frames)
        return done();
    return afterOutput();
}

std::optional<Outcome> ScriptSession::onEnded(const Result<ScriptEnd>& end)
{
    if (!end) {
        m_connected = end.error().code != Errc::Disconnected;
        return failed(end.error());
    }
    m_scriptRuns = false;
    if (end->raised)
        return failed(scriptRaised(end->traceback));
    if (!m_plan.streaming)
        return done();
    m_endedAt = Clock::now();
    return std::nullopt;
}

Outcome ScriptSession::onNoMoreFrames() const
{
    if (m_frames < m_plan.frames)
        return failed(scriptEndedEarly(m_frames, m_plan.frames));
    return done();
}

std::optional<Outcome> ScriptSession::afterOutput() const
{
    if (m_context.output.broken())
        return failed(outputClosed());
    return std::nullopt;
}

/// Leaves the camera as the plan says. What the script printed until it stopped is
/// still shown; a failure to stop is told unless there is a graver one.
Outcome ScriptSession::close(Outcome outcome)
{
    m_shared->takesFrames = false;
    m_shared->inbox.liftLimit();
    CallOptions options{.timeout = m_context.step().timeout, .cancel = {}};
    if (outcome.exit == ExitCode::Interrupted)
        options.timeout = std::min<std::chrono::milliseconds>(options.timeout, kStopAfterInterrupt);
    bool stoppedByUs = false;
    if (m_connected && m_scriptRuns) {
        auto stopped = m_camera.stop(options);
        stoppedByUs = stopped.has_value();
        if (!stopped && outcome.ok())
            outcome = failed(stopped.error());
        else if (!stopped)
            m_context.output.message("the script was not stopped: " + toString(stopped.error()));
    }
    if (m_connected && m_plan.streaming) {
        if (auto off = m_camera.stream({.enabled = false}, options); !off)
            m_context.output.detail("streaming was not switched off: " + toString(off.error()));
    }
    if (stoppedByUs)
        takeLastWords();
    m_waiter = {};
    printRest();
    if (m_connected && m_plan.showText && (outcome.ok() || outcome.exit == ExitCode::ScriptRaised))
        tellLosses(options);
    if (m_plan.rates && m_frames > 0)
        m_context.output.message(fmt::format("{} frames, {:.1f} fps", m_frames, frameRate()));
    return outcome;
}

/// What the script printed before it was stopped is on its way still; its end comes
/// behind all of its text.
void ScriptSession::takeLastWords()
{
    const auto deadline = Clock::now() + kLastWords;
    while (const auto event = m_shared->inbox.pop(deadline)) {
        if (const auto* text = std::get_if<Text>(&*event))
            m_context.output.scriptText(text->text);
        else if (std::holds_alternative<Ended>(*event) || std::holds_alternative<Lost>(*event))
            return;
    }
}

void ScriptSession::printRest()
{
    while (const auto event = m_shared->inbox.pop(Clock::now())) {
        if (const auto* text = std::get_if<Text>(&*event))
            m_context.output.scriptText(text->text);
    }
}

void ScriptSession::tellLosses(const CallOptions& options)
{
    const auto statistics = m_camera.statistics(options);
    if (statistics && statistics->textLost > 0)
        m_context.output.message(
            fmt::format("{} bytes of text were lost on the way", statistics->textLost));
}

void ScriptSession::showRates()
{
    if (!m_plan.rates || Clock::now() - m_lastRates < kRatesEvery)
        return;
    m_lastRates = Clock::now();
    const double frames = static_cast<double>(std::max<std::uint64_t>(m_frames, 2) - 1);
    const double bytesEach = static_cast<double>(m_bytesAfterFirst) / frames;
    m_context.output.status(
        fmt::format("{} frames, {:.1f} fps, {}/s", m_frames, frameRate(),
                    humanSize(static_cast<std::uint64_t>(bytesEach * frameRate()))));
}

double ScriptSession::frameRate() const
{
    const double seconds = std::chrono::duration<double>(m_lastFrame - m_firstFrame).count();
    return m_frames < 2 || seconds <= 0 ? 0 : static_cast<double>(m_frames - 1) / seconds;
}

}  // namespace omv::cli
