// SPDX-License-Identifier: MIT
#include "app/cli/flash.h"

#include "app/cli/cli_errors.h"

#include <openmv/flasher/bench.h>

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using flasher::FlashBoard;
using flasher::FlashEvent;
using flasher::Plan;
using flasher::PlanStep;
using flasher::Release;

constexpr std::chrono::milliseconds kStartTime{20000};

json::Object stepObject(const PlanStep& step, std::size_t number)
{
    constexpr const char* kNames[] = {"enter_loader", "write", "verify",
                                      "erase",        "leave", "check_running"};
    json::Object line{{"type", "step"},
                      {"number", number},
                      {"step", kNames[static_cast<std::size_t>(step.kind)]}};
    if (!step.loader.empty())
        line["loader"] = step.loader;
    if (!step.partition.empty()) {
        line["partition"] = step.partition;
        line["address"] = fmt::format("0x{:08x}", step.address);
        line["bytes"] = step.bytes;
    }
    if (!step.file.empty()) {
        line["file"] = step.file;
        line["sha256"] = step.sha256;
    }
    if (!step.consent.empty())
        line["unverified"] = step.consent;
    if (!step.version.empty())
        line["version"] = step.version;
    return line;
}

void showPlan(const Plan& plan, Output& output)
{
    output.event({{"type", "plan"},
                  {"board", plan.board},
                  {"loader", plan.loader},
                  {"source", plan.source},
                  {"steps", plan.steps.size()},
                  {"bytes", plan.bytes()}});
    std::string text = fmt::format("{}:\n", plan.boardName);
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        output.event(stepObject(plan.steps[i], i + 1));
        text += fmt::format("  {}. {}\n", i + 1, describe(plan.steps[i]));
    }
    output.data(text);
}

std::string amount(const FlashEvent& event)
{
    const double percent = event.total == 0
        ? 0
        : 100 * static_cast<double>(event.done) / static_cast<double>(event.total);
    std::string text = fmt::format("{:.0f} % of {} bytes", percent, event.total);
    if (event.bytesPerSecond > 0)
        text += fmt::format(", {:.0f} KB/s, {:.0f} s left", event.bytesPerSecond / 1000,
                            event.secondsLeft);
    return text;
}

void tell(const FlashEvent& event, const Plan& plan, Output& output)
{
    const std::string step = describe(plan.steps[event.step]);
    json::Object line{{"type", "flash"}, {"step", event.step + 1}};
    switch (event.kind) {
    case FlashEvent::Kind::StepBegan:
        output.message(step);
        line["event"] = "began";
        break;
    case FlashEvent::Kind::Progress:
        output.status(fmt::format("{}: {}", step, amount(event)));
        line["event"] = "progress";
        line["done"] = event.done;
        line["total"] = event.total;
        line["bytes_per_second"] = event.bytesPerSecond;
        break;
    case FlashEvent::Kind::Skipped:
        output.message("  it is there already");
        line["event"] = "skipped";
        break;
    case FlashEvent::Kind::Help:
    case FlashEvent::Kind::Note:
        output.message(event.text);
        line["event"] = event.kind == FlashEvent::Kind::Help ? "help" : "note";
        line["text"] = event.text;
        break;
    }
    output.event(line);
}

Result<FlashBoard> findBoard(const FlashCommand& command, const Context& context)
{
    std::string id = command.board;
    if (id.empty())
        id = flasher::boardAt(context.global.port).value_or("");
    if (id.empty())
        return Unexpected{usageError("Which board?", "The port does not tell", "Say --board ID")};
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

Outcome finish(const flasher::FlashReport& report, const FlashBoard& board, Output& output)
{
    output.status({});
    json::Object line{{"type", "flashed"},
                      {"board", board.id},
                      {"ok", report.ok()},
                      {"steps_done", report.stepsDone},
                      {"bytes_written", report.bytesWritten},
                      {"partitions_skipped", report.partitionsSkipped}};
    if (report.version)
        line["version"] = toString(*report.version);
    output.event(line);
    if (report.error)
        return failed(*report.error);
    output.message(report.version
                       ? fmt::format("{} runs firmware {}", board.name, toString(*report.version))
                       : fmt::format("{} is done", board.name));
    return done();
}

}  // namespace

Outcome run(const FlashCommand& command, Context& context)
{
    const auto board = findBoard(command, context);
    if (!board)
        return failed(board.error());
    Release release;
    if (!command.source.empty()) {
        auto opened = flasher::openRelease(command.source, *board);
        if (!opened)
            return failed(opened.error());
        release = std::move(*opened);
        nameAfterPlace(release, *board);
    }
    flasher::PlanOptions options = command.plan;
    options.verify = !command.noVerify;
    const auto plan = flasher::makePlan(*board, release, options);
    if (!plan)
        return failed(plan.error());
    if (command.dryRun || context.global.verbose > 0)
        showPlan(*plan, context.output);
    if (command.dryRun)
        return done();
    const auto bench =
        flasher::openBench(context.global.port, *board, kStartTime, context.env.interrupted);
    if (!bench)
        return failed(bench.error());
    flasher::ExecutorOptions how;
    how.cancel = context.env.interrupted;
    how.events = [&](const FlashEvent& event) { tell(event, *plan, context.output); };
    const auto report = flasher::execute(*plan, *board, release, **bench, how);
    Outcome outcome = finish(report, *board, context.output);
    if (context.env.interrupted.stop_requested() && !outcome.ok())
        outcome.exit = ExitCode::Interrupted;
    return outcome;
}

}  // namespace omv::cli
