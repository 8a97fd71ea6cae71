// SPDX-License-Identifier: MIT
#include "app/cli/command_line.h"

#include "app/cli/cli_errors.h"
#include "app/cli/command_fields.h"
#include "app/cli/text_tools.h"

#include <algorithm>
#include <cmath>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

namespace omv::cli {

namespace {

using std::chrono::milliseconds;

milliseconds fromSeconds(double seconds)
{
    return std::max(milliseconds(1), milliseconds(std::llround(seconds * 1000)));
}

CLI::App* chosen(CLI::App& app)
{
    CLI::App* verb = &app;
    while (!verb->get_subcommands().empty())
        verb = verb->get_subcommands().front();
    return verb;
}

/// "omv flash firmware"
std::string pathOf(const CLI::App& verb)
{
    std::string path;
    for (const CLI::App* each = &verb; each != nullptr; each = each->get_parent())
        path.insert(0, each->get_name() + (path.empty() ? "" : " "));
    return path;
}

/// The help of the verb, or of all. In the list of verbs each has one line.
std::string helpText(const CLI::App& app, CLI::App* verb)
{
    if (verb == &app || hasVerbs(verb->get_name())) {
        for (CLI::App* each : verb->get_subcommands(nullptr)) {
            const std::string text = each->get_description();
            each->description(text.substr(0, text.find('\n')));
        }
    }
    return verb->get_formatter()->make_help(verb, pathOf(*verb), CLI::AppFormatMode::Normal);
}

std::vector<std::string> verbNames(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* each : app.get_subcommands(nullptr))
        names.push_back(each->get_name());
    return names;
}

std::vector<std::string> optionNames(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* each = &app; each != nullptr; each = each->get_parent()) {
        for (const CLI::Option* option : each->get_options()) {
            for (const std::string& name : option->get_lnames())
                names.push_back("--" + name);
        }
    }
    return names;
}

std::string didYouMean(const std::string& typed, const std::vector<std::string>& candidates,
                       const std::string& otherwise)
{
    const std::string near = nearest(typed, candidates);
    return near.empty() ? otherwise : "Did you mean " + near + "?";
}

/// An error for the first argument that nobody took.
Error unexpectedArgument(CLI::App& app, const std::string& argument)
{
    const CLI::App* verb = chosen(app);
    const bool isOption = argument.size() > 1 && argument.front() == '-';
    if (isOption) {
        const std::string typed = argument.substr(0, argument.find('='));
        const auto known = optionNames(*verb);
        if (std::find(known.begin(), known.end(), typed) != known.end())
            return usageError(typed + " stands before the verb", {},
                              "It belongs behind: " + pathOf(*verb) + " " + typed + " ...");
        return usageError(
            "Unknown option " + typed, {},
            didYouMean(typed, optionNames(*verb), pathOf(*verb) + " --help lists the options."));
    }
    if (verb == &app || hasVerbs(verb->get_name())) {
        return usageError(
            "Unknown verb " + argument, {},
            didYouMean(argument, verbNames(*verb), pathOf(*verb) + " --help lists the verbs."));
    }
    return usageError("Unexpected argument " + argument, pathOf(*verb) + " takes no more",
                      pathOf(*verb) + " --help shows examples.");
}

Error parseError(CLI::App& app, const CLI::ParseError& error)
{
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const auto extras = app.remaining(true);
        if (!extras.empty())
            return unexpectedArgument(app, extras.front());
    }
    return usageError(error.what(), {}, pathOf(*chosen(app)) + " --help shows examples.");
}

std::optional<Error> applyVariables(const Variables& variable, Fields& fields)
{
    const auto port = variable("OMV_PORT");
    if (!fields.ports.empty())
        fields.global.port = fields.ports.front();
    else if (port && !port->empty())
        fields.global.port = *port;
    fields.flash.ports = fields.ports;
    if (fields.flashWait)
        fields.flash.wait =
            std::chrono::seconds(static_cast<std::int64_t>(std::ceil(*fields.flashWait)));
    auto seconds = variable("OMV_TIMEOUT");
    if (!fields.timeout && seconds && !seconds->empty()) {
        if (const std::string problem = secondsProblem(*seconds); !problem.empty())
            return usageError("OMV_TIMEOUT is wrong", problem);
        fields.timeout = std::strtod(seconds->c_str(), nullptr);
    }
    if (fields.timeout)
        fields.global.timeout = fromSeconds(*fields.timeout);
    if (fields.runSeconds)
        fields.run.limit = fromSeconds(*fields.runSeconds);
    if (fields.statsSeconds)
        fields.stats.interval = fromSeconds(*fields.statsSeconds);
    if (fields.selftestSeconds)
        fields.selftest.limit = fromSeconds(*fields.selftestSeconds);
    return std::nullopt;
}

/// What --list would leave undone without a word.
std::optional<Error> selftestProblem(const Fields& fields)
{
    const SelftestCommand& selftest = fields.selftest;
    const char* ignored = !selftest.junit.empty() ? "--junit"
        : fields.selftestSeconds                  ? "--seconds"
        : selftest.allowWrites                    ? "--allow-writes"
                                                  : nullptr;
    if (!selftest.list || !ignored)
        return std::nullopt;
    return usageError(fmt::format("--list and {} exclude each other", ignored),
                      "with --list no check is run", {});
}

/// "omv help VERB" is "omv VERB --help".
Result<CommandLine> helpWith(const std::vector<std::string>& verbs, const GlobalOptions& global)
{
    Fields fields;
    CLI::App app("", "omv");
    declare(app, fields);
    CLI::App* verb = &app;
    for (const std::string& name : verbs) {
        const auto found =
            verb->get_subcommands([&name](const CLI::App* each) { return each->check_name(name); });
        if (found.empty())
            return Unexpected{usageError(
                "Unknown verb " + name, {},
                didYouMean(name, verbNames(*verb), pathOf(*verb) + " --help lists the verbs."))};
        verb = found.front();
    }
    return CommandLine{global, HelpCommand{helpText(app, verb)}};
}

/// Those that take several -p.
bool takesFlashOptions(const CLI::App& verb)
{
    const std::string name = verb.get_name();
    return (verb.get_parent() != nullptr && verb.get_parent()->get_name() == "flash") ||
        name == "backup" || name == "verify" || name == "recover";
}

VerbCommand flashCommand(const std::string& verb, const Fields& fields)
{
    using flasher::Goal;
    FlashCommand command = fields.flash;
    for (const Goal goal : {Goal::Firmware, Goal::Romfs, Goal::Bootloader, Goal::Factory,
                            Goal::Erase, Goal::Recover, Goal::Verify, Goal::Backup}) {
        if (name(goal) == verb)
            command.plan.goal = goal;
    }
    return command;
}

VerbCommand commandOf(CLI::App& app, const Fields& fields)
{
    const CLI::App* verb = chosen(app);
    const std::string name = verb->get_name();
    const CLI::App* parent = verb->get_parent();
    if (takesFlashOptions(*verb))
        return flashCommand(name, fields);
    if (parent != nullptr && parent->get_name() == "image")
        return fields.imageInfo;
    if (parent != nullptr && parent->get_name() == "sim")
        return fields.simImage;
    const bool isChannel = parent != nullptr && parent->get_name() == "channel";
    if (isChannel && name == "read")
        return fields.channelRead;
    if (isChannel)
        return name == "write" ? VerbCommand(fields.channelWrite) : ChannelListCommand{};
    if (name == "list")
        return fields.list;
    if (name == "info")
        return InfoCommand{};
    if (name == "run")
        return fields.run;
    if (name == "exec")
        return fields.exec;
    if (name == "stop")
        return StopCommand{};
    if (name == "reset")
        return fields.reset;
    if (name == "snap")
        return fields.snap;
    if (name == "stream")
        return fields.stream;
    if (name == "memory")
        return MemoryCommand{};
    if (name == "stats")
        return fields.stats;
    if (name == "selftest")
        return fields.selftest;
    if (name == "doctor")
        return fields.doctor;
    if (name == "sim")
        return SimCommand{verb->remaining()};
    if (name == "explain")
        return fields.explain;
    if (name == "version" || fields.version)
        return VersionCommand{};
    return HelpCommand{helpText(app, chosen(app))};
}

}  // namespace

Result<CommandLine> parseCommandLine(const std::vector<std::string>& arguments,
                                     const Variables& variable)
{
    Fields fields;
    CLI::App app("", "omv");
    declare(app, fields);
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        return CommandLine{fields.global, HelpCommand{helpText(app, chosen(app))}};
    } catch (const CLI::ParseError& error) {
        return Unexpected{parseError(app, error)};
    }
    if (auto problem = applyVariables(variable, fields))
        return Unexpected{std::move(*problem)};
    if (fields.ports.size() > 1 && !takesFlashOptions(*chosen(app)))
        return Unexpected{usageError("Several ports are given",
                                     "Only verbs that write boards take more than one -p")};
    if (auto problem = selftestProblem(fields))
        return Unexpected{std::move(*problem)};
    if (chosen(app)->get_name() == "help")
        return helpWith(fields.helpWith, fields.global);
    return CommandLine{fields.global, commandOf(app, fields)};
}

bool asksForJson(const std::vector<std::string>& arguments)
{
    const auto end = std::find(arguments.begin(), arguments.end(), "--");
    return std::find(arguments.begin(), end, "--json") != end;
}

}  // namespace omv::cli
