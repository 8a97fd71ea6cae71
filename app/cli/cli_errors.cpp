// SPDX-License-Identifier: MIT
#include "app/cli/cli_errors.h"

#include <algorithm>
#include <cctype>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace omv::cli {

namespace {

struct Entry {
    std::string_view id;
    std::string_view text;
};

constexpr Entry kEntries[] = {
    {"OMV-E0601",
     R"(The command line was not understood

A verb or option is unknown, a value is missing or out of range, or two options
exclude each other. Nothing was sent to a camera.

What to do: omv --help lists the verbs, omv VERB --help the options of one,
each with examples.)"},

    {"OMV-E0602",
     R"(No such error id

Error ids look like OMV-E0104 and are printed with each error message. The
digits alone are enough: omv explain 104.)"},

    {"OMV-E0603",
     R"(A file cannot be read

The script or data file that was named cannot be opened or read. The message
has its path and the system's reason.

What to do: check the spelling and the permissions. "-" stands for standard
input.)"},

    {"OMV-E0604",
     R"(The script ended before all frames were there

omv was asked for a number of frames, but the script ended by itself, without an
exception, when fewer had arrived. A script may also make frames faster than
they are sent; those in between are not shown.

What to do: let the script run in a loop (omv stops it after the last frame),
or ask for fewer frames.)"},

    {"OMV-E0605",
     R"(Standard output was closed

The program that reads the output (for instance "head") has ended. The script
on the camera was stopped as after Ctrl+C. This error is not printed; the exit
code is 1.)"},

    {"OMV-E0606",
     R"(Interrupted

Ctrl+C was pressed, or the process was told to end. A script that this command
had started was stopped on the camera first. A second Ctrl+C does not wait for
the camera.)"},

    {"OMV-E0607",
     R"(A file cannot be written

The file or folder for the results cannot be created or written. The message has
its path and the system's reason.

What to do: check the folder, the permissions and the room left on the disk.)"},

    {"OMV-E0608",
     R"(Checks of the self-test failed

The camera did not do what omv selftest expects of OpenMV firmware 5. Each failed
check tells what was expected and what came.

What to do: run the failed checks alone (omv selftest NAME), with another cable
and socket, and after a reset of the board. --log-file FILE -vv keeps every packet
for a report. docs/cli.md tells what each group of checks is about.)"},

    {"OMV-E0609",
     R"(The self-test took too long

The time of --seconds (600 without it) was over before all checks were done. No
check had failed until then; those that were left are skipped. A link that loses
or delays much makes every check long.

What to do: try another cable and socket, run the checks alone that matter (omv
selftest NAME), or allow more time with --seconds.)"},
};

bool sameId(std::string_view a, std::string_view b)
{
    const auto upper = [](char c) { return std::toupper(static_cast<unsigned char>(c)); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return upper(x) == upper(y); });
}

/// The last line that is not empty: "ZeroDivisionError: divide by zero".
std::string lastLine(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

Error usageError(std::string what, std::string why, std::string fix)
{
    return {Errc::InvalidArgument, "OMV-E0601", std::move(what), std::move(why), std::move(fix)};
}

Error unknownErrorId(std::string_view id, std::string fix)
{
    return {Errc::InvalidArgument,
            "OMV-E0602",
            fmt::format("There is no error id {}", id),
            {},
            std::move(fix)};
}

Error cannotRead(const std::string& path, std::string why)
{
    return {Errc::System, "OMV-E0603", "Cannot read " + path, std::move(why),
            "Check the name and whether you may read it"};
}

Error cannotWrite(const std::string& path, std::string why)
{
    return {Errc::System, "OMV-E0607", "Cannot write " + path, std::move(why),
            "Name another place, or make this one writable and see that the disk has room"};
}

Error scriptEndedEarly(std::uint64_t frames, std::uint64_t wanted)
{
    return {Errc::Refused,
            "OMV-E0604",
            fmt::format("The script ended after {} of {} frames", frames, wanted),
            {},
            "Let it take frames in a loop; omv stops it after the last one."};
}

Error outputClosed()
{
    return {Errc::System, "OMV-E0605", "Standard output was closed", {}, {}};
}

Error interrupted()
{
    return {Errc::Cancelled, "OMV-E0606", "Interrupted", {}, {}};
}

Error checksFailed(const std::vector<std::string>& names, std::size_t checks)
{
    return {Errc::VerificationFailed,
            "OMV-E0608",
            fmt::format("{} of {} checks failed", names.size(), checks),
            fmt::format("{}", fmt::join(names, ", ")),
            {}};
}

Error selftestTooLong(std::chrono::milliseconds limit)
{
    return {Errc::Timeout, "OMV-E0609", "The self-test took too long",
            fmt::format("the {:g} s of --seconds are over",
                        std::chrono::duration<double>(limit).count()),
            "Choose checks by name, or allow more time."};
}

Error scriptRaised(std::string_view traceback)
{
    return {Errc::ScriptRaised,
            "OMV-E0301",
            "The script ended with an exception",
            lastLine(traceback),
            {}};
}

Error noBoard(std::string why)
{
    return {Errc::NoDevice, "OMV-E0741", "No board is there", std::move(why),
            "Look with omv list; --watch waits for boards that come"};
}

Error noFrame(std::string why, std::string fix)
{
    return {Errc::Timeout, "OMV-E0409", "No frame arrived", std::move(why), std::move(fix)};
}

Error missingFrames(std::uint64_t frames, std::uint64_t wanted, double seconds)
{
    return {Errc::Timeout, "OMV-E0409", fmt::format("Only {} of {} frames arrived", frames, wanted),
            fmt::format("the {:g} s of --seconds are over", seconds), "Allow more time."};
}

Error problemsLeft(const std::string& problems, std::string why, std::string fix)
{
    return {Errc::System, "OMV-E0750", fmt::format("The doctor found {}", problems), std::move(why),
            std::move(fix)};
}

Error programNotFound(const std::string& program, std::string why)
{
    return {Errc::System, "OMV-E0115", "Cannot start " + program, std::move(why),
            "Install the virtual camera, or set OMV_VCAM to the path of omv-vcam."};
}

std::string_view explainAny(std::string_view id)
{
    for (const Entry& entry : kEntries) {
        if (sameId(entry.id, id))
            return entry.text;
    }
    return omv::explain(id);
}

std::string errnoText(int error)
{
    return fmt::format("{} (errno {})", std::generic_category().message(error), error);
}

}  // namespace omv::cli
