// SPDX-License-Identifier: MIT
#include "app/cli/flash_job.h"

#include "app/cli/cli_errors.h"

#include <openmv/flasher/download.h>

#include <fmt/format.h>

namespace omv::cli {

namespace {

Outcome flashOne(const FlashCommand& command, Context& context)
{
    auto job = prepareFlash(command, context.global.port);
    if (!job)
        return failed(job.error());
    if (command.dryRun || context.global.verbose > 0)
        showPlan(job->plan, context.output);
    if (command.dryRun)
        return done();
    const auto& interrupted = context.env.interrupted;
    const auto report = performFlash(*job, interrupted, [&](const flasher::FlashEvent& event) {
        tellFlash(event, describe(job->plan.steps[event.step]), job->port, {}, context.output);
    });
    context.output.status({});
    context.output.event(reportObject(report, *job));
    if (report.ok()) {
        context.output.message(reportText(report, *job));
        return done();
    }
    Outcome outcome = failed(*report.error);
    if (interrupted.stop_requested())
        outcome.exit = ExitCode::Interrupted;
    return outcome;
}

}  // namespace

Result<std::string> fetchSource(const std::string& url, const std::string& sha256, Context& context)
{
    flasher::DownloadOptions options;
    options.sha256 = sha256;
    options.cancel = context.env.interrupted;
    options.progress = [&](std::uint64_t done, std::uint64_t total) {
        context.output.status(fmt::format("{} of {} bytes", done, total));
    };
    context.output.message("Downloading " + url);
    auto path = flasher::download(url, options);
    context.output.status({});
    return path;
}

Outcome run(const FlashCommand& command, Context& context)
{
    if (!command.sha256.empty() && !flasher::isUrl(command.source))
        return failed(usageError("--sha256 is for what is downloaded",
                                 command.source + " is no address", {}));
    FlashCommand local = command;
    if (flasher::isUrl(command.source)) {
        const auto path = fetchSource(command.source, command.sha256, context);
        if (!path)
            return failed(path.error());
        local.source = *path;
    }
    return local.many() ? flashMany(local, context) : flashOne(local, context);
}

}  // namespace omv::cli
