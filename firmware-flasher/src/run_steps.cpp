// SPDX-License-Identifier: MIT
// What each step of a plan does.
#include "firmware-flasher/src/run.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

constexpr microseconds kLookEvery = std::chrono::milliseconds(100);

}  // namespace

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

/// Its loader shows nobody what it overwrites. The user's own files are never given up for that,
/// nor does a backup end without its files.
bool Run::goesWithoutBackup(const PlanStep& step) const
{
    const auto& own = m_board.eraseFileSystem;
    return !m_session->canRead() && m_plan.bytes() > 0 &&
        std::none_of(own.begin(), own.end(),
                     [&](const EraseRule& each) { return each.partition == step.partition; });
}

Status Run::backUp(const PlanStep& step)
{
    if (goesWithoutBackup(step)) {
        tell(FlashEvent::Kind::Note,
             fmt::format("This loader cannot read: {} is not kept", step.partition));
        return Done{};
    }
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

Status Run::rescueStorage(const PlanStep& step)
{
    tell(FlashEvent::Kind::Note, "The flash chip is erased as a whole: this may take minutes");
    m_touched = true;
    keepJournal();
    return m_session->rescueStorage(*m_board.storageRescue, *m_board.partition(step.partition),
                                    watch());
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
    m_mustGo = static_cast<bool>(written);
    return written;
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
        if (look().state == Bench::State::Running) {
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
        m_bench.sleep(kLookEvery, m_options.cancel);
    }
    return fail("OMV-E0721", fmt::format("{} does not run", m_board.name), why,
                "Unplug it and plug it in again; if it stays silent, write the firmware again");
}

/// A backup of a partition that an earlier run of this plan, on this very board, has begun to
/// write: what stands there now is not what was there.
bool Run::backedUpBefore(const PlanStep& step) const
{
    if (!m_journal.isOf(m_serial) || m_journal.stepsDone() == 0)
        return false;
    // The step behind those that were done was under way.
    for (std::size_t i = 0; i <= m_journal.stepsDone() && i < m_plan.steps.size(); ++i) {
        const PlanStep& each = m_plan.steps[i];
        const bool changes =
            each.kind == PlanStep::Kind::Write || each.kind == PlanStep::Kind::Erase;
        const auto& lost =
            m_board.storageRescue ? m_board.storageRescue->destroys : std::vector<std::string>();
        const bool loses = each.kind == PlanStep::Kind::StorageRescue &&
            std::find(lost.begin(), lost.end(), step.partition) != lost.end();
        if (loses || (changes && each.partition == step.partition))
            return true;
    }
    return false;
}

const Image* Run::imageOf(const PlanStep& step) const
{
    const ImageRule* rule = m_board.rule(step.file);
    const Image* image = m_release.file(step.file);
    for (std::size_t i = 0; rule && !image && i < rule->aliases.size(); ++i)
        image = m_release.file(rule->aliases[i]);
    return image && image->sha256 == step.sha256 ? image : nullptr;
}

}  // namespace omv::flasher
