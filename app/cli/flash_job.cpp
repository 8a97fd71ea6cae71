// SPDX-License-Identifier: MIT
#include "app/cli/flash_job.h"

#include "app/cli/cli_errors.h"

#include <algorithm>

namespace omv::cli {

namespace {

using flasher::FlashBoard;
using flasher::Goal;
using flasher::Plan;
using flasher::Release;
using State = flasher::Bench::State;

constexpr std::chrono::milliseconds kStartTime{20000};
constexpr std::chrono::seconds kHelpTime{300};
constexpr std::chrono::milliseconds kLookEvery{20};

Result<FlashBoard> findBoard(const FlashCommand& command, const std::string& port)
{
    std::string id = command.board;
    if (id.empty())
        id = flasher::boardAt(port).value_or("");
    if (id.empty())
        return Unexpected{usageError("Which board?", "The port does not tell",
                                     "Say --board ID; omv list shows what is there")};
    const auto boards = flasher::flashBoards();
    if (!boards)
        return Unexpected{boards.error()};
    std::string known;
    for (const FlashBoard& each : *boards) {
        if (each.id == id)
            return each;
        known += (known.empty() ? "" : ", ") + each.id;
    }
    return Unexpected{usageError("There is no board " + id, {}, "Known: " + known)};
}

/// A file by itself may have any name: it is taken for the one place that it fits.
void nameAfterPlace(Release& release, const FlashBoard& board)
{
    if (release.images.size() != 1 || board.rule(release.images.front().name))
        return;
    const auto places = flasher::placesFor(release.images.front(), {&board, 1});
    if (places.size() == 1)
        release.images.front().name = places.front().file;
}

/// Firmware, and the read-only file systems that the release has.
std::optional<Plan> easierThan(const FlashCommand& command, const FlashJob& job)
{
    flasher::PlanOptions options = command.plan;
    options.goal = Goal::Firmware;
    options.verify = !command.noVerify;
    options.resetRomfs = true;
    auto plan = flasher::makePlan(job.board, job.release, options);
    if (!plan) {
        options.resetRomfs = false;
        plan = flasher::makePlan(job.board, job.release, options);
    }
    return plan ? std::optional(*plan) : std::nullopt;
}

/// Waits until the board shows what it can do, and takes the shortest way from there.
bool chooseWay(FlashJob& job, flasher::Bench& bench, const std::stop_token& cancel,
               const std::function<void(const flasher::FlashEvent&)>& events)
{
    if (!job.easier)
        return false;
    const auto until = bench.now() + std::chrono::microseconds(job.wait);
    for (bool told = false; bench.now() < until && !cancel.stop_requested(); told = true) {
        const auto sight = bench.look();
        const bool chip = sight.state == State::InLoader && sight.loader == job.plan.loader &&
            sight.loader != job.easier->loader;
        if (sight.state != State::Absent)
            return !chip;
        if (!told) {
            flasher::FlashEvent event;
            event.kind = flasher::FlashEvent::Kind::Help;
            event.text = "Unplug the board, and plug it in again. If it stays dark: " +
                job.plan.steps.front().text;
            events(event);
        }
        bench.sleep(kLookEvery, cancel);
    }
    return false;
}

}  // namespace

Result<FlashJob> prepareFlash(const FlashCommand& command, const std::string& port)
{
    auto board = findBoard(command, port);
    if (!board)
        return Unexpected{board.error()};
    FlashJob job;
    job.port = port;
    job.board = std::move(*board);
    if (!command.source.empty()) {
        auto opened = flasher::openRelease(command.source, job.board);
        if (!opened)
            return Unexpected{opened.error()};
        job.release = std::move(*opened);
        nameAfterPlace(job.release, job.board);
    }
    flasher::PlanOptions options = command.plan;
    options.verify = !command.noVerify;
    options.backup = !command.backup.empty();
    if (options.goal == Goal::Recover)
        job.easier = easierThan(command, job);
    auto plan = flasher::makePlan(job.board, job.release, options);
    if (!plan && !job.easier)
        return Unexpected{plan.error()};
    // Without consent for the bootloader a board that has a sound one can still be helped.
    job.plan = plan ? *plan : *job.easier;
    if (!plan)
        job.easier.reset();
    job.wait = command.wait.value_or(kHelpTime);
    job.options.helpTime = job.wait;
    job.options.backupFolder = command.backup;
    const bool writes = options.goal != Goal::Verify && options.goal != Goal::Backup;
    if (writes)
        job.options.journal = flasher::journalPath(job.board.id, port);
    return job;
}

flasher::FlashReport performFlash(FlashJob& job, const std::stop_token& cancel,
                                  const std::function<void(const flasher::FlashEvent&)>& events)
{
    const auto bench = flasher::openBench(job.port, job.board, kStartTime, cancel);
    if (!bench) {
        flasher::FlashReport report;
        report.error = bench.error();
        return report;
    }
    if (chooseWay(job, **bench, cancel, events))
        job.plan = *job.easier;
    job.options.cancel = cancel;
    job.options.events = events;
    return flasher::execute(job.plan, job.board, job.release, **bench, job.options);
}

}  // namespace omv::cli
