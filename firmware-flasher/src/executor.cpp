// SPDX-License-Identifier: MIT
#include <openmv/flasher/executor.h>

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using std::chrono::microseconds;

constexpr microseconds kLookEvery = std::chrono::milliseconds(20);  // the boot window is short
constexpr microseconds kAskAgain = std::chrono::seconds(3);
constexpr microseconds kProgressEvery = std::chrono::milliseconds(100);

bool leftBus(const Error& error)
{
    return error.code == Errc::Disconnected || error.code == Errc::NoDevice;
}

/// One run of a plan.
class Run {
public:
    Run(const Plan& plan, const FlashBoard& board, const Release& release, Bench& bench,
        const ExecutorOptions& options)
        : m_plan(plan)
        , m_board(board)
        , m_release(release)
        , m_bench(bench)
        , m_options(options)
    {
    }

    FlashReport go();

private:
    Status perform(const PlanStep& step);
    Status persistently(const PlanStep& step);
    Status enter(const PlanStep& step);
    void ask();
    Status waitForLoader(const Loader& loader);
    Status write(const PlanStep& step);
    Status verify(const PlanStep& step);
    Status leave();
    Status checkRunning(const PlanStep& step);
    Status compare(const PlanStep& step, bool& same);
    const Image* imageOf(const PlanStep& step) const;
    Watch watch();
    void tell(FlashEvent::Kind kind, std::string text = {});
    Status cancelled() const;

    const Plan& m_plan;
    const FlashBoard& m_board;
    const Release& m_release;
    Bench& m_bench;
    const ExecutorOptions& m_options;
    std::unique_ptr<LoaderSession> m_session;
    FlashReport m_report;
    std::size_t m_step = 0;
    microseconds m_stepBegan{};
    microseconds m_told{};
    bool m_written = false;  ///< something in this step was
    bool m_touched = false;  ///< something in this run was, whole or in part
};

Status Run::cancelled() const
{
    if (!m_options.cancel.stop_requested())
        return Done{};
    return fail("OMV-E0724", "Ended at your request",
                !m_touched
                    ? "Nothing was written"
                    : fmt::format("{} was written in part; the firmware may not run", m_board.name),
                !m_touched ? "" : "Run the same again: it goes on where it ended");
}

void Run::tell(FlashEvent::Kind kind, std::string text)
{
    if (!m_options.events)
        return;
    FlashEvent event;
    event.kind = kind;
    event.step = m_step;
    event.text = std::move(text);
    m_options.events(event);
}

/// Tells not more often than anybody can look.
Watch Run::watch()
{
    Watch watch;
    watch.cancel = m_options.cancel;
    watch.progress = [this](std::uint64_t done, std::uint64_t total) {
        const microseconds now = m_bench.now();
        if (!m_options.events || (done < total && now - m_told < kProgressEvery))
            return;
        m_told = now;
        FlashEvent event;
        event.kind = FlashEvent::Kind::Progress;
        event.step = m_step;
        event.done = done;
        event.total = total;
        const double seconds = std::chrono::duration<double>(now - m_stepBegan).count();
        if (seconds > 0 && done > 0) {
            event.bytesPerSecond = static_cast<double>(done) / seconds;
            event.secondsLeft = static_cast<double>(total - done) / event.bytesPerSecond;
        }
        m_options.events(event);
    };
    return watch;
}

const Image* Run::imageOf(const PlanStep& step) const
{
    const ImageRule* rule = m_board.rule(step.file);
    const Image* image = m_release.file(step.file);
    for (std::size_t i = 0; rule && !image && i < rule->aliases.size(); ++i)
        image = m_release.file(rule->aliases[i]);
    return image && image->sha256 == step.sha256 ? image : nullptr;
}

void Run::ask()
{
    if (const Status asked = m_bench.askForLoader(); !asked)
        tell(FlashEvent::Kind::Note, toString(asked.error()));
}

Status Run::waitForLoader(const Loader& loader)
{
    microseconds asked = m_bench.now();
    const auto seen = [&](std::chrono::seconds time) {
        const microseconds until = m_bench.now() + time;
        while (m_bench.now() < until && !m_options.cancel.stop_requested()) {
            const Bench::Sight sight = m_bench.look();
            if (sight.state == Bench::State::InLoader && sight.loader == loader.name)
                return true;
            // It came back as it was, or the request was lost.
            if (sight.state == Bench::State::Running && m_bench.now() - asked > kAskAgain) {
                ask();
                asked = m_bench.now();
            }
            m_bench.sleep(kLookEvery, m_options.cancel);
        }
        return false;
    };
    if (seen(m_options.loaderTime))
        return Done{};
    if (const Status stop = cancelled(); !stop)
        return stop;
    // Armed before somebody plugs it in: the loader is there for 1.5 s only.
    tell(FlashEvent::Kind::Help, "Unplug the board, and plug it in again");
    if (seen(m_options.helpTime))
        return Done{};
    if (const Status stop = cancelled(); !stop)
        return stop;
    return fail("OMV-E0720", fmt::format("{} does not come into its loader", m_board.name),
                "Nothing with the loader's USB id was seen at that port",
                "Use the board's recovery: omv recover");
}

Status Run::enter(const PlanStep& step)
{
    m_session.reset();
    const Loader& loader = *m_board.loader(step.loader);
    if (m_bench.look().state == Bench::State::Running)
        ask();
    for (int i = 0;; ++i) {
        if (const Status there = waitForLoader(loader); !there)
            return there;
        auto session = m_bench.openLoader(loader);
        if (session) {
            m_session = std::move(*session);
            return Done{};
        }
        // It was there for a moment only, or the system is not yet done with it.
        if (!leftBus(session.error()) || i + 1 >= m_options.attempts)
            return Unexpected{session.error()};
    }
}

Status Run::compare(const PlanStep& step, bool& same)
{
    const Image* image = imageOf(step);
    const auto holds = m_session->holds(*m_board.partition(step.partition), image->bytes, watch());
    if (!holds)
        return Unexpected{holds.error()};
    same = *holds;
    return Done{};
}

Status Run::write(const PlanStep& step)
{
    const Image* image = imageOf(step);
    if (!m_plan.force && !m_written && m_session->canRead()) {
        bool same = false;
        if (const Status read = compare(step, same); !read)
            return read;
        if (same) {
            ++m_report.partitionsSkipped;
            tell(FlashEvent::Kind::Skipped);
            return Done{};
        }
        m_stepBegan = m_bench.now();
        if (const Status stop = cancelled(); !stop)
            return stop;
    }
    // From here on the partition is neither the old nor the new one until it is done.
    m_written = true;
    m_touched = true;
    const Status written =
        m_session->write(*m_board.partition(step.partition), image->bytes, watch());
    if (written)
        m_report.bytesWritten += image->bytes.size();
    return written;
}

Status Run::verify(const PlanStep& step)
{
    if (!m_session->canRead())
        return Done{};
    bool same = false;
    if (const Status read = compare(step, same); !read || same)
        return read;
    tell(FlashEvent::Kind::Note,
         fmt::format("{} differs from what was written; it is written again", step.partition));
    m_written = true;
    if (const Status again = write(step); !again)
        return again;
    if (const Status read = compare(step, same); !read || same)
        return read;
    return fail("OMV-E0722", fmt::format("{} is not what was written", step.partition),
                "Reading it back gave other bytes than the file has",
                "Write it again; if it stays, the memory or the connection is bad");
}

Status Run::leave()
{
    if (!m_session)
        return Done{};  // unplugged since: the next start is into the firmware
    const Status left = m_session->leave();
    m_session.reset();
    // A board that is gone has left.
    if (!left && left.error().code != Errc::Disconnected)
        return left;
    return Done{};
}

Status Run::checkRunning(const PlanStep& step)
{
    const microseconds until = m_bench.now() + m_options.runningTime;
    std::string why = "It was not seen on the bus";
    while (m_bench.now() < until) {
        if (const Status stop = cancelled(); !stop)
            return stop;
        if (m_bench.look().state == Bench::State::Running) {
            const auto version = m_bench.readVersion();
            if (version) {
                m_report.version = *version;
                if (step.version.empty() || toString(*version) == step.version)
                    return Done{};
                return fail(
                    "OMV-E0723",
                    fmt::format("{} runs another firmware than was written", m_board.name),
                    fmt::format("It says {} instead of {}", toString(*version), step.version),
                    "Unplug it, plug it in, and look again with omv list");
            }
            why = toString(version.error());
        }
        m_bench.sleep(kLookEvery * 5, m_options.cancel);
    }
    return fail("OMV-E0721", fmt::format("{} does not run", m_board.name), why,
                "Unplug it and plug it in again; if it stays silent, write the firmware again");
}

Status Run::perform(const PlanStep& step)
{
    if (const Status stop = cancelled(); !stop)
        return stop;
    using Kind = PlanStep::Kind;
    const bool needsSession =
        step.kind == Kind::Write || step.kind == Kind::Verify || step.kind == Kind::Erase;
    if (needsSession && !m_session) {
        if (const Status back = enter(step); !back)
            return back;
    }
    switch (step.kind) {
    case Kind::EnterLoader: return enter(step);
    case Kind::Write: return write(step);
    case Kind::Verify: return verify(step);
    case Kind::Erase:
        return m_session->erase(*m_board.partition(step.partition), step.bytes, watch());
    case Kind::Leave: return leave();
    case Kind::CheckRunning: return checkRunning(step);
    }
    return Done{};
}

/// A board that leaves in between comes back, and the step begins again: loaders erase only at
/// beginnings, so a partition is always written from its own.
Status Run::persistently(const PlanStep& step)
{
    m_written = false;
    for (int i = 1;; ++i) {
        m_stepBegan = m_bench.now();
        m_told = {};
        const Status done = perform(step);
        if (!done && m_options.cancel.stop_requested())
            return cancelled();
        if (done || !leftBus(done.error()) || i >= m_options.attempts)
            return done;
        m_session.reset();
        tell(FlashEvent::Kind::Note, toString(done.error()));
    }
}

FlashReport Run::go()
{
    for (const PlanStep& step : m_plan.steps) {
        const bool hasFile =
            step.kind == PlanStep::Kind::Write || step.kind == PlanStep::Kind::Verify;
        const bool hasPlace = hasFile || step.kind == PlanStep::Kind::Erase;
        if ((hasFile && !imageOf(step)) || (hasPlace && !m_board.partition(step.partition))) {
            m_report.error = makeError(
                "OMV-E0725", "The plan does not fit its files",
                fmt::format("{} for {} is not the one it was made with", step.file, step.partition),
                "Make the plan again");
            return m_report;
        }
    }
    for (m_step = 0; m_step < m_plan.steps.size(); ++m_step) {
        tell(FlashEvent::Kind::StepBegan);
        if (const Status done = persistently(m_plan.steps[m_step]); !done) {
            m_report.error = done.error();
            return m_report;
        }
        ++m_report.stepsDone;
    }
    return m_report;
}

}  // namespace

FlashReport execute(const Plan& plan, const FlashBoard& board, const Release& release, Bench& bench,
                    const ExecutorOptions& options)
{
    return Run(plan, board, release, bench, options).go();
}

}  // namespace omv::flasher
