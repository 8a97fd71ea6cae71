// SPDX-License-Identifier: MIT
#include "app/cli/selftest.h"

#include "app/cli/cli_errors.h"
#include "app/cli/files.h"
#include "app/cli/selftest/junit.h"
#include "app/cli/selftest/report.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using namespace selftest;

Outcome listChecks(const Checks& checks, Context& context)
{
    std::vector<Row> rows;
    for (const Check& check : checks) {
        context.output.event(json::check(check.name, check.title));
        rows.push_back({std::string(check.name), std::string(check.title)});
    }
    context.output.data(alignColumns(rows));
    return done();
}

Bench::Setup setupOf(const SelftestCommand& command, Context& context)
{
    const std::string& port = context.global.port;
    Bench::Setup setup;
    setup.openPort = [&context] { return openTransport(context); };
    setup.openCamera = [&context](std::unique_ptr<Transport> transport, const CallOptions& call,
                                  std::optional<bool> acknowledge) {
        Camera::Options options = cameraOptions(context);
        options.connectTimeout = call.timeout;
        options.cancel = call.cancel;
        options.acknowledge = acknowledge;
        return context.env.openOver(std::move(transport), options);
    };
    setup.portIsCamera = port.rfind("sim:", 0) == 0;
    setup.allowWrites = command.allowWrites;
    setup.step = context.step().timeout;
    setup.connect = context.longWait();
    setup.cancel = context.env.interrupted;
    return setup;
}

void introduce(const Bench& bench, Context& context)
{
    const DeviceInfo& info = bench.info();
    context.output.event(json::connected(info));
    context.output.message(fmt::format("{} at {}, firmware {}",
                                       info.boardName.empty() ? "A camera" : info.boardName,
                                       info.port, toString(info.firmware)));
    if (bench.scriptRanBefore())
        context.output.message("A script (perhaps its main.py) was running; it was stopped and "
                               "stays so until the board restarts.");
}

/// A CI system shall not take the file of the run before for this one's.
Outcome cannotOpen(Error error, const SelftestCommand& command, Context& context)
{
    const Status written =
        command.junit.empty() ? Status(Done{}) : writeFile(command.junit, junitXml(error));
    if (!written)
        context.output.message("the results were not written: " + toString(written.error()));
    return failed(std::move(error));
}

Outcome conclude(const std::vector<CheckResult>& results, const Bench& bench, bool cutShort,
                 const SelftestCommand& command, Context& context)
{
    tellSummary(results, context);
    if (!command.junit.empty()) {
        const Status written = writeFile(command.junit, junitXml(bench.info(), results));
        if (!written)
            return failed(written.error());
    }
    if (context.env.interrupted.stop_requested())
        return failed(interrupted());
    std::vector<std::string> names;
    for (const CheckResult& result : results) {
        if (result.verdict.kind == Verdict::Kind::Failed)
            names.emplace_back(result.check.name);
    }
    if (!names.empty())
        return failed(checksFailed(names, results.size()));
    return cutShort ? failed(selftestTooLong(command.limit)) : done();
}

}  // namespace

Outcome run(const SelftestCommand& command, Context& context)
{
    const Checks all = allChecks();
    if (const std::string unknown = unmatched(all, command.patterns); !unknown.empty())
        return failed(usageError("No check is called " + unknown, {},
                                 "omv selftest --list shows their names."));
    const Checks checks = matching(all, command.patterns);
    if (command.list)
        return listChecks(checks, context);
    // A file that cannot be written is told now and not when all is over.
    if (!command.junit.empty()) {
        if (auto writable = checkWritable(command.junit); !writable)
            return failed(writable.error());
    }
    Bench bench(setupOf(command, context));
    if (auto opened = bench.openPort(); !opened)
        return cannotOpen(opened.error(), command, context);
    Runner runner(bench, context.env.interrupted, reportTo(checks, context));
    runner.endAfter(command.limit);
    if (runner.prepare())
        introduce(bench, context);
    const auto results = runner.run(checks);
    if (auto left = runner.finish(); !left)
        context.output.message("the camera was not put back: " + toString(left.error()));
    return conclude(results, bench, runner.wasCutShort(), command, context);
}

}  // namespace omv::cli
