// SPDX-License-Identifier: MIT
#include "app/cli/app.h"

#include "app/cli/command_line.h"

#include <openmv/version.h>

namespace omv::cli {

namespace {

OutputOptions outputOptions(const GlobalOptions& global, const Environment& env)
{
    return {.json = global.json,
            .quiet = global.quiet,
            .verbose = global.verbose,
            .color = wantsColor(global, env, env.errIsTerminal),
            .liveStatus = env.errIsTerminal};
}

Outcome run(const HelpCommand& command, Context& context)
{
    context.output.event(json::help(command.text));
    context.output.data(command.text);
    return done();
}

Outcome runVerb(const CommandLine& line, const Environment& env, Output& output)
{
    Context context{env, line.global, output};
    if (!line.global.logFile.empty()) {
        if (auto opened = output.openLog(line.global.logFile); !opened)
            return failed(opened.error());
    }
    return std::visit([&](const auto& command) { return run(command, context); }, line.verb);
}

int report(const Outcome& outcome, Output& output)
{
    output.finish(outcome);
    // The result was lost: nobody may take this for success.
    if (outcome.ok() && output.broken())
        return static_cast<int>(ExitCode::Failed);
    return static_cast<int>(outcome.exit);
}

}  // namespace

int runCli(const std::vector<std::string>& arguments, const Environment& env)
{
    const auto line = parseCommandLine(arguments, env.variable);
    GlobalOptions global = line ? line->global : GlobalOptions{};
    global.json = global.json || (!line && asksForJson(arguments));
    Output output(env.out, env.err, outputOptions(global, env));
    // omv-vcam prints its own lines, not ours.
    const bool isSim = line && std::holds_alternative<SimCommand>(line->verb);
    if (!isSim)
        output.hello(OPENMV_VERSION);
    return report(line ? runVerb(*line, env, output) : failed(line.error()), output);
}

}  // namespace omv::cli
