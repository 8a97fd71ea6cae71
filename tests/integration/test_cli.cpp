// SPDX-License-Identifier: MIT
// The command line as a user runs it: a real process against a real camera process.
#include "tests/integration/cli_fixture.h"

#include <filesystem>

#include <unistd.h>

using namespace omv::test;
using nlohmann::json;

namespace {

std::size_t filesIn(const std::string& folder)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.file_size() > 0 ? 1U : 0U;
    return count;
}

const std::string kHello = OMV_SOURCE_DIR "/resources/examples/hello-world/helloworld.py";

}  // namespace

TEST_CASE("omv run prints what the script prints and nothing else", "[cli]")
{
    const auto result = omvRun({"-p", "sim:ae3", "run", "-"}, "print('hello')\nprint(6 * 7)\n");
    CHECK(result.out == "hello\n42\n");
    CHECK(result.exitCode == 0);
}

TEST_CASE("omv run exits 8 when the script raised", "[cli]")
{
    const auto result = omvRun({"-p", "sim:rt1062", "run", "-"}, "print('a')\n1/0\n");
    CHECK(result.exitCode == 8);
    CHECK(result.out.find("a\nTraceback (most recent call last):") == 0);
    CHECK(result.out.find("line 2") != std::string::npos);
    CHECK(result.out.find("soft reboot") == std::string::npos);
}

TEST_CASE("omv run exits 0 when a caught traceback was printed before more text", "[cli]")
{
    const auto result = omvRun({"-p", "sim:rt1062", "exec",
                                "import sys\ntry:\n    1/0\nexcept ZeroDivisionError as e:\n    "
                                "sys.print_exception(e)\nprint('fine')\n"});
    CHECK(result.exitCode == 0);
    CHECK(result.out.find("fine\n") != std::string::npos);
}

TEST_CASE("omv run saves frames and stops the script after N", "[cli]")
{
    TemporaryFolder folder;
    const auto result = omvRun(
        {"-p", "sim:ae3", "run", kHello, "--frames", "5", "--save-frames", folder.path() + "/f"});
    INFO(result.err);
    CHECK(result.exitCode == 0);
    CHECK(filesIn(folder.path() + "/f") == 5);
}

TEST_CASE("omv run shows what was printed before the frame that ended it", "[cli]")
{
    const std::string script = "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
                               "c.framesize(csi.QVGA)\nprint('ready')\nwhile True:\n"
                               "    c.snapshot()\n";
    const auto result = omvRun({"-p", "sim:ae3", "run", "-", "--frames", "1"}, script);
    CHECK(result.exitCode == 0);
    CHECK(result.out == "ready\n");
}

TEST_CASE("omv --json is JSON Lines from hello to result", "[cli]")
{
    const auto result =
        omvRun({"--json", "-p", "sim:pure-thermal", "run", kHello, "--frames", "3"});
    INFO(result.err);
    CHECK(result.exitCode == 0);
    const auto events = lines(result.out);
    REQUIRE(events.size() >= 5);
    CHECK(events.front()["type"] == "hello");
    CHECK(events.back()["type"] == "result");
    CHECK(events.back()["ok"] == true);
    CHECK(events.back()["exit"] == 0);
    int frames = 0;
    for (const auto& event : events)
        frames += event["type"] == "frame" ? 1 : 0;
    CHECK(frames == 3);
}

TEST_CASE("omv errors carry their id, code and what to do", "[cli]")
{
    const auto result = omvRun({"--json", "-p", "/dev/does-not-exist", "info"});
    CHECK(result.exitCode == 3);
    const auto last = lines(result.out).back();
    CHECK(last["ok"] == false);
    CHECK(last["exit"] == 3);
    CHECK(last["error"]["id"] == "OMV-E0103");
    CHECK_FALSE(last["error"]["what"].get<std::string>().empty());
}

TEST_CASE("omv snap saves a picture that other programs read", "[cli]")
{
    TemporaryFolder folder;
    for (const std::string name : {"a.png", "b.jpg", "c.ppm", "d.bmp"}) {
        const std::string path = folder.path() + "/" + name;
        const auto result = omvRun({"-p", "sim:ae3", "snap", path});
        INFO(name << ": " << result.err);
        CHECK(result.exitCode == 0);
        CHECK(std::filesystem::file_size(path) > 1000);
    }
}

TEST_CASE("omv stream --out - writes concatenated JPEG files", "[cli]")
{
    const auto result = omvRun({"-p", "sim:ae3", "stream", "--frames", "4", "--out", "-"});
    INFO(result.err);
    CHECK(result.exitCode == 0);
    std::size_t starts = 0;
    for (std::size_t at = 0; (at = result.out.find("\xFF\xD8\xFF", at)) != std::string::npos; ++at)
        ++starts;
    CHECK(starts == 4);
}

TEST_CASE("omv stream --raw --out - writes PPM pictures", "[cli]")
{
    const auto result = omvRun({"-p", "sim:ae3", "stream", "--raw", "--frames", "2", "--out", "-"});
    INFO(result.err);
    CHECK(result.exitCode == 0);
    CHECK(result.out.substr(0, 2) == "P6");
}

TEST_CASE("omv finds an announced camera and shows what it is", "[cli]")
{
    // Another suite may run beside this one: the number must be this test's alone.
    const std::string number = "CLITEST" + std::to_string(::getpid());
    const std::string port = "serial:" + number;
    VcamProcess vcam({"--board", "pure-thermal", "--serial", number});
    REQUIRE(vcam.ok());
    const auto list = omvRun({"list", "--json"});
    CHECK(list.exitCode == 0);
    CHECK(list.out.find(number) != std::string::npos);
    const auto info = omvRun({"-p", port, "info"});
    INFO(info.err);
    CHECK(info.exitCode == 0);
    CHECK(info.out.find("OV5640") != std::string::npos);
    CHECK(info.out.find("5.0.0") != std::string::npos);
    for (const std::string verb : {"memory", "stats", "stop"}) {
        const auto result = omvRun({"-p", port, verb});
        INFO(verb << ": " << result.err);
        CHECK(result.exitCode == 0);
    }
    const auto channels = omvRun({"-p", port, "channel", "ls"});
    CHECK(channels.out.find("stdout") != std::string::npos);
}

TEST_CASE("A serial number that two cameras have opens neither: exit 3, and both are told", "[cli]")
{
    VcamProcess one({"--board", "ae3", "--serial", "TWIN"});
    VcamProcess two({"--board", "rt1062", "--serial", "TWIN"});
    REQUIRE(one.ok());
    REQUIRE(two.ok());
    const auto info = omvRun({"-p", "serial:TWIN", "info"});
    INFO(info.err);
    CHECK(info.exitCode == 3);
    CHECK(info.out.empty());
    for (const VcamProcess* each : {&one, &two})
        CHECK(info.err.find(each->pty()) != std::string::npos);
}

TEST_CASE("A script that is a folder, or cannot be read to an end, exits with a reason", "[cli]")
{
    // The second can be opened, but not read; the third has no end.
    for (const std::string path : {"/proc/self", "/proc/self/mem", "/dev/zero"}) {
        const auto result = omvRun({"-p", "sim:ae3", "run", path});
        INFO(result.err);
        CHECK(result.exitCode == 1);
        CHECK(result.err.find(path) != std::string::npos);
    }
}

TEST_CASE("omv usage errors exit 2 and unknown error ids too", "[cli]")
{
    CHECK(omvRun({"frobnicate"}).exitCode == 2);
    CHECK(omvRun({"explain", "OMV-E9999"}).exitCode == 2);
    CHECK(omvRun({"explain", "OMV-E0104"}).exitCode == 0);
    CHECK(omvRun({"version"}).exitCode == 0);
}
