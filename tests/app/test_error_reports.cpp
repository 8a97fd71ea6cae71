// SPDX-License-Identifier: MIT
#include "app/cli/cli_errors.h"
#include "app/cli/exit_code.h"
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <fstream>

using namespace omv;
using namespace omv::cli;
using namespace omv::cli::test;

TEST_CASE("each kind of error has its documented exit code", "[cli]")
{
    const std::vector<std::pair<Errc, int>> table{
        {Errc::NoDevice, 3},     {Errc::Ambiguous, 3},       {Errc::PermissionDenied, 4},
        {Errc::Busy, 4},         {Errc::Timeout, 5},         {Errc::VerificationFailed, 6},
        {Errc::Incompatible, 7}, {Errc::Unsupported, 7},     {Errc::ScriptRaised, 8},
        {Errc::Cancelled, 130},  {Errc::InvalidArgument, 2}, {Errc::Disconnected, 1},
        {Errc::Damaged, 1},      {Errc::Malformed, 1},       {Errc::Refused, 1},
        {Errc::WrongThread, 1},  {Errc::System, 1}};
    for (const auto& entry : table) {
        INFO(static_cast<int>(entry.first));
        CHECK(static_cast<int>(exitCodeOf(entry.first)) == entry.second);
        Cli program;
        program.openError = Error{entry.first, "OMV-E0000", "It failed", {}, {}};
        CHECK(program.run({"-p", "/dev/x", "info"}) == entry.second);
    }
}

TEST_CASE("every error that the command line makes is explained", "[cli]")
{
    for (const Error& error :
         {usageError("x"), unknownErrorId("x", "y"), cannotRead("x", "y"), cannotWrite("x", "y"),
          scriptEndedEarly(1, 2), outputClosed(), interrupted(), scriptRaised("x"),
          noFrame("x", "y"), missingFrames(1, 2, 3), programNotFound("x", "y"),
          checksFailed({"x"}, 2), selftestTooLong(std::chrono::seconds(1))}) {
        INFO(error.id);
        CHECK(explainAny(error.id).size() > 50);
    }
    CHECK(explainAny("OMV-E9999").empty());
}

TEST_CASE("without a camera -p auto names the virtual one", "[cli]")
{
    Cli program;
    program.openError = Error{Errc::NoDevice, "OMV-E0101", "No camera found", {}, "Plug one in."};
    CHECK(program.tell({"info"}) ==
          "|omv: OMV-E0101: No camera found\n"
          "  fix: Plug one in. Without a camera use the virtual one: -p sim:ae3\n|3");
    CHECK(program.tell({"info", "-p", "/dev/x"}) ==
          "|omv: OMV-E0101: No camera found\n  fix: Plug one in.\n|3");
}

TEST_CASE("errors are coloured only where asked or on a terminal without NO_COLOR", "[cli]")
{
    Cli program;
    program.openError = Error{Errc::System, "OMV-E0113", "It failed", {}, {}};
    const auto isColoured = [&](std::vector<std::string> arguments) {
        arguments.push_back("info");
        program.run(arguments);
        return program.err.find("\033[") != std::string::npos;
    };
    CHECK_FALSE(isColoured({}));
    CHECK(isColoured({"--color", "always"}));
    program.errIsTerminal = true;
    CHECK(isColoured({}));
    CHECK_FALSE(isColoured({"--color=never"}));
    program.variables["NO_COLOR"] = "1";
    CHECK_FALSE(isColoured({}));
}

TEST_CASE("-q keeps errors and drops all other messages", "[cli]")
{
    Cli program;
    CHECK(program.tell({"-q", "list"}) == "");
    program.openError = Error{Errc::System, "OMV-E0113", "It failed", {}, {}};
    CHECK(program.tell({"-q", "info"}) == "|omv: OMV-E0113: It failed\n|1");
}

TEST_CASE("--log-file keeps diagnostics of every level, -vv shows some", "[cli]")
{
    Folder folder;
    Cli program;
    CHECK(program.run({"--log-file", folder.path("log"), "-vv", "info"}) == 0);
    CHECK(program.err == "connected to a camera at \n");
    CHECK(folder.read("log").find("0 connected to a camera at") != std::string::npos);
    CHECK(program.run({"--log-file", "/no/such/folder/log", "info"}) == 1);
    CHECK(program.err.find("OMV-E0607: Cannot write /no/such/folder/log") != std::string::npos);
}

TEST_CASE("live status is shown on a terminal only and taken away at the end", "[cli]")
{
    std::ostringstream out;
    std::ostringstream err;
    {
        Output output(out, err, {.liveStatus = true});
        output.status("12 frames");
        output.message("a message");
        output.status("13 frames");
        output.finish(done());
    }
    CHECK(err.str() == "\r\033[K12 frames\r\033[Ka message\n\r\033[K13 frames\r\033[K");
    std::ostringstream quiet;
    Output(out, quiet, {}).status("12 frames");
    CHECK(quiet.str() == "");
}

TEST_CASE("a full disk behind standard output is told", "[cli]")
{
    std::filebuf full;
    REQUIRE(full.open("/dev/full", std::ios::out));
    Cli cli;
    cli.outBuffer = &full;
    CHECK(cli.run({"version"}) == 1);
    CHECK(cli.err.find("OMV-E0607") != std::string::npos);
    CHECK(cli.err.find("No space left") != std::string::npos);
}

TEST_CASE("an empty OMV_PORT is as none", "[cli]")
{
    Cli cli;
    cli.variables["OMV_PORT"] = "";
    CHECK(cli.run({"exec", "print(1)"}) == 0);
    CHECK(cli.openedPort == "auto");
}

TEST_CASE("a log that takes no more is told once, and the command goes on", "[cli]")
{
    Cli program;
    CHECK(program.run({"--log-file", "/dev/full", "info"}) == 0);
    const std::string told = "the log is not complete: Cannot write /dev/full: ";
    const std::size_t at = program.err.find(told);
    REQUIRE(at != std::string::npos);
    CHECK(program.err.find("No space left on device") != std::string::npos);
    CHECK(program.err.find(told, at + 1) == std::string::npos);
    // What was asked for is lost, which -q does not keep quiet about.
    CHECK(program.run({"-q", "--log-file", "/dev/full", "info"}) == 0);
    CHECK(program.err.find(told) != std::string::npos);
}
