// SPDX-License-Identifier: MIT
// What is said of plans, progress and results.
#include "app/cli/flash_job.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

using flasher::FlashEvent;
using flasher::Goal;
using flasher::Plan;
using flasher::PlanStep;

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

const char* kindName(PlanStep::Kind kind)
{
    using Kind = PlanStep::Kind;
    switch (kind) {
    case Kind::EnterLoader: return "enter_loader";
    case Kind::StartProgram: return "start_program";
    case Kind::Configure: return "configure";
    case Kind::Backup: return "backup";
    case Kind::Compare: return "compare";
    case Kind::Write: return "write";
    case Kind::Verify: return "verify";
    case Kind::Erase: return "erase";
    case Kind::SystemPackage: return "system_package";
    case Kind::CheckFuse: return "check_fuse";
    case Kind::BurnFuse: return "burn_fuse";
    case Kind::Leave: return "leave";
    case Kind::CheckRunning: return "check_running";
    case Kind::StorageRescue: return "storage_rescue";
    }
    return "";
}

}  // namespace

json::Object stepObject(const PlanStep& step, std::size_t number)
{
    json::Object line{{"type", "step"}, {"number", number}, {"step", kindName(step.kind)}};
    if (!step.loader.empty())
        line["loader"] = step.loader;
    if (!step.partition.empty()) {
        line["partition"] = step.partition;
        line["address"] = fmt::format("0x{:08x}", step.address);
        line["bytes"] = step.bytes;
    }
    if (!step.file.empty())
        line["file"] = step.file;
    if (!step.sha256.empty())
        line["sha256"] = step.sha256;
    if (!step.consent.empty())
        line["unverified"] = step.consent;
    if (!step.version.empty())
        line["version"] = step.version;
    if (!step.text.empty())
        line["text"] = step.text;
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
        const bool said = plan.steps[i].kind == PlanStep::Kind::StorageRescue;
        if (!plan.steps[i].text.empty() && !said)
            text += fmt::format("     {}\n", plan.steps[i].text);
    }
    output.data(text);
}

void tellFlash(const FlashEvent& event, const std::string& step, const std::string& port,
               const std::string& prefix, Output& output)
{
    json::Object line{{"type", "flash"}, {"port", port}, {"step", event.step + 1}};
    switch (event.kind) {
    case FlashEvent::Kind::StepBegan:
        output.message(prefix + step);
        line["event"] = "began";
        break;
    case FlashEvent::Kind::Progress:
        output.status(fmt::format("{}{}: {}", prefix, step, amount(event)));
        line["event"] = "progress";
        line["done"] = event.done;
        line["total"] = event.total;
        line["bytes_per_second"] = event.bytesPerSecond;
        line["seconds_left"] = event.secondsLeft;
        break;
    case FlashEvent::Kind::Skipped:
        output.message(prefix + "  it is there already");
        line["event"] = "skipped";
        break;
    case FlashEvent::Kind::Seen:
        line["event"] = "seen";
        line["state"] = event.running ? "running" : event.loader.empty() ? "away" : "loader";
        if (!event.loader.empty())
            line["loader"] = event.loader;
        break;
    case FlashEvent::Kind::Help:
    case FlashEvent::Kind::Note:
        output.message(prefix + event.text);
        line["event"] = event.kind == FlashEvent::Kind::Help ? "help" : "note";
        line["text"] = event.text;
        break;
    }
    output.event(line);
}

json::Object reportObject(const flasher::FlashReport& report, const FlashJob& job)
{
    json::Object line{{"type", "flashed"},
                      {"port", job.port},
                      {"board", job.board.id},
                      {"ok", report.ok()},
                      {"steps_done", report.stepsDone},
                      {"bytes_written", report.bytesWritten},
                      {"partitions_skipped", report.partitionsSkipped}};
    if (report.version)
        line["version"] = toString(*report.version);
    if (!report.notReadBack.empty())
        line["not_read_back"] = report.notReadBack;
    if (!report.differing.empty())
        line["differing"] = report.differing;
    if (!report.files.empty())
        line["files"] = report.files;
    if (report.error)
        line["error"] = report.error->id;
    return line;
}

std::string reportText(const flasher::FlashReport& report, const FlashJob& job)
{
    if (report.error)
        return toString(*report.error);
    const std::string runs = report.version
        ? fmt::format("{} runs firmware {}", job.board.name, toString(*report.version))
        : fmt::format("{} is done", job.board.name);
    if (!report.notReadBack.empty())
        return fmt::format("{}; its loader could not read back {}", runs,
                           fmt::join(report.notReadBack, ", "));
    if (report.files.empty())
        return runs;
    return fmt::format("{}; {} files are in {}", runs, report.files.size(),
                       job.options.backupFolder);
}

}  // namespace omv::cli
