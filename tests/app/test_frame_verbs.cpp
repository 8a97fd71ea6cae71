// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

using namespace omv;
using namespace omv::cli::test;

using Calls = std::vector<std::string>;

namespace {

/// A camera on which nothing runs, and any script makes pictures for ever.
void makeCameraWithFrames(Cli& cli, std::size_t count, const Frame& frame = grayFrame())
{
    cli.board.ends = false;
    cli.board.frames.assign(count, frame);
}

}  // namespace

TEST_CASE("snap uploads a camera loop, saves one frame and stops the loop", "[cli]")
{
    Folder folder;
    Cli cli;
    makeCameraWithFrames(cli, 3);
    CHECK(cli.tell({"snap", folder.path("a.pgm")}) == "");
    CHECK(folder.read("a.pgm").substr(0, 2) == "P5");
    CHECK(cli.board.script.find("snapshot()") != std::string::npos);
    CHECK(cli.board.calls == Calls{"isRunning", "stop", "stream", "run", "stop", "stream off"});
}

TEST_CASE("snap asks for pixels unless the picture is to be JPEG", "[cli]")
{
    Folder folder;
    Cli cli;
    makeCameraWithFrames(cli, 1);
    CHECK(cli.run({"snap", folder.path("a.png")}) == 0);
    CHECK(cli.board.streamOptions.raw);
    CHECK(cli.run({"snap", folder.path("a.JPG")}) == 0);
    CHECK_FALSE(cli.board.streamOptions.raw);
    CHECK(folder.list() == "a.JPG a.png");
}

TEST_CASE("snap leaves a script that runs already alone", "[cli]")
{
    Folder folder;
    Cli cli;
    makeCameraWithFrames(cli, 1);
    cli.board.runningBefore = true;
    CHECK(cli.tell({"snap", folder.path("a.ppm")}) == "");
    CHECK(cli.board.script == "");
    CHECK(cli.board.calls == Calls{"isRunning", "stream", "stream off"});
}

TEST_CASE("snap takes a virtual camera that it started itself for its own", "[cli]")
{
    Folder folder;
    Cli cli;
    makeCameraWithFrames(cli, 1);
    cli.board.runningBefore = true;
    CHECK(cli.run({"-p", "sim:ae3", "snap", folder.path("a.ppm")}) == 0);
    CHECK(cli.board.script != "");
}

TEST_CASE("snap --no-script uploads nothing and exits 5 when no frame comes", "[cli]")
{
    Folder folder;
    Cli cli;
    CHECK(cli.tell({"snap", folder.path("a.ppm"), "--no-script", "--timeout", "0.01"}) ==
          "|omv: OMV-E0409: No frame arrived\n"
          "  why: what runs on the camera sent no picture for 0.01 s\n"
          "  fix: Stop it with \"omv stop\" and try again, or start a script that takes "
          "pictures.\n|5");
    CHECK(cli.board.calls == Calls{"stream", "stream off"});
    CHECK(folder.list() == "");
}

TEST_CASE("snap refuses a name that tells no format, before it touches the camera", "[cli]")
{
    Cli cli;
    CHECK(cli.run({"snap", "picture"}) == 2);
    CHECK(cli.err.find("OMV-E0601: Cannot tell the format of picture") != std::string::npos);
    CHECK(cli.openedPort.empty());
}

TEST_CASE("snap exits 8 when the camera loop raised", "[cli]")
{
    Cli cli;
    cli.board.end = {true, "Traceback\nRuntimeError: no sensor\n"};
    CHECK(cli.tell({"snap", "/tmp/never-written.png"}) ==
          "|omv: OMV-E0301: The script ended with an exception\n"
          "  why: RuntimeError: no sensor\n|8");
}

TEST_CASE("stream --out - writes JPEG after JPEG", "[cli]")
{
    Cli cli;
    const Frame jpeg = smallJpeg();
    makeCameraWithFrames(cli, 5, jpeg);
    CHECK(cli.run({"-q", "stream", "--frames", "2", "--out", "-"}) == 0);
    const std::string one(jpeg.data().begin(), jpeg.data().end());
    REQUIRE(one.size() > 100);
    CHECK(cli.out == one + one);
    CHECK(cli.err == "");
}

TEST_CASE("stream --raw --out - writes PPM pictures", "[cli]")
{
    Cli cli;
    makeCameraWithFrames(cli, 1);
    CHECK(cli.run({"stream", "--raw", "--frames", "1", "--out", "-"}) == 0);
    using namespace std::string_literals;
    CHECK(cli.out == "P6\n2 2\n255\n\0\0\0UUU\xAA\xAA\xAA\xFF\xFF\xFF"s);
    CHECK(cli.board.streamOptions.raw);
}

TEST_CASE("stream --out FOLDER numbers the files", "[cli]")
{
    Folder folder;
    Cli cli;
    makeCameraWithFrames(cli, 2);
    CHECK(cli.run({"stream", "--frames", "2", "--out", folder.path("s")}) == 0);
    CHECK(folder.list("s") == "frame-000001.png frame-000002.png");
}

TEST_CASE("stream counts frames and tells the rate at the end", "[cli]")
{
    Cli cli;
    makeCameraWithFrames(cli, 4);
    CHECK(cli.run({"stream", "--frames", "3"}) == 0);
    CHECK(cli.out == "");
    CHECK(cli.err.find("3 frames, ") == 0);
    CHECK(cli.board.calls.back() == "stream off");
}

TEST_CASE("stream of a running script ends with Ctrl+C and leaves the script running", "[cli]")
{
    Cli cli;
    makeCameraWithFrames(cli, 1);
    cli.board.runningBefore = true;
    cli.board.onStarted = [&] { cli.interrupt.request_stop(); };
    CHECK(cli.run({"stream"}) == 130);
    CHECK(cli.board.calls == Calls{"isRunning", "stream", "stream off"});
}

TEST_CASE("stream --out - and --json exclude each other", "[cli]")
{
    Cli cli;
    CHECK(cli.run({"--json", "stream", "--out", "-"}) == 2);
    CHECK(cli.openedPort.empty());
}
