// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

constexpr microseconds kLookEvery = std::chrono::milliseconds(20);  // the boot window is short
constexpr microseconds kAskAgain = std::chrono::seconds(3);
constexpr microseconds kProgressEvery = std::chrono::milliseconds(100);

bool leftBus(const Error& error)
{
    return error.code == Errc::Disconnected || error.code == Errc::NoDevice;
}

}  // namespace

Status Run::cancelled() const
{
    if (!m_options.cancel.stop_requested())
        return Done{};
    if (m_touched && m_step + 1 == m_plan.steps.size())
        return fail("OMV-E0724", "Ended at your request",
                    "All was done; whether the board runs was not waited for");
    return fail("OMV-E0724", "Ended at your request",
                !m_touched
                    ? "Nothing was written"
                    : fmt::format("{} was changed in part; the firmware may not run", m_board.name),
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

/// What is seen of the board now; told when it is something else than before.
Bench::Sight Run::look()
{
    const Bench::Sight sight = m_bench.look();
    tellSight(sight);
    return sight;
}

void Run::tellSight(const Bench::Sight& sight)
{
    const bool same = m_sight && m_sight->state == sight.state && m_sight->loader == sight.loader;
    if (std::exchange(m_sight, sight) && same)
        return;
    if (!m_options.events)
        return;
    FlashEvent event;
    event.kind = FlashEvent::Kind::Seen;
    event.step = m_step;
    event.loader = sight.state == Bench::State::InLoader ? sight.loader : std::string();
    event.running = sight.state == Bench::State::Running;
    m_options.events(event);
}

/// Tells not more often than anybody can look.
Watch Run::watch()
{
    Watch watch;
    watch.cancel = m_options.cancel;
    watch.progress = [this](std::uint64_t done, std::uint64_t total) {
        const microseconds now = m_bench.now();
        const bool over = done >= total;
        if (!m_options.events || (over ? m_toldEnd : now - m_told < kProgressEvery))
            return;
        m_told = now;
        m_toldEnd = over;
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

void Run::ask()
{
    if (const Status asked = m_bench.askForLoader(); !asked)
        tell(FlashEvent::Kind::Note, toString(asked.error()));
}

bool Run::seen(const Loader& loader, microseconds time)
{
    const bool bySoftware = loader.enter.empty();
    microseconds asked = m_bench.now();
    const microseconds until = m_bench.now() + time;
    while (m_bench.now() < until && !m_options.cancel.stop_requested()) {
        const Bench::Sight sight = look();
        if (sight.state == Bench::State::InLoader && sight.loader == loader.name) {
            m_serial = sight.serial;
            return true;
        }
        // It came back as it was, or the request was lost.
        if (bySoftware && sight.state == Bench::State::Running &&
            m_bench.now() - asked > kAskAgain) {
            ask();
            asked = m_bench.now();
        }
        m_bench.sleep(kLookEvery, m_options.cancel);
    }
    return false;
}

// What only hands can do is said at once, unless the board may come by itself.
Status Run::waitForLoader(const PlanStep& step, const Loader& loader)
{
    const bool byHand = !step.text.empty();
    const microseconds byItself = m_left ? kComesByItself : microseconds(1);
    if (seen(loader, byHand ? byItself : microseconds(m_options.loaderTime)))
        return Done{};
    if (const Status stop = cancelled(); !stop)
        return stop;
    // Armed before somebody plugs it in: the loader is there for 1.5 s only.
    tell(FlashEvent::Kind::Help, byHand ? step.text : "Unplug the board, and plug it in again");
    if (seen(loader, m_options.helpTime))
        return Done{};
    if (const Status stop = cancelled(); !stop)
        return stop;
    return fail("OMV-E0720",
                fmt::format("{} does not come into its loader ({})", m_board.name, loader.name),
                "Nothing with the loader's USB id was seen at that port",
                byHand ? step.text : "Use the board's recovery: omv recover");
}

/// A loader that stays on the bus, as a serial bridge does, must be seen gone: else nobody
/// unplugged the board.
Status Run::waitUntilGone(const PlanStep& step)
{
    tell(FlashEvent::Kind::Help, step.text);
    const microseconds until = m_bench.now() + m_options.helpTime;
    while (m_bench.now() < until && !m_options.cancel.stop_requested()) {
        if (look().state == Bench::State::Absent)
            return Done{};
        m_bench.sleep(kLookEvery, m_options.cancel);
    }
    if (const Status stop = cancelled(); !stop)
        return stop;
    return fail("OMV-E0720", fmt::format("{} was not unplugged", m_board.name),
                "It has to lose its power before it goes on", step.text);
}

Status Run::enter(const PlanStep& step)
{
    m_session.reset();
    const Loader& loader = *m_board.loader(step.loader);
    if (m_mustGo) {
        if (const Status gone = waitUntilGone(step); !gone)
            return gone;
        m_mustGo = false;
        m_left = true;
    }
    if (loader.enter.empty() && look().state == Bench::State::Running)
        ask();
    for (int i = 0;; ++i) {
        if (const Status there = waitForLoader(step, loader); !there)
            return there;
        auto session = m_bench.openLoader(loader);
        if (session) {
            m_session = std::move(*session);
            m_left = false;
            return Done{};
        }
        // It was there for a moment only, or the system is not yet done with it.
        if (!leftBus(session.error()) || i + 1 >= m_options.attempts)
            return Unexpected{session.error()};
    }
}

Status Run::perform(const PlanStep& step)
{
    if (const Status stop = cancelled(); !stop)
        return stop;
    using Kind = PlanStep::Kind;
    const bool needsSession = step.kind != Kind::EnterLoader && step.kind != Kind::Leave &&
        step.kind != Kind::CheckRunning;
    if (needsSession && !m_session) {
        PlanStep again = m_plan.steps[stageOf(m_step)];
        again.loader = step.loader;
        // What hands did stays done: one that lost its power comes back by itself.
        if (m_board.loader(step.loader)->enter.empty())
            again.text.clear();
        if (const Status back = enter(again); !back)
            return back;
    }
    switch (step.kind) {
    case Kind::EnterLoader: return enter(step);
    case Kind::StartProgram: return startProgram(step);
    case Kind::Configure: return configure(step);
    case Kind::Backup: return backUp(step);
    case Kind::Compare: return compareOnly(step);
    case Kind::Write: return write(step);
    case Kind::Verify: return verify(step);
    case Kind::Erase: return erase(step);
    case Kind::SystemPackage: return systemPackage();
    case Kind::CheckFuse: return checkFuse();
    case Kind::BurnFuse: return burnFuse();
    case Kind::StorageRescue: return rescueStorage(step);
    case Kind::Leave: return leave(step);
    case Kind::CheckRunning: return checkRunning(step);
    }
    return Done{};
}

/// The step that begins what the given one belongs to: from there on it can be done again. A
/// program in RAM is gone with the power, and the ROM that starts it is back.
std::size_t Run::stageOf(std::size_t step) const
{
    using Kind = PlanStep::Kind;
    for (std::size_t i = step + 1; i-- > 0;) {
        const bool comesByProgram = i > 0 && m_plan.steps[i - 1].kind == Kind::StartProgram;
        if (m_plan.steps[i].kind == Kind::EnterLoader && !comesByProgram)
            return i;
    }
    return 0;
}

void Run::keepJournal()
{
    if (!m_touched)
        return;
    const std::size_t before = m_journal.isOf(m_serial) ? m_journal.stepsDone() : 0;
    if (const Status kept = m_journal.done(std::max(m_furthest, before), m_serial); !kept)
        tell(FlashEvent::Kind::Note, toString(kept.error()));
}

/// A board that leaves in between comes back, and the step begins again: loaders erase only at
/// beginnings, so a partition is always written from its own. Moves on, or back, or not at all.
Status Run::persistently()
{
    const PlanStep& step = m_plan.steps[m_step];
    m_stepBegan = m_bench.now();
    m_told = {};
    m_toldEnd = false;
    const Status done = perform(step);
    if (done) {
        ++m_step;
        m_written = false;
        m_furthest = std::max(m_furthest, m_step);
        const bool onlyRunning = m_step + 1 >= m_plan.steps.size();
        // All is written: whether it runs is no reason to go on there later.
        if (onlyRunning)
            m_journal.remove();
        else
            keepJournal();
        return done;
    }
    if (m_options.cancel.stop_requested())
        return cancelled();
    if (!leftBus(done.error()) || ++m_failures[m_step] >= m_options.attempts)
        return done;
    m_session.reset();
    tellSight({});
    tell(FlashEvent::Kind::Note, toString(done.error()));
    const auto begin = m_plan.steps.begin();
    const std::size_t stage = stageOf(m_step);
    const bool byProgram =
        std::any_of(begin + std::ptrdiff_t(stage), begin + std::ptrdiff_t(m_step),
                    [](const PlanStep& each) { return each.kind == PlanStep::Kind::StartProgram; });
    if (byProgram) {
        m_step = stage;
        m_written = false;
    }
    return Done{};
}

/// For all of it, before anything is done.
Status Run::roomForBackup() const
{
    std::uint64_t bytes = 0;
    for (const PlanStep& step : m_plan.steps)
        bytes += step.kind == PlanStep::Kind::Backup ? step.bytes : 0;
    return bytes == 0 ? Status(Done{}) : m_backup.makeRoom(bytes);
}

Status Run::checkPlan() const
{
    using Kind = PlanStep::Kind;
    for (const PlanStep& step : m_plan.steps) {
        const bool hasFile = step.kind == Kind::Write || step.kind == Kind::Verify ||
            step.kind == Kind::Compare || step.kind == Kind::StartProgram;
        const bool hasPlace = !step.partition.empty();
        const bool hasLoader = !step.loader.empty();
        if ((hasFile && !imageOf(step)) || (hasPlace && !m_board.partition(step.partition)) ||
            (hasLoader && !m_board.loader(step.loader)))
            return fail(
                "OMV-E0725", "The plan does not fit its files",
                fmt::format("{} for {} is not the one it was made with", step.file, step.partition),
                "Make the plan again");
    }
    return Done{};
}

FlashReport Run::go()
{
    if (const Status sound = checkPlan(); !sound) {
        m_report.error = sound.error();
        return m_report;
    }
    if (const Status room = roomForBackup(); !room) {
        m_report.error = room.error();
        return m_report;
    }
    for (std::size_t begun = m_plan.steps.size(); m_step < m_plan.steps.size();) {
        if (m_step != begun)
            tell(FlashEvent::Kind::StepBegan);
        begun = m_step;
        if (const Status done = persistently(); !done) {
            m_report.error = done.error();
            m_report.stepsDone = m_furthest;
            // As it was before. One that is written in part stays where it can be written again.
            if (m_session && !m_touched)
                (void)m_session->leave();
            return m_report;
        }
    }
    m_report.stepsDone = m_plan.steps.size();
    if (!m_report.differing.empty())
        m_report.error = makeError(
            "OMV-E0742", fmt::format("{} holds something else than the files", m_board.name),
            fmt::format("Different: {}", fmt::join(m_report.differing, ", ")),
            "omv flash firmware or omv flash romfs writes the files; omv backup keeps what is "
            "there");
    return m_report;
}

FlashReport execute(const Plan& plan, const FlashBoard& board, const Release& release, Bench& bench,
                    const ExecutorOptions& options)
{
    return Run(plan, board, release, bench, options).go();
}

}  // namespace omv::flasher
