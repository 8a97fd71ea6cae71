// SPDX-License-Identifier: MIT
// The command line when something gets in its way: signals, pulled cables, closed pipes, full
// disks, busy ports. A real process against a real camera process.
#include "tests/integration/cli_fixture.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

using namespace omv::test;
using nlohmann::json;

namespace {

/// While it lives, sim: ports start a virtual camera that never gets ready.
class SlowCamera {
public:
    SlowCamera()
    {
        const std::string program = m_folder.path() + "/omv-vcam";
        std::ofstream(program) << "#!/bin/sh\nexec sleep 60\n";
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        ::setenv("OMV_VCAM", program.c_str(), 1);
    }
    ~SlowCamera() { ::unsetenv("OMV_VCAM"); }
    SlowCamera(const SlowCamera&) = delete;
    SlowCamera& operator=(const SlowCamera&) = delete;

private:
    TemporaryFolder m_folder;
};

/// Starts omv beside the test.
struct Omv : Program {
    explicit Omv(std::vector<std::string> arguments, const std::string& input = {}, int outTo = -1)
        : Program(omvCommand(std::move(arguments)), input, std::chrono::seconds(120), outTo)
    {
    }
};

bool scriptRuns(const VcamProcess& vcam)
{
    return json::parse(vcam.control(R"({"cmd":"stats"})"))["script_running"].get<bool>();
}

const std::string kEndless = "print('go')\nwhile True:\n    pass\n";
const std::string kChatter = "import time\nwhile True:\n    print('go')\n    time.sleep_ms(5)\n";

const std::string kHello = OMV_SOURCE_DIR "/resources/examples/hello-world/helloworld.py";

}  // namespace

TEST_CASE("Ctrl+C stops the script on the board first, then omv exits 130", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        CAPTURE(signal);
        Omv omv({"-p", vcam.pty(), "run", "-"}, kEndless);
        REQUIRE(omv.waitForOutput("go\n"));
        CHECK(scriptRuns(vcam));
        omv.signal(signal);
        const auto result = omv.finish();
        INFO(result.err);
        CHECK(result.exitCode == 130);
        CHECK(result.out == "go\n");
        CHECK_FALSE(scriptRuns(vcam));
        // The board is as good as before.
        const auto next = omvRun({"-p", vcam.pty(), "exec", "print(6 * 7)"});
        CHECK(next.out == "42\n");
        CHECK(next.exitCode == 0);
    }
}

TEST_CASE("The last line of --json says that omv was interrupted", "[cli]")
{
    VcamProcess vcam({"--board", "rt1062"});
    REQUIRE(vcam.ok());
    Omv omv({"--json", "-p", vcam.pty(), "run", "-"}, kEndless);
    REQUIRE(omv.waitForOutput("\"go\\n\""));
    omv.signal(SIGINT);
    const auto result = omv.finish();
    CHECK(result.exitCode == 130);
    const auto last = lines(result.out).back();
    CHECK(last["type"] == "result");
    CHECK(last["ok"] == false);
    CHECK(last["exit"] == 130);
    CHECK(last["error"]["id"] == "OMV-E0606");
}

TEST_CASE("A cable pulled while a script runs ends omv with the error's id", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    for (const std::string& script : {kEndless, kChatter}) {
        CAPTURE(script);
        Omv omv({"-p", vcam.pty(), "run", "-"}, script);
        REQUIRE(omv.waitForOutput("go\n"));
        vcam.control(R"({"cmd":"unplug"})");
        const auto result = omv.finish();
        CHECK(result.exitCode == 1);
        CHECK(result.err.find("omv: OMV-E0107: ") != std::string::npos);
        CHECK(scriptRuns(vcam));  // nobody could stop it
        vcam.control(R"({"cmd":"replug"})");
        CHECK(omvRun({"-p", vcam.pty(), "stop"}).exitCode == 0);
        CHECK_FALSE(scriptRuns(vcam));
    }
}

TEST_CASE("A reader that goes away stops the script; omv exits 1 without a word", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    const std::vector<std::vector<std::string>> commands{
        {"-q", "-p", vcam.pty(), "run", "-"}, {"-q", "-p", vcam.pty(), "stream", "--out", "-"}};
    for (const auto& command : commands) {
        CAPTURE(command);
        omvRun({"-p", vcam.pty(), "stop"});
        const bool pictures = command[3] == "stream";
        Omv omv(command, pictures ? "" : kChatter);
        REQUIRE(omv.waitForOutput(pictures ? "\xFF\xD8" : "go\n"));
        omv.closeOutput();
        const auto result = omv.finish();
        CHECK(result.exitCode == 1);
        CHECK(result.err.empty());
        CHECK_FALSE(scriptRuns(vcam));
    }
}

TEST_CASE("Output to a full device stops the script and fails", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(full >= 0);
    Omv omv({"-p", vcam.pty(), "run", "-"}, kChatter, full);
    CHECK(omv.finish().exitCode == 1);
    CHECK_FALSE(scriptRuns(vcam));
    close(full);
}

TEST_CASE("Frames that cannot be saved whole stop the script and fail", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    TemporaryFolder folder;
    const std::string frames = folder.path() + "/f";
    // Files of at most one block, which is what a full disk is for a picture.
    const auto result = runProgram({"sh", "-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh",
                                    std::string(OMV_BIN_DIR) + "/omv", "-p", vcam.pty(), "run",
                                    kHello, "--frames", "5", "--save-frames", frames},
                                   std::chrono::seconds(120));
    INFO(result.err);
    CHECK(result.exitCode == 1);
    CHECK(result.err.find("omv: OMV-E0406: Cannot write " + frames) != std::string::npos);
    CHECK(std::filesystem::is_empty(frames));  // no half picture is left behind
    CHECK_FALSE(scriptRuns(vcam));
}

TEST_CASE("A folder for frames that cannot be made is an error before anything runs", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    for (const std::string folder : {"/dev/full", "/dev/full/f", "/proc/no-such-folder/f"}) {
        CAPTURE(folder);
        const auto result =
            omvRun({"-p", vcam.pty(), "run", "-", "--save-frames", folder}, "print('ran')\n");
        CHECK(result.exitCode == 1);
        CHECK(result.err.find("omv: OMV-E0607: Cannot write " + folder) != std::string::npos);
        CHECK(result.out.empty());
    }
}

TEST_CASE("A folder for frames that vanishes stops the script and fails", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    TemporaryFolder folder;
    const std::string frames = folder.path() + "/f";
    Omv omv({"--json", "-p", vcam.pty(), "run", kHello, "--save-frames", frames});
    REQUIRE(omv.waitForOutput("frame-000001.jpg"));
    // Renamed at once, so that no frame is written while it is removed.
    std::filesystem::rename(frames, folder.path() + "/gone");
    const auto result = omv.finish();
    CHECK(result.exitCode == 1);
    CHECK(lines(result.out).back()["error"]["id"] == "OMV-E0406");
    CHECK_FALSE(scriptRuns(vcam));
}

TEST_CASE("A second omv on a busy port exits 4 and names the first", "[cli]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    Omv first({"-p", vcam.pty(), "run", "-"}, kEndless);
    REQUIRE(first.waitForOutput("go\n"));
    const auto second = omvRun({"-p", vcam.pty(), "info"});
    CHECK(second.exitCode == 4);
    CHECK(second.err.find("omv: OMV-E0105: ") != std::string::npos);
    CHECK(second.err.find("omv (process ") != std::string::npos);
    CHECK(scriptRuns(vcam));  // the first was not disturbed
    first.signal(SIGINT);
    CHECK(first.finish().exitCode == 130);
    CHECK(omvRun({"-p", vcam.pty(), "info"}).exitCode == 0);
}

TEST_CASE("omv list --watch tells of a camera that comes and goes", "[cli]")
{
    const std::string number = "WATCHTEST" + std::to_string(::getpid());  // of this suite alone
    for (const bool machine : {false, true}) {
        CAPTURE(machine);
        Omv watch(machine ? std::vector<std::string>{"--json", "list", "--watch"}
                          : std::vector<std::string>{"list", "--watch"});
        std::string port;
        {
            VcamProcess vcam({"--board", "ae3", "--serial", number});
            REQUIRE(vcam.ok());
            port = vcam.pty();
            const std::string seen = machine ? R"("serial":")" + number + '"' : "+ " + port;
            REQUIRE(watch.waitForOutput(seen));
            vcam.control(R"({"cmd":"unplug"})");
            REQUIRE(watch.waitForOutput(machine ? R"("change":"vanished","port":")" + port
                                                : "- " + port));
        }
        watch.signal(SIGINT);
        const auto result = watch.finish();
        CHECK(result.exitCode == 130);
        if (!machine)
            continue;
        std::vector<std::string> changes;
        for (const json& event : lines(result.out))
            if (event["type"] == "camera" && event["port"] == port)
                changes.push_back(event["change"]);
        CHECK(changes == std::vector<std::string>{"appeared", "vanished"});
    }
}

TEST_CASE("A virtual camera that is not ready within --timeout is a timeout", "[cli]")
{
    const SlowCamera slow;
    const auto result = omvRun({"--timeout", "0.1", "-p", "sim:ae3", "info"});
    INFO(result.err);
    CHECK(result.exitCode == 5);
    CHECK(result.err.find("omv: OMV-E0118: ") != std::string::npos);
}

TEST_CASE("A self-test without its camera leaves a report that says so", "[cli]")
{
    TemporaryFolder folder;
    const std::string path = folder.path() + "/r.xml";
    const auto result = omvRun({"-p", folder.path() + "/no-port", "selftest", "--junit", path});
    INFO(result.err);
    CHECK(result.exitCode == 3);
    std::ifstream file(path);
    const std::string xml{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(xml.find("<error type=\"OMV-E0103\"") != std::string::npos);
}

TEST_CASE("A self-test over a hopeless line ends at the time it was given", "[cli]")
{
    // Its first packet is lost, and all others too: every wait lasts as long as it may.
    const auto result = omvRun({"--json", "-p", "sim:rt1062?fault=drop=1", "selftest", "--seconds",
                                "2", "--timeout", "30"});
    INFO(result.err);
    CHECK(result.exitCode == 5);
    const auto events = lines(result.out);
    CHECK(events.back()["error"]["id"] == "OMV-E0609");
    for (const json& event : events)
        if (event["type"] == "check")
            CHECK(event["verdict"] == "skipped");
}

TEST_CASE("The packet log calls the first bytes of a connection by their name", "[cli]")
{
    TemporaryFolder folder;
    const std::string path = folder.path() + "/log";
    CHECK(omvRun({"-p", "sim:ae3", "-vv", "--log-file", path, "info"}).exitCode == 0);
    std::ifstream file(path);
    const std::string log{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(log.find(" -> question to firmware 4.x, 6 bytes\n") != std::string::npos);
    CHECK(log.find("dropped") == std::string::npos);
}
