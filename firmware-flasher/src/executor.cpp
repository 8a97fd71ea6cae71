// SPDX-License-Identifier: MIT
#include <openmv/flasher/executor.h>

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "firmware-flasher/src/backup.h"
#include "firmware-flasher/src/journal.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using std::chrono::microseconds;

constexpr microseconds kLookEvery = std::chrono::milliseconds(20);  // the boot window is short
constexpr microseconds kAskAgain = std::chrono::seconds(3);
constexpr microseconds kProgressEvery = std::chrono::milliseconds(100);
constexpr microseconds kComesByItself = std::chrono::seconds(3);

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
        , m_backup(options.backupFolder)
        , m_journal(options.journal, plan)
    {
    }

    FlashReport go();

private:
    Status checkPlan() const;
    Status roomForBackup() const;
    Status perform(const PlanStep& step);
    Status persistently();
    Status enter(const PlanStep& step);
    void ask();
    bool seen(const Loader& loader, microseconds time);
    Status waitForLoader(const PlanStep& step, const Loader& loader);
    Status startProgram(const PlanStep& step);
    Status configure(const PlanStep& step);
    Status backUp(const PlanStep& step);
    Status compareOnly(const PlanStep& step);
    Status systemPackage();
    Status checkFuse();
    Status burnFuse();
    bool backedUpBefore(const PlanStep& step) const;
    std::size_t stageOf(std::size_t step) const;
    void keepJournal();
    Status write(const PlanStep& step);
    Status verify(const PlanStep& step);
    Status leave(const PlanStep& step);
    Status erase(const PlanStep& step);
    Status checkRunning(const PlanStep& step);
    void askForHands(const PlanStep& step, microseconds& until);
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
    Backup m_backup;
    Journal m_journal;
    std::unique_ptr<LoaderSession> m_session;
    FlashReport m_report;
    std::size_t m_step = 0;
    microseconds m_stepBegan{};
    microseconds m_told{};
    bool m_written = false;  ///< something in this step was
    bool m_touched = false;  ///< something in this run was, whole or in part
    bool m_helped = false;  ///< somebody was asked to do something, in this step
    bool m_left = false;  ///< the board was just told to start something else
    std::string m_serial;  ///< of the loader that the board is in
    std::size_t m_furthest = 0;  ///< steps that were ever done
    std::map<std::size_t, int> m_failures;  ///< by step: how often the board left
};

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

bool Run::seen(const Loader& loader, microseconds time)
{
    const bool bySoftware = loader.enter.empty();
    microseconds asked = m_bench.now();
    const microseconds until = m_bench.now() + time;
    while (m_bench.now() < until && !m_options.cancel.stop_requested()) {
        const Bench::Sight sight = m_bench.look();
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

Status Run::enter(const PlanStep& step)
{
    m_session.reset();
    const Loader& loader = *m_board.loader(step.loader);
    if (loader.enter.empty() && m_bench.look().state == Bench::State::Running)
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

Status Run::startProgram(const PlanStep& step)
{
    const Status started = m_session->startProgram(*m_board.loader(step.loader)->program,
                                                   imageOf(step)->bytes, watch());
    m_session.reset();
    m_left = true;
    return started;
}

Status Run::configure(const PlanStep& step)
{
    for (const Loader& each : m_board.loaders) {
        if (each.setup && each.program && each.program->loader == step.loader) {
            m_touched = true;  // the flash chip's first block
            return m_session->configure(*each.setup, watch());
        }
    }
    return Done{};
}

Status Run::backUp(const PlanStep& step)
{
    const auto& taken = m_report.files;
    if (std::find(taken.begin(), taken.end(), step.file) != taken.end())
        return Done{};  // before the board left
    if (backedUpBefore(step)) {
        tell(FlashEvent::Kind::Note, "The backup of the run that was cut off is kept");
        return Done{};
    }
    const auto saved = m_backup.take(*m_session, *m_board.partition(step.partition), step.bytes,
                                     step.file, watch());
    if (!saved)
        return Unexpected{saved.error()};
    if (*saved)
        m_report.files.push_back(step.file);
    else
        tell(FlashEvent::Kind::Note, fmt::format("{} is empty", step.partition));
    return Done{};
}

Status Run::systemPackage()
{
    const SystemPackage& package = *m_board.systemPackage;
    const std::string name = package.packageFor(m_session->chipPart());
    const Image* files[] = {m_release.file(name), m_release.file(name + ".sign"),
                            m_release.file(package.offset),
                            m_release.file(package.offset + ".sign")};
    if (std::find(std::begin(files), std::end(files), nullptr) != std::end(files))
        return fail(
            "OMV-E0705", fmt::format("There is no firmware for this chip in {}", m_plan.source),
            fmt::format("The chip is {}: {} and its .sign are needed", m_session->chipPart(), name),
            "Put them beside the other files");
    m_touched = true;
    const Status written = m_session->writeSystemPackage(
        {files[0]->bytes, files[1]->bytes, files[2]->bytes, files[3]->bytes}, watch());
    m_session.reset();
    return written;
}

/// A new chip starts from its flash only with this fuse.
Status Run::checkFuse()
{
    const auto set = m_session->fuseIsSet(*m_board.fuse);
    if (!set)
        return Unexpected{set.error()};
    if (!*set)
        tell(FlashEvent::Kind::Note,
             fmt::format("The fuse {} is not set: without it the board does not start from its "
                         "flash. --burn-fuse burns it, for ever",
                         m_board.fuse->name));
    return Done{};
}

Status Run::burnFuse()
{
    const auto set = m_session->fuseIsSet(*m_board.fuse);
    if (!set)
        return Unexpected{set.error()};
    if (*set) {
        tell(FlashEvent::Kind::Skipped);
        return Done{};
    }
    if (const Status stop = cancelled(); !stop)
        return stop;
    m_touched = true;
    return m_session->burnFuse(*m_board.fuse);
}

Status Run::erase(const PlanStep& step)
{
    m_touched = true;
    keepJournal();
    return m_session->erase(*m_board.partition(step.partition), step.bytes, watch());
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

Status Run::compareOnly(const PlanStep& step)
{
    bool same = false;
    if (const Status read = compare(step, same); !read)
        return read;
    if (!same)
        m_report.differing.push_back(step.partition);
    tell(FlashEvent::Kind::Note,
         fmt::format("{} {}", step.partition, same ? "is the same" : "differs"));
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
    keepJournal();
    const Status written =
        m_session->write(*m_board.partition(step.partition), image->bytes, watch());
    if (written)
        m_report.bytesWritten += image->bytes.size();
    return written;
}

Status Run::verify(const PlanStep& step)
{
    if (!m_session->canRead()) {
        m_report.notReadBack.push_back(step.partition);
        tell(FlashEvent::Kind::Note, "This loader cannot read: what then runs will tell");
        return Done{};
    }
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

Status Run::leave(const PlanStep& step)
{
    if (!m_session)
        return Done{};  // unplugged since: the next start is into the firmware
    const Status left = m_session->leave();
    m_session.reset();
    m_left = true;
    // A board that is gone has left.
    if (!left && left.error().code != Errc::Disconnected)
        return left;
    if (!step.text.empty())
        tell(FlashEvent::Kind::Note, step.text);
    return Done{};
}

/// Tells what to do when it was waited for long enough; from then on there is more time.
void Run::askForHands(const PlanStep& step, microseconds& until)
{
    const bool due = m_bench.now() - m_stepBegan > kComesByItself;
    if (step.text.empty() || m_helped || !due)
        return;
    m_helped = true;
    until = m_bench.now() + m_options.helpTime;
    tell(FlashEvent::Kind::Help, step.text);
}

Status Run::checkRunning(const PlanStep& step)
{
    microseconds until = m_bench.now() + m_options.runningTime;
    std::string why = "It was not seen on the bus";
    m_helped = false;
    while (m_bench.now() < until) {
        if (const Status stop = cancelled(); !stop)
            return stop;
        askForHands(step, until);
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
    const bool needsSession = step.kind != Kind::EnterLoader && step.kind != Kind::Leave &&
        step.kind != Kind::CheckRunning;
    if (needsSession && !m_session) {
        PlanStep again = m_plan.steps[stageOf(m_step)];
        again.loader = step.loader;
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

/// A backup of a partition that an earlier run of this plan, on this very board, has begun to
/// write: what stands there now is not what was there.
bool Run::backedUpBefore(const PlanStep& step) const
{
    return step.kind == PlanStep::Kind::Backup && m_step < m_journal.stepsDone() &&
        m_journal.isOf(m_serial);
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
    const Status done = perform(step);
    if (done) {
        ++m_step;
        m_written = false;
        m_furthest = std::max(m_furthest, m_step);
        keepJournal();
        return done;
    }
    if (m_options.cancel.stop_requested())
        return cancelled();
    if (!leftBus(done.error()) || ++m_failures[m_step] >= m_options.attempts)
        return done;
    m_session.reset();
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
    m_journal.remove();
    if (!m_report.differing.empty())
        m_report.error = makeError(
            "OMV-E0742", fmt::format("{} holds something else than the files", m_board.name),
            fmt::format("Different: {}", fmt::join(m_report.differing, ", ")),
            "Write them with omv flash");
    return m_report;
}

}  // namespace

FlashReport execute(const Plan& plan, const FlashBoard& board, const Release& release, Bench& bench,
                    const ExecutorOptions& options)
{
    return Run(plan, board, release, bench, options).go();
}

}  // namespace omv::flasher
