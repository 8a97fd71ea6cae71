// SPDX-License-Identifier: MIT
#include "app/cli/flash_job.h"

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

Outcome run(const FlashCommand& command, Context& context)
{
    return command.many() ? flashMany(command, context) : flashOne(command, context);
}

}  // namespace omv::cli
