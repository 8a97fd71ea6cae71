// SPDX-License-Identifier: MIT
// The computer, the programs, and what earlier runs left.
#include <fmt/format.h>

#include "firmware-flasher/src/doctor_checks.h"
#include "libopenmv/src/json_reader.h"

namespace omv::flasher::doctor {

namespace {

constexpr const char* kSysfs = "/sys/bus/usb/devices";
constexpr const char* kNodes = "/dev/bus/usb";

bool inContainer(System& system)
{
    return system.exists("/.dockerenv") || system.exists("/run/.containerenv") ||
        system.exists("/run/systemd/container");
}

std::string trimmed(std::string text)
{
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    return text;
}

std::optional<Check> checkJournal(System& system, const std::string& path)
{
    constexpr std::size_t kMostBytes = 65536;
    std::string problem;
    const auto text = system.read(path);
    const auto json = text ? parseJsonObject(*text, kMostBytes, problem) : std::nullopt;
    if (!json)
        return std::nullopt;
    JsonReader in(*json, path, problem);
    const std::string board = in.text("board");
    const std::string source = in.text("source", kMostBytes);
    const auto steps = in.number("steps", 0, kMostBytes);
    const auto done = in.number("steps_done", 0, steps);
    if (!problem.empty())
        return std::nullopt;
    const std::string files = source.empty() ? "" : " with " + source;
    return Check{
        .id = "flash.unfinished",
        .subject = {},
        .state = State::Warning,
        .what = fmt::format("A run on a board {} was not finished", board),
        .why = fmt::format("{} of {} steps were done{} ({})", done, steps, files, path),
        .fix = fmt::format("If none runs just now, give the same command again{}: it goes on where "
                           "it was cut off. Remove the file if the board is fine",
                           source.empty() ? "" : fmt::format(" (board {}, {})", board, source))};
}

}  // namespace

std::string firstLine(System& system, const std::string& path)
{
    const std::string text = system.read(path).value_or("");
    return trimmed(text.substr(0, text.find('\n')));
}

Check checkUsb(System& system, const Surroundings& around)
{
    Check check{.id = "usb.access", .subject = {}, .what = "USB devices can be looked at"};
    if (!system.exists(kSysfs)) {
        check.state = State::Skipped;
        check.what = "No USB on this computer";
        check.why = inContainer(system) ? "This is a container that was given none"
                                        : "A virtual machine or container often has none";
        check.fix = "Virtual boards and boards of a USB/IP server can be used without it";
        return check;
    }
    if (system.list(kNodes).empty()) {
        check.state = State::Warning;
        check.what = "USB devices can be seen, but not opened";
        check.why = std::string(kNodes) + " is missing or empty";
        check.fix = "In a container, give it the devices: --device /dev/bus/usb";
        return check;
    }
    if (around.usbError) {
        check.state = State::Problem;
        check.what = around.usbError->what;
        check.why = around.usbError->why;
        check.fix = around.usbError->fix;
    }
    return check;
}

Check checkHid(System& system, const Surroundings&)
{
    Check check{.id = "usb.hid", .subject = {}, .what = "HID devices can be looked at"};
    if (!system.exists(kSysfs)) {
        check.state = State::Skipped;
        check.what = "No HID devices without USB";
    } else if (!system.exists("/sys/class/hidraw")) {
        check.state = State::Warning;
        check.what = "HID devices cannot be reached";
        check.why = "The kernel has no hidraw";
        check.fix = "Only the loaders of i.MX boards (RT1062) need it: a kernel with "
                    "CONFIG_HIDRAW has it";
    }
    return check;
}

Check checkVersions(const Surroundings& around, const Options& options)
{
    Check check{.id = "tools.omv", .subject = {}, .what = {}};
    const std::string& program = options.program.empty() ? around.version : options.program;
    const std::string& library = options.library.empty() ? around.version : options.library;
    check.what = fmt::format("omv {}, libopenmv {}", program, library);
    if (program == around.version && library == around.version)
        return check;
    check.state = State::Warning;
    check.why = fmt::format("They and libopenmv-flasher {} are not of one version", around.version);
    check.fix = "Install all of them from one place";
    return check;
}

Check checkSimulator(System& system, const Surroundings& around)
{
    Check check{.id = "tools.vcam", .subject = {}, .what = {}};
    if (around.simulator.empty()) {
        check.state = State::Warning;
        check.what = "The virtual camera is not found";
        check.why = "omv-vcam is neither beside omv nor in PATH";
        check.fix = "Only virtual cameras (-p sim:ae3) need it: install it, or name it by OMV_VCAM";
        return check;
    }
    const System::Ran ran = system.ask({around.simulator, "--version"});
    const std::string said = trimmed(ran.output);
    check.what = said;
    check.why = around.simulator;
    if (ran.exitCode != 0) {
        check.state = State::Warning;
        check.what = "The virtual camera does not start";
        check.why =
            fmt::format("{}: {}", around.simulator, said.empty() ? "it said nothing" : said);
        check.fix = "Install it again";
    } else if (said != "omv-vcam " + around.version) {
        check.state = State::Warning;
        check.fix = fmt::format("Its version is not that of omv, {}: install both from one place",
                                around.version);
    }
    return check;
}

std::vector<Check> checkJournals(System& system, const Surroundings& around)
{
    std::vector<Check> all;
    if (around.journalFolder.empty())
        return all;
    for (const std::string& file : system.list(around.journalFolder)) {
        if (!file.ends_with(".json"))
            continue;
        if (auto check = checkJournal(system, around.journalFolder + '/' + file))
            all.push_back(std::move(*check));
    }
    return all;
}

}  // namespace omv::flasher::doctor
