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
/// A board that just restarts needs nobody's hands.
constexpr std::chrono::seconds kComesByItself{3};

Result<FlashBoard> findBoard(const FlashCommand& command, const std::string& port)
{
    std::string id = command.board;
    if (id.empty())
        id = flasher::boardAt(port).value_or("");
    if (id.empty() && port != "auto" && !flasher::isThere(port))
        return Unexpected{noBoard("Nothing is at " + port)};
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

flasher::Role roleOf(Goal goal)
{
    switch (goal) {
    case Goal::Romfs: return flasher::Role::Romfs;
    case Goal::Bootloader: return flasher::Role::Bootloader;
    default: return flasher::Role::Firmware;
    }
}

/// A file by itself may have any name: it is taken for the one place that it fits. One that fits
/// nowhere is taken for what the goal is about, so that the reason is said.
void nameAfterPlace(Release& release, const FlashBoard& board, Goal goal)
{
    if (release.images.size() != 1 || board.takes(release.images.front().name))
        return;
    flasher::Image& image = release.images.front();
    const auto places = flasher::placesFor(image, {&board, 1});
    if (places.size() == 1)
        image.name = places.front().file;
    if (!places.empty())
        return;
    for (const flasher::ImageRule& rule : board.images) {
        if (rule.role == roleOf(goal)) {
            image.name = rule.file;
            return;
        }
    }
}

/// Firmware, and the read-only file systems that the release has.
std::optional<Plan> easierThan(const FlashCommand& command, const FlashJob& job)
{
    flasher::PlanOptions options = command.plan;
    options.goal = Goal::Firmware;
    options.verify = !command.noVerify;
    options.backup = !command.backup.empty();
    options.resetRomfs = true;
    auto plan = flasher::makePlan(job.board, job.release, options);
    if (!plan) {
        options.resetRomfs = false;
        plan = flasher::makePlan(job.board, job.release, options);
    }
    return plan ? std::optional(*plan) : std::nullopt;
}

/// Waits until the board shows what it can do, and takes the shortest way from there. Errors:
/// the board needs the whole way, and there is no plan for that.
Status chooseWay(FlashJob& job, flasher::Bench& bench, const std::stop_token& cancel,
                 const std::function<void(const flasher::FlashEvent&)>& events)
{
    const auto until = bench.now() + std::chrono::microseconds(job.wait);
    const auto tellAt = bench.now() + std::chrono::microseconds(kComesByItself);
    for (bool told = false; bench.now() < until && !cancel.stop_requested();) {
        const auto sight = bench.look();
        const bool own = sight.state == State::Running || sight.loader == job.easier->loader;
        if (sight.state != State::Absent && own) {
            job.plan = *job.easier;
            return Done{};
        }
        if (sight.state != State::Absent)
            return job.notWhole ? Status(Unexpected{*job.notWhole}) : Status(Done{});
        if (!told && bench.now() >= tellAt) {
            told = true;
            flasher::FlashEvent event;
            event.kind = flasher::FlashEvent::Kind::Help;
            event.text = "Unplug the board, and plug it in again";
            const auto& first = job.plan.steps.front().text;
            event.text += first.empty() ? "" : ". If it stays dark: " + first;
            events(event);
        }
        bench.sleep(kLookEvery, cancel);
    }
    return Done{};
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
        nameAfterPlace(job.release, job.board, command.plan.goal);
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
        job.notWhole = plan.error();
    job.wait = command.wait.value_or(kHelpTime);
    job.mustBeThere = !command.wait && port.starts_with("usbip:");
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
    if (job.mustBeThere && !flasher::isThere(job.port)) {
        flasher::FlashReport report;
        report.error =
            Error{Errc::NoDevice, "OMV-E0741", "Nobody answers at " + job.port,
                  "No USB/IP server is there",
                  "Start it, or the virtual camera; with --wait SECONDS it is waited for"};
        return report;
    }
    const auto bench = flasher::openBench(job.port, job.board, kStartTime, cancel);
    if (!bench) {
        flasher::FlashReport report;
        report.error = bench.error();
        return report;
    }
    if (job.easier) {
        if (const Status chosen = chooseWay(job, **bench, cancel, events); !chosen) {
            flasher::FlashReport report;
            report.error = chosen.error();
            return report;
        }
    }
    job.options.cancel = cancel;
    job.options.events = events;
    return flasher::execute(job.plan, job.board, job.release, **bench, job.options);
}

}  // namespace omv::cli
