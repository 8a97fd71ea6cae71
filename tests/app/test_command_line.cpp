// SPDX-License-Identifier: MIT
#include "app/cli/command_line.h"

#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

using namespace omv;
using namespace omv::cli;
using namespace omv::cli::test;

namespace {

std::optional<std::string> noVariables(const std::string&)
{
    return std::nullopt;
}

CommandLine parsed(const std::vector<std::string>& arguments)
{
    auto line = parseCommandLine(arguments, noVariables);
    if (!line)
        FAIL(toString(line.error()));
    return std::move(*line);
}

Error refused(const std::vector<std::string>& arguments)
{
    const auto line = parseCommandLine(arguments, noVariables);
    if (line)
        FAIL("the arguments were accepted");
    CHECK(line.error().id == "OMV-E0601");
    return line.error();
}

}  // namespace

TEST_CASE("global options are taken before and after the verb", "[cli]")
{
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"-p", "sim:ae3", "--json", "--timeout", "2.5", "-q", "-vv", "run", "x.py"},
             {"run", "x.py", "--port", "sim:ae3", "--json", "--timeout=2.5", "-q", "-v", "-v"},
             {"-p", "sim:ae3", "run", "--json", "-q", "x.py", "--timeout", "2.5", "-vv"}}) {
        const CommandLine line = parsed(arguments);
        CHECK(line.global.port == "sim:ae3");
        CHECK(line.global.json);
        CHECK(line.global.timeout == std::chrono::milliseconds(2500));
        CHECK(line.global.quiet);
        CHECK(line.global.verbose == 2);
        CHECK(std::get<RunCommand>(line.verb).file == "x.py");
    }
    const CommandLine nested = parsed({"channel", "read", "x", "-p", "a"});
    CHECK(nested.global.port == "a");
    CHECK(std::get<ChannelReadCommand>(nested.verb).channel == "x");
}

TEST_CASE("run takes its options", "[cli]")
{
    const auto run = std::get<RunCommand>(
        parsed({"run", "-", "--frames", "10", "--seconds", "0.5", "--save-frames", "d"}).verb);
    CHECK(run.file == "-");
    CHECK(run.frames == 10);
    CHECK(run.limit == std::chrono::milliseconds(500));
    CHECK(run.saveFrames == "d");
}

TEST_CASE("words that are also verbs are taken as values where a value stands", "[cli]")
{
    CHECK(std::get<RunCommand>(parsed({"run", "list"}).verb).file == "list");
    CHECK(std::get<ExecCommand>(parsed({"exec", "stop"}).verb).code == "stop");
    const auto write =
        std::get<ChannelWriteCommand>(parsed({"channel", "write", "read", "ls"}).verb);
    CHECK(write.channel == "read");
    CHECK(write.data == "ls");
}

TEST_CASE("code with a leading dash follows --", "[cli]")
{
    CHECK(std::get<ExecCommand>(parsed({"exec", "--", "-1"}).verb).code == "-1");
}

TEST_CASE("every verb is understood", "[cli]")
{
    CHECK(std::get<ListCommand>(parsed({"list", "--watch"}).verb).watch);
    CHECK(std::holds_alternative<InfoCommand>(parsed({"info"}).verb));
    CHECK(std::holds_alternative<StopCommand>(parsed({"stop"}).verb));
    CHECK(std::get<ResetCommand>(parsed({"reset", "--bootloader"}).verb).bootloader);
    CHECK(std::get<SnapCommand>(parsed({"snap", "a.png", "--no-script"}).verb).noScript);
    const auto stream = std::get<StreamCommand>(
        parsed({"stream", "--raw", "--frames", "3", "--out", "-", "--no-script"}).verb);
    CHECK((stream.raw && stream.frames == 3 && stream.out == "-" && stream.noScript));
    CHECK(std::holds_alternative<ChannelListCommand>(parsed({"channel", "ls"}).verb));
    CHECK(std::get<ChannelReadCommand>(parsed({"channel", "read", "x", "--out", "f"}).verb).out ==
          "f");
    CHECK(std::holds_alternative<MemoryCommand>(parsed({"memory"}).verb));
    CHECK(std::holds_alternative<StatsCommand>(parsed({"stats"}).verb));
    CHECK(std::get<SimCommand>(parsed({"sim", "--json", "-x"}).verb).arguments ==
          std::vector<std::string>{"--json", "-x"});
    CHECK(std::get<ExplainCommand>(parsed({"explain", "104"}).verb).id == "104");
    CHECK(std::holds_alternative<VersionCommand>(parsed({"version"}).verb));
}

TEST_CASE("typing errors get a suggestion", "[cli]")
{
    CHECK(refused({"lsit"}).what == "Unknown verb lsit");
    CHECK(refused({"lsit"}).fix == "Did you mean list?");
    CHECK(refused({"-p", "x", "strem", "--frames", "3"}).fix == "Did you mean stream?");
    CHECK(refused({"channel", "raed", "x"}).fix == "Did you mean read?");
    CHECK(refused({"run", "x", "--frame", "3"}).fix == "Did you mean --frames?");
    CHECK(refused({"--frames", "3", "run", "x"}).what == "--frames stands before the verb");
    CHECK(refused({"list", "--jsno"}).fix == "Did you mean --json?");
    CHECK(refused({"frobnicate"}).fix == "omv --help lists the verbs.");
    CHECK(refused({"list", "--frobnicate"}).fix == "omv list --help lists the options.");
    CHECK(refused({"flash", "firmware"}).fix == "omv flash firmware --help shows examples.");
    CHECK(refused({"flash", "frobnicate"}).fix == "omv flash --help lists the verbs.");
    CHECK(refused({"channel", "read", "x", "--frobnicate"}).fix ==
          "omv channel read --help lists the options.");
    CHECK(refused({"channel", "read", "x", "y"}).why == "omv channel read takes no more");
}

TEST_CASE("missing, wrong and surplus values are refused", "[cli]")
{
    refused({"run"});
    refused({"run", "x", "y"});
    refused({"run", "x", "--frames", "0"});
    refused({"run", "x", "--frames", "-1"});
    refused({"run", "x", "--frames", "1e3"});
    refused({"run", "x", "--seconds", "0"});
    refused({"run", "x", "--seconds", "nan"});
    refused({"run", "x", "--seconds", "1e300"});
    refused({"list", "--timeout", "-1"});
    refused({"list", "--timeout"});
    refused({"list", "--color", "pink"});
    refused({"channel", "write", "x"});
    refused({"snap"});
    refused({"exec"});
}

TEST_CASE("environment variables count where the option is not given", "[cli]")
{
    Cli program;
    program.variables = {{"OMV_PORT", "serial:1"}, {"OMV_TIMEOUT", "0.5"}};
    CHECK(program.run({"memory"}) == 0);
    CHECK(program.openedPort == "serial:1");
    CHECK(program.openedWith.connectTimeout == std::chrono::milliseconds(500));
    CHECK(program.board.timeouts.back() == std::chrono::milliseconds(500));
    CHECK(program.run({"memory", "-p", "x", "--timeout", "3"}) == 0);
    CHECK(program.openedPort == "x");
    CHECK(program.openedWith.connectTimeout == std::chrono::seconds(3));
    program.variables["OMV_TIMEOUT"] = "soon";
    CHECK(program.run({"memory"}) == 2);
}

TEST_CASE("without options steps have 5 s and the connection 10 s", "[cli]")
{
    Cli program;
    CHECK(program.run({"memory"}) == 0);
    CHECK(program.openedPort == "auto");
    CHECK(program.openedWith.connectTimeout == std::chrono::seconds(10));
    CHECK(program.board.timeouts.back() == std::chrono::seconds(5));
}

TEST_CASE("omv alone and --help show examples first", "[cli]")
{
    Cli program;
    const std::string help = program.tell({});
    CHECK(help.find("omv: talk to OpenMV cameras") == 0);
    CHECK(help.find("Examples:") < help.find("Usage:"));
    CHECK(help.find("130 interrupted") != std::string::npos);
    CHECK(program.tell({"--help"}) == help);
}

TEST_CASE("each verb has help with examples and its options", "[cli]")
{
    Cli program;
    const std::string help = program.tell({"run", "--help"});
    CHECK(help.find("Run a script on the camera") == 0);
    CHECK(help.find("Examples:") < help.find("Usage: omv run"));
    CHECK(help.find("--save-frames") != std::string::npos);
    CHECK(program.tell({"channel", "write", "-h"}).find("Usage: omv channel write") !=
          std::string::npos);
    CHECK(program.tell({"channel"}).find("Data channels") == 0);
}

TEST_CASE("omv help is the same as --help", "[cli]")
{
    Cli program;
    CHECK(program.tell({"help"}) == program.tell({"--help"}));
    CHECK(program.tell({"help", "selftest"}) == program.tell({"selftest", "--help"}));
    CHECK(program.tell({"help", "channel"}) == program.tell({"channel", "--help"}));
    CHECK(program.tell({"help", "channel", "read"}) == program.tell({"channel", "read", "--help"}));
    CHECK(program.run({"help", "selftst"}) == 2);
    CHECK(program.err.find("Did you mean selftest?") != std::string::npos);
    CHECK(program.run({"--json", "help", "run"}) == 0);
    CHECK(program.out.find("{\"type\":\"help\",\"text\":\"Run a script") != std::string::npos);
}
