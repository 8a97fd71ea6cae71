// SPDX-License-Identifier: MIT
// Verbs and options of the command line.
#include "app/cli/command_fields.h"

#include "app/cli/help_texts.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace omv::cli {

namespace {

/// A day is more than any step needs, and keeps sums of times far from overflow.
constexpr double kLongestSeconds = 86400 * 365.0;

std::string checkSeconds(std::string& text)
{
    return secondsProblem(text);
}

std::string checkCount(std::string& text)
{
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count == 0)
        return "'" + text + "' is not a whole number above 0";
    return {};
}

std::string checkSha256(std::string& text)
{
    const bool hex = std::all_of(text.begin(), text.end(), [](char each) {
        return std::isxdigit(static_cast<unsigned char>(each)) != 0;
    });
    return text.size() == 64 && hex ? std::string() : "'" + text + "' is no SHA-256 (64 digits)";
}

const CLI::Validator kSha256(checkSha256, "");
const CLI::Validator kSeconds(checkSeconds, "");
const CLI::Validator kCount(checkCount, "");

void addGlobalOptions(CLI::App& app, Fields& fields)
{
    GlobalOptions& global = fields.global;
    app.add_option("-p,--port", fields.ports, "Camera: auto (env OMV_PORT), or as listed below")
        ->allow_extra_args(false)
        ->type_name("PORT");
    app.add_flag("--json", global.json, "Print JSON Lines (docs/cli.md)");
    app.add_option("--timeout", fields.timeout, "Deadline of each single step (env OMV_TIMEOUT)")
        ->check(kSeconds)
        ->type_name("SECONDS");
    app.add_flag("-q,--quiet", global.quiet, "No messages but errors");
    app.add_flag("-v,--verbose", global.verbose, "More messages; -vv and -vvv for the link");
    app.add_option("--color", global.color, "Colours: auto, always, never (env NO_COLOR)")
        ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
        ->type_name("WHEN");
    app.add_option("--log-file", global.logFile, "Append diagnostics to a file")->type_name("FILE");
    app.add_flag("--version", fields.version, "Show the version");
}

void addScriptVerbs(CLI::App& app, Fields& fields)
{
    CLI::App* run = app.add_subcommand("run", help::kRun);
    run->add_option("FILE", fields.run.file, "Script, or - for standard input")->required();
    run->add_option("--frames", fields.run.frames, "Stop the script after N frames")
        ->check(kCount)
        ->type_name("N");
    run->add_option("--seconds", fields.runSeconds, "Stop the script after this time")
        ->check(kSeconds)
        ->type_name("SECONDS");
    run->add_option("--save-frames", fields.run.saveFrames, "Save the frames in a folder")
        ->type_name("DIR");
    CLI::App* exec = app.add_subcommand("exec", help::kExec);
    exec->add_option("CODE", fields.exec.code, "Python code")->required();
    app.add_subcommand("stop", help::kStop);
    CLI::App* reset = app.add_subcommand("reset", help::kReset);
    reset->add_flag("--bootloader", fields.reset.bootloader, "Stay in the bootloader");
}

void addFrameVerbs(CLI::App& app, Fields& fields)
{
    CLI::App* snap = app.add_subcommand("snap", help::kSnap);
    snap->add_option("FILE", fields.snap.file, "Where to save the picture")->required();
    snap->add_flag("--no-script", fields.snap.noScript, "Upload no script");
    CLI::App* stream = app.add_subcommand("stream", help::kStream);
    stream->add_flag("--raw", fields.stream.raw, "Pixels instead of JPEG");
    stream->add_option("--frames", fields.stream.frames, "End after N frames")
        ->check(kCount)
        ->type_name("N");
    stream->add_option("--out", fields.stream.out, "Save in a folder; - writes to standard output")
        ->type_name("DIR|-");
    stream->add_flag("--no-script", fields.stream.noScript, "Upload no script");
}

void addChannelVerbs(CLI::App& app, Fields& fields)
{
    CLI::App* channel = app.add_subcommand("channel", help::kChannel);
    channel->require_subcommand(0, 1);
    channel->add_subcommand("ls", help::kChannelLs);
    CLI::App* read = channel->add_subcommand("read", help::kChannelRead);
    read->add_option("NAME", fields.channelRead.channel, "Name or number")->required();
    read->add_option("--out", fields.channelRead.out, "File, or - for the bytes")
        ->type_name("FILE|-");
    CLI::App* write = channel->add_subcommand("write", help::kChannelWrite);
    write->add_option("NAME", fields.channelWrite.channel, "Name or number")->required();
    write->add_option("DATA", fields.channelWrite.data, "Text, @FILE, or - for standard input")
        ->required();
}

void addSelftest(CLI::App& app, Fields& fields)
{
    CLI::App* selftest = app.add_subcommand("selftest", help::kSelftest);
    selftest->add_option("CHECK", fields.selftest.patterns, "Names, their beginnings, or with *");
    selftest->add_flag("--list", fields.selftest.list, "Only tell which checks there are");
    selftest->add_option("--junit", fields.selftest.junit, "Write the results as JUnit XML")
        ->type_name("FILE");
    selftest
        ->add_option("--seconds", fields.selftestSeconds,
                     "Skip the checks that are left after this time (default: 600)")
        ->check(kSeconds)
        ->type_name("SECONDS");
    selftest->add_flag("--allow-writes", fields.selftest.allowWrites,
                       "Also write a file on the board's drive, and remove it");
}

/// What all have that go into a board's loader.
void addBoardOptions(CLI::App& verb, Fields& fields)
{
    FlashCommand& command = fields.flash;
    verb.add_option("--board", command.board, "Board id, where the port does not tell")
        ->type_name("ID");
    verb.add_flag("--dry-run", command.dryRun, "Show the plan and do nothing");
    verb.add_option("--wait", fields.flashWait, "For somebody to plug the board in (default: 300)")
        ->check(kSeconds)
        ->type_name("SECONDS");
    verb.add_flag("--all", command.all, "All boards that are there, side by side");
    CLI::Option* watch = verb.add_flag("--watch", command.watch, "And those that come, too");
    verb.add_option("--count", command.count, "End after N boards")
        ->check(kCount)
        ->needs(watch)
        ->type_name("N");
}

void addWriteOptions(CLI::App& verb, Fields& fields)
{
    FlashCommand& command = fields.flash;
    verb.add_option("--sha256", command.sha256, "What the download must have")
        ->check(kSha256)
        ->type_name("HEX");
    verb.add_flag("--force", command.plan.force, "Write also what is there already");
    verb.add_flag("--no-verify", command.noVerify, "Do not read back what was written");
    verb.add_option("--backup", command.backup, "Read what is overwritten into a folder first")
        ->type_name("DIR");
}

void addConsent(CLI::App& verb, Fields& fields)
{
    FlashCommand& command = fields.flash;
    verb.add_option("--allow-unverified", command.plan.allowUnverified,
                    "Consent to a step that was never tried on a board")
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"bootloader", "toc", "fuse", "system-package", "storage-rescue"})
                    .description(""))
        ->type_name("NAME");
    verb.add_flag("--system-package", command.plan.systemPackage,
                  "The chip's own firmware first (AE3)");
    verb.add_flag("--burn-fuse", command.plan.burnFuse, "The board's fuse too, for ever");
}

void addFileSystem(CLI::App& verb, Fields& fields)
{
    CLI::Option* erase =
        verb.add_flag("--erase-fs", fields.flash.plan.eraseFileSystem, "Empty the file system too");
    verb.add_flag("--restore-fs", fields.flash.plan.restoreFileSystem,
                  "Write the file system of a backup too")
        ->excludes(erase);
}

void addFlash(CLI::App& flash, Fields& fields, flasher::Goal goal, const char* description)
{
    using flasher::Goal;
    FlashCommand& command = fields.flash;
    CLI::App* verb = flash.add_subcommand(std::string(name(goal)), description);
    if (goal != Goal::Erase)
        verb->add_option("SOURCE", command.source, "Release: folder, zip, .lst; a file; or a URL")
            ->required();
    addBoardOptions(*verb, fields);
    addWriteOptions(*verb, fields);
    if (goal == Goal::Firmware || goal == Goal::Romfs)
        addFileSystem(*verb, fields);
    if (goal == Goal::Firmware)
        verb->add_flag("--reset-romfs", command.plan.resetRomfs, "Write the release's ROMFS too");
    if (goal == Goal::Firmware)
        verb->add_option("--loader", command.plan.loader, "Another way in than the normal one")
            ->type_name("NAME");
    if (goal == Goal::Bootloader)
        addConsent(*verb, fields);
}

void addFlashVerbs(CLI::App& app, Fields& fields)
{
    using flasher::Goal;
    CLI::App* flash = app.add_subcommand("flash", help::kFlash);
    flash->require_subcommand(0, 1);
    addFlash(*flash, fields, Goal::Firmware, help::kFlashFirmware);
    addFlash(*flash, fields, Goal::Romfs, help::kFlashRomfs);
    addFlash(*flash, fields, Goal::Bootloader, help::kFlashBootloader);
    addFlash(*flash, fields, Goal::Factory, help::kFlashFactory);
    addFlash(*flash, fields, Goal::Erase, help::kFlashErase);
    FlashCommand& command = fields.flash;
    CLI::App* backup = app.add_subcommand("backup", help::kBackup);
    backup->add_option("-o,--output", command.backup, "Folder for the files")
        ->required()
        ->type_name("DIR");
    CLI::App* verify = app.add_subcommand("verify", help::kVerify);
    for (CLI::App* verb : {backup, verify}) {
        verb->add_option("--partition", command.plan.partitions,
                         "Only this one; several may follow")
            ->allow_extra_args(false)
            ->type_name("NAME");
        addBoardOptions(*verb, fields);
    }
    CLI::App* recover = app.add_subcommand("recover", help::kRecover);
    addBoardOptions(*recover, fields);
    addWriteOptions(*recover, fields);
    addConsent(*recover, fields);
    recover->add_flag("--storage-rescue", command.plan.storageRescue,
                      "A flash chip that answers no more first; erases it (AE3)");
    addFileSystem(*recover, fields);
    for (CLI::App* verb : {verify, recover})
        verb->add_option("SOURCE", command.source, "Release: folder, zip, .lst; a file; or a URL")
            ->required();
    CLI::App* image = app.add_subcommand("image", help::kImage);
    image->require_subcommand(0, 1);
    CLI::App* info = image->add_subcommand("info", help::kImageInfo);
    info->add_option("FILE", fields.imageInfo.file, "Image, release folder or zip; or a URL")
        ->required();
}

void addSimImage(CLI::App& sim, Fields& fields)
{
    SimImageCommand& command = fields.simImage;
    CLI::App* image = sim.add_subcommand("image", help::kSimImage);
    image->add_option("KIND", command.kind, "firmware, bootloader, romfs or zip")
        ->required()
        ->check(CLI::IsMember({"firmware", "bootloader", "romfs", "zip"}).description(""));
    image->add_option("OUT", command.out, "File to write; a folder when there are several")
        ->required();
    image->add_option("--board", command.board, "Board id")->required()->type_name("ID");
    image->add_option("--version", command.version, "Version that the firmware reports")
        ->required()
        ->type_name("X.Y.Z");
}

void addOtherVerbs(CLI::App& app, Fields& fields)
{
    app.add_subcommand("memory", help::kMemory);
    CLI::App* stats = app.add_subcommand("stats", help::kStats);
    CLI::Option* watch =
        stats->add_flag("--watch", fields.stats.watch, "Rates and latencies, until Ctrl+C");
    stats->add_option("--interval", fields.statsSeconds, "Between two lines (default: 1)")
        ->check(kSeconds)
        ->needs(watch)
        ->type_name("SECONDS");
    stats->add_option("--count", fields.stats.count, "End after N lines")
        ->check(kCount)
        ->needs(watch)
        ->type_name("N");
    stats->add_flag("--no-stream", fields.stats.noStream, "Do not switch streaming on")
        ->needs(watch);
    addSelftest(app, fields);
    CLI::App* doctor = app.add_subcommand("doctor", help::kDoctor);
    doctor->add_flag("--fix", fields.doctor.fix, "Mend what a program can mend, as root");
    doctor->add_flag("--ask", fields.doctor.ask, "Ask running boards for their firmware's version");
    CLI::App* sim = app.add_subcommand("sim", help::kSim)->prefix_command()->fallthrough(false);
    addSimImage(*sim, fields);
    CLI::App* explain = app.add_subcommand("explain", help::kExplain);
    explain->add_option("ID", fields.explain.id, "Error id")->required();
    app.add_subcommand("version", help::kVersion);
    CLI::App* help = app.add_subcommand("help", help::kHelp);
    help->add_option("VERB", fields.helpWith, "What to explain; all when it is left out");
}

}  // namespace

std::string secondsProblem(const std::string& text)
{
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    if (!isWhole || !std::isfinite(seconds) || seconds <= 0 || seconds > kLongestSeconds)
        return "'" + text + "' is not a number of seconds above 0";
    return {};
}

bool hasVerbs(const std::string& name)
{
    return name == "channel" || name == "flash" || name == "image";
}

void declare(CLI::App& app, Fields& fields)
{
    app.description(help::kMain);
    app.footer(help::kVerbFooter);
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.get_formatter()->column_width(26);
    app.get_formatter()->label("SUBCOMMAND", "VERB");
    addGlobalOptions(app, fields);
    CLI::App* list = app.add_subcommand("list", help::kList);
    list->add_flag("--watch", fields.list.watch, "Tell which come and go, until Ctrl+C");
    app.add_subcommand("info", help::kInfo);
    addScriptVerbs(app, fields);
    addFrameVerbs(app, fields);
    addChannelVerbs(app, fields);
    addFlashVerbs(app, fields);
    addOtherVerbs(app, fields);
    app.footer(help::kMainFooter);
    for (CLI::App* verb : app.get_subcommands(nullptr))
        verb->group("Verbs");
}

}  // namespace omv::cli
