// SPDX-License-Identifier: MIT
#include <openmv/flasher/doctor.h>

#include <algorithm>

#include <fmt/format.h>

#include "firmware-flasher/src/doctor_checks.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher::doctor {

namespace {

std::string quoted(const std::string& word)
{
    constexpr const char* kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos)
        return word;
    std::string out = "'";
    for (const char each : word)
        out += each == '\'' ? std::string("'\\''") : std::string(1, each);
    return out + "'";
}

/// One question for the password is enough.
Command inOne(const std::vector<Command>& commands)
{
    std::string script;
    for (const Command& each : commands)
        script += (script.empty() ? "" : " && ") + shellText(each);
    return {"pkexec", "sh", "-c", script};
}

void addBoardChecks(std::vector<Check>& all, System& system, const Surroundings& around,
                    const Options& options)
{
    for (const SeenBoard& board : around.boards) {
        all.push_back(checkBoard(system, board));
        const Check busy = checkBusy(system, board);
        all.push_back(busy);
        if (auto link = checkLink(system, around, board))
            all.push_back(std::move(*link));
        if (auto firmware = checkFirmware(board, busy, options))
            all.push_back(std::move(*firmware));
    }
}

}  // namespace

std::string_view name(State state)
{
    switch (state) {
    case State::Ok: return "ok";
    case State::Warning: return "warning";
    case State::Problem: return "problem";
    case State::Skipped: return "skipped";
    }
    return {};
}

std::string shellText(const Command& command)
{
    std::string text;
    for (const std::string& word : command)
        text += (text.empty() ? "" : " ") + quoted(word);
    return text;
}

std::vector<Check> examine(System& system, const Options& options)
{
    const Surroundings around = system.look();
    std::vector<Check> all;
    all.push_back(checkVersions(around, options));
    all.push_back(checkSimulator(system, around));
    all.push_back(checkUsb(system, around));
    all.push_back(checkHid(system, around));
    const Check rules = checkRules(system, around);
    const bool rulesWork = rules.state == State::Ok || rules.state == State::Warning;
    all.push_back(rules);
    all.push_back(checkSerialGroup(system, around, rulesWork));
    all.push_back(checkUsbGroup(system, around, rulesWork));
    all.push_back(checkModemManager(system, rulesWork));
    if (around.boardsError)
        all.push_back({.id = "boards",
                       .subject = {},
                       .state = State::Problem,
                       .what = around.boardsError->what,
                       .why = around.boardsError->why,
                       .fix = around.boardsError->fix});
    else if (around.boards.empty())
        all.push_back({.id = "boards",
                       .subject = {},
                       .state = State::Skipped,
                       .what = "No board is there",
                       .why = "Neither a camera that runs nor a bootloader was found",
                       .fix = "Plug one in, with a cable that carries data, and look again"});
    addBoardChecks(all, system, around, options);
    for (Check& each : checkJournals(system, around))
        all.push_back(std::move(each));
    return all;
}

Result<std::vector<Command>> repairCommands(System& system, const Check& check)
{
    if (check.commands.empty() || system.user().privileged)
        return check.commands;
    const bool hasScreen =
        !system.variable("DISPLAY").empty() || !system.variable("WAYLAND_DISPLAY").empty();
    if (hasScreen && system.hasProgram("pkexec"))
        return std::vector<Command>{inOne(check.commands)};
    if (!system.hasProgram("sudo"))
        return fail("OMV-E0751", "The fix needs to be done by root",
                    "You are not root, and neither sudo nor pkexec can be used here",
                    "Run the commands as root");
    std::vector<Command> commands = check.commands;
    for (Command& each : commands) {
        // Where nobody can be asked it fails at once instead of waiting for ever.
        if (!system.hasTerminal())
            each.insert(each.begin(), "-n");
        each.insert(each.begin(), "sudo");
    }
    return commands;
}

Status repair(System& system, const std::vector<Command>& commands)
{
    for (const Command& each : commands) {
        const int exitCode = system.apply(each);
        if (exitCode == 0)
            continue;
        return fail("OMV-E0752", "A command of the fix failed: " + shellText(each),
                    exitCode < 0 ? "It could not be started"
                                 : fmt::format("It ended with exit code {}", exitCode),
                    "Run it yourself, as root");
    }
    return Done{};
}

}  // namespace omv::flasher::doctor
