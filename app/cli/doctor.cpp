// SPDX-License-Identifier: MIT
#include "app/cli/doctor.h"

#include "app/cli/cli_errors.h"

#include <openmv/openmv.h>
#include <openmv/version.h>

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using flasher::doctor::Check;
using flasher::doctor::Command;
using flasher::doctor::State;
using flasher::doctor::System;
using Checks = std::vector<Check>;

json::Object checkObject(const Check& check)
{
    return {{"type", "check"},          {"id", check.id},
            {"subject", check.subject}, {"state", name(check.state)},
            {"what", check.what},       {"why", check.why},
            {"fix", check.fix},         {"commands", check.commands}};
}

constexpr const char* kIndent = "         ";  ///< below what stands behind the state

/// What is all right has one line; -v shows the evidence, too.
std::string checkText(const Check& check, bool fixing, bool withEvidence)
{
    const bool isWrong = check.state == State::Warning || check.state == State::Problem;
    std::string text = fmt::format("{:<7}  {}{}\n", name(check.state),
                                   check.subject.empty() ? "" : check.subject + ": ", check.what);
    if (!check.why.empty() && (isWrong || withEvidence))
        text += fmt::format("{}{}\n", kIndent, check.why);
    if (!check.fix.empty() && (isWrong || withEvidence))
        text += fmt::format("{}fix: {}\n", kIndent, check.fix);
    for (const Command& each : check.commands) {
        if (!fixing)
            text += fmt::format("{}     --fix would run: {}\n", kIndent,
                                flasher::doctor::shellText(each));
    }
    return text;
}

void show(const Checks& checks, const DoctorCommand& command, Context& context)
{
    for (const Check& each : checks) {
        context.output.event(checkObject(each));
        context.output.data(checkText(each, command.fix, context.global.verbose > 0));
    }
}

flasher::doctor::Options options(const DoctorCommand& command, Context& context)
{
    flasher::doctor::Options options{.program = OPENMV_VERSION, .library = omv_version()};
    if (command.ask)
        options.firmware = [&context](const std::string& port) -> Result<std::string> {
            auto camera = context.env.openCamera(port, cameraOptions(context));
            if (!camera)
                return Unexpected{camera.error()};
            return toString((*camera)->info().firmware);
        };
    return options;
}

std::string linesOf(const std::vector<Command>& commands)
{
    std::string text;
    for (const Command& each : commands)
        text += fmt::format("  {}\n", flasher::doctor::shellText(each));
    return text;
}

void tellFix(const Check& check, const std::vector<Command>& commands, const std::string& as,
             Output& output)
{
    output.event({{"type", "fix"}, {"id", check.id}, {"as", as}, {"commands", commands}});
    output.data(fmt::format("\nFixing {}, as root{}:\n{}", check.id,
                            as == "root" ? "" : fmt::format(" by {}", as), linesOf(commands)));
}

/// Whether anything was changed.
bool fixOne(const Check& check, System& system, Context& context)
{
    const auto commands = repairCommands(system, check);
    Status fixed = Done{};
    if (commands) {
        const std::string program = commands->front().front();
        tellFix(check, *commands, program == "sudo" || program == "pkexec" ? program : "root",
                context.output);
        fixed = repair(system, *commands);
    } else {
        context.output.data(fmt::format("\nNot fixed, {}:\n{}", check.id, linesOf(check.commands)));
        fixed = Unexpected{commands.error()};
    }
    json::Object line{{"type", "fixed"}, {"id", check.id}, {"ok", bool(fixed)}};
    if (!fixed)
        line["error"] = fixed.error().id;
    context.output.event(line);
    context.output.data(fixed ? "Done.\n" : fmt::format("{}\n", toString(fixed.error())));
    return bool(commands);
}

/// Checks that differ from before.
Checks changed(const Checks& now, const Checks& before)
{
    Checks different;
    std::copy_if(now.begin(), now.end(), std::back_inserter(different), [&](const Check& each) {
        return std::find(before.begin(), before.end(), each) == before.end();
    });
    return different;
}

/// What is left when all that can be mended was tried.
Checks fixAll(Checks checks, System& system, const DoctorCommand& command, Context& context)
{
    bool touched = false;
    for (const Check& each : checks) {
        if (!each.commands.empty() && !context.env.interrupted.stop_requested())
            touched = fixOne(each, system, context) || touched;
    }
    if (!touched)
        return checks;
    Checks now = examine(system, options(command, context));
    context.output.data("\nAfterwards:\n");
    show(changed(now, checks), command, context);
    return now;
}

std::size_t count(const Checks& checks, State state)
{
    return static_cast<std::size_t>(std::count_if(
        checks.begin(), checks.end(), [state](const Check& each) { return each.state == state; }));
}

std::string countText(std::size_t number, const char* what)
{
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

Outcome outcomeOf(const Checks& checks, const DoctorCommand& command, Output& output)
{
    const std::size_t problems = count(checks, State::Problem);
    const std::size_t warnings = count(checks, State::Warning);
    if (problems == 0) {
        output.message(warnings == 0 ? "No problem was found."
                                     : fmt::format("No problem was found, and {}.",
                                                   countText(warnings, "warning")));
        return done();
    }
    std::string ids;
    bool canFix = false;
    for (const Check& each : checks) {
        if (each.state == State::Problem)
            ids += (ids.empty() ? "" : ", ") + each.id;
        canFix = canFix || !each.commands.empty();
    }
    return failed(problemsLeft(countText(problems, "problem"), std::move(ids),
                               canFix && !command.fix
                                   ? "omv doctor --fix mends what a program can mend."
                                   : "What to do is said above, with each of them."));
}

}  // namespace

Outcome run(const DoctorCommand& command, Context& context)
{
    const auto system = context.env.doctorSystem();
    Checks checks = examine(*system, options(command, context));
    show(checks, command, context);
    if (command.fix)
        checks = fixAll(std::move(checks), *system, command, context);
    if (context.env.interrupted.stop_requested())
        return failed(interrupted());
    return outcomeOf(checks, command, context.output);
}

}  // namespace omv::cli
