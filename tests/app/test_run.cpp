// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

using namespace omv;
using namespace omv::cli::test;

using Calls = std::vector<std::string>;

TEST_CASE("run prints what the script prints and nothing else", "[cli]")
{
    Cli cli;
    cli.board.prints = {"hel", "lo\n", "42\n"};
    cli.input = "print('hello')";
    CHECK(cli.tell({"run", "-"}) == "hello\n42\n");
    CHECK(cli.board.script == "print('hello')");
    CHECK(cli.board.calls == Calls{"stop", "run", "statistics"});
}

TEST_CASE("run reads the script from a file", "[cli]")
{
    Folder folder;
    Cli cli;
    CHECK(cli.tell({"run", folder.write("a.py", "x = 1\n")}) == "");
    CHECK(cli.board.script == "x = 1\n");
}

TEST_CASE("run names a file that it cannot read, before it touches the camera", "[cli]")
{
    Folder folder;
    Cli cli;
    CHECK(cli.tell({"run", "/no/such.py"}) ==
          "|omv: OMV-E0603: Cannot read /no/such.py\n"
          "  why: No such file or directory (errno 2)\n"
          "  fix: Check the name and whether you may read it\n|1");
    CHECK(cli.run({"run", folder.path()}) == 1);
    CHECK(cli.openedPort.empty());
}

TEST_CASE("run exits 8 with the traceback on stdout when the script raised", "[cli]")
{
    Cli cli;
    const std::string traceback = "Traceback (most recent call last):\n  File \"<stdin>\", line "
                                  "1, in <module>\nZeroDivisionError: divide by zero\n";
    cli.board.prints = {traceback};
    cli.board.end = {true, traceback};
    CHECK(cli.tell({"exec", "1/0"}) ==
          traceback +
              "|omv: OMV-E0301: The script ended with an exception\n"
              "  why: ZeroDivisionError: divide by zero\n|8");
    CHECK(cli.board.calls == Calls{"stop", "run", "statistics"});
}

TEST_CASE("run --frames stops the script after N frames and exits 0", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    cli.board.frames.assign(5, grayFrame());
    cli.board.printsWhenStopped = "last words\n";
    CHECK(cli.tell({"run", "-", "--frames", "3"}) == "last words\n");
    CHECK(cli.board.calls == Calls{"stop", "stream", "run", "stop", "stream off", "statistics"});
}

TEST_CASE("run exits 1 when the script ended before all frames were there", "[cli]")
{
    Cli cli;
    cli.board.frames.assign(2, grayFrame());
    CHECK(cli.run({"run", "-", "--frames", "3"}) == 1);
    CHECK(cli.err.find("OMV-E0604: The script ended after 2 of 3 frames") != std::string::npos);
}

TEST_CASE("run --frames exits 5 when no frame comes", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    CHECK(cli.run({"run", "-", "--frames", "1", "--timeout", "0.01"}) == 5);
    CHECK(cli.err.find("OMV-E0409: No frame arrived") != std::string::npos);
    CHECK(cli.board.calls == Calls{"stop", "stream", "run", "stop", "stream off"});
}

TEST_CASE("run --seconds stops the script after that time and exits 0", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    cli.board.prints = {"tick\n"};
    CHECK(cli.tell({"run", "-", "--seconds", "0.01"}) == "tick\n");
    CHECK(cli.board.calls == Calls{"stop", "run", "stop", "statistics"});
}

TEST_CASE("run --seconds is the deadline of --frames", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    cli.board.frames.assign(2, grayFrame());
    CHECK(cli.run({"run", "-", "--frames", "3", "--seconds", "0.01"}) == 5);
    CHECK(cli.err.find("Only 2 of 3 frames arrived") != std::string::npos);
}

TEST_CASE("run --save-frames keeps JPEG as sent and makes PNG of all else", "[cli]")
{
    Folder folder;
    Cli cli;
    cli.board.frames = {smallJpeg(), grayFrame()};
    CHECK(cli.run({"run", "-", "--save-frames", folder.path("a/b")}) == 0);
    CHECK(folder.list("a/b") == "frame-000001.jpg frame-000002.png");
    const auto sent = cli.board.frames[0].data();
    CHECK(folder.read("a/b/frame-000001.jpg") == std::string(sent.begin(), sent.end()));
    CHECK(folder.read("a/b/frame-000002.png").substr(1, 3) == "PNG");
}

TEST_CASE("run tells when the folder for frames cannot be made, before it starts", "[cli]")
{
    Folder folder;
    Cli cli;
    CHECK(cli.run({"run", "-", "--save-frames", folder.write("file", "") + "/x"}) == 1);
    CHECK(cli.err.find("OMV-E0607") != std::string::npos);
    CHECK(cli.openedPort.empty());
}

TEST_CASE("Ctrl+C stops the script on the board, then exits 130", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    cli.board.prints = {"before\n"};
    cli.board.onStarted = [&] { cli.interrupt.request_stop(); };
    CHECK(cli.run({"run", "-"}) == 130);
    CHECK(cli.out == "before\n");
    CHECK(cli.err == "omv: OMV-E0606: Interrupted\n");
    CHECK(cli.board.calls == Calls{"stop", "run", "stop"});
    CHECK(cli.board.timeouts.back() <= std::chrono::seconds(3));
}

TEST_CASE("run exits 1 when the camera goes away", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    cli.board.prints = {"some\n"};
    cli.board.lostAfterStart = Error{Errc::Disconnected, "OMV-E0107", "The camera is gone", {}, {}};
    CHECK(cli.tell({"run", "-"}) == "some\n|omv: OMV-E0107: The camera is gone\n|1");
    CHECK(cli.board.calls == Calls{"stop", "run"});
}

TEST_CASE("run tells a script that could not be stopped", "[cli]")
{
    Cli cli;
    cli.board.ends = false;
    cli.board.onStarted = [&] {
        cli.board.failures["stop"] = {
            Errc::Timeout, "OMV-E0304", "The script did not stop", {}, {}};
    };
    CHECK(cli.run({"run", "-", "--seconds", "0.01"}) == 5);
    CHECK(cli.err.find("OMV-E0304") != std::string::npos);
}

TEST_CASE("run tells a script that the camera refuses", "[cli]")
{
    Cli cli;
    cli.board.failures["run"] = {Errc::Refused, "OMV-E0203", "The camera refused", {}, {}};
    CHECK(cli.tell({"run", "-"}) == "|omv: OMV-E0203: The camera refused\n|1");
}

TEST_CASE("a reader of stdout that goes away stops the script, quietly", "[cli]")
{
    struct Closed final : std::streambuf {};
    Closed closed;
    Cli cli;
    cli.outBuffer = &closed;
    cli.board.ends = false;
    cli.board.prints = {"text\n"};
    CHECK(cli.run({"run", "-"}) == 1);
    CHECK(cli.err == "");
    CHECK(cli.board.calls == Calls{"stop", "run", "stop"});
}

TEST_CASE("run tells text that is known to be lost", "[cli]")
{
    Cli cli;
    cli.board.prints = {"half of it\n"};
    cli.board.statistics.textLost = 12;
    CHECK(cli.tell({"run", "-"}) == "half of it\n|12 bytes of text were lost on the way\n|0");
}

TEST_CASE("run -v tells each frame", "[cli]")
{
    Cli cli;
    cli.board.info.boardName = "OpenMV AE3";
    cli.board.info.port = "/dev/x";
    cli.board.frames = {grayFrame()};
    CHECK(cli.run({"run", "-", "-v", "--frames", "1"}) == 0);
    CHECK(cli.err ==
          "connected to OpenMV AE3 at /dev/x\n"
          "frame 1: 2x2 GRAYSCALE, 4 bytes, 30.0 fps\n");
}
