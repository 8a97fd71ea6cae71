// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

using namespace omv;
using namespace omv::cli::test;

namespace {

CameraInfo virtualCamera()
{
    CameraInfo camera;
    camera.kind = CameraInfo::Kind::Virtual;
    camera.port = "/dev/pts/7";
    camera.boardId = "ae3";
    camera.boardName = "OpenMV AE3";
    camera.serial = "SN1";
    camera.usbId = {0x37C5, 0x16E3};
    camera.tcp = "tcp://127.0.0.1:4000";
    camera.pid = 42;
    return camera;
}

CameraInfo unknownBoard()
{
    CameraInfo camera;
    camera.port = "/dev/ttyACM0";
    camera.usbId = {0x1209, 0xABD1};
    return camera;
}

flasher::SeenBoard inBootloader()
{
    flasher::SeenBoard board;
    board.state = flasher::SeenBoard::State::Bootloader;
    board.port = "usb:1-1";
    board.path = "1-1";
    board.boards = {"ae3"};
    board.name = "OpenMV AE3";
    board.serial = "SN1";
    board.usbId = {0x37C5, 0x96E3};
    board.loader = "dfu";
    return board;
}

flasher::SeenBoard inRecovery()
{
    flasher::SeenBoard board;
    board.state = flasher::SeenBoard::State::Recovery;
    board.port = "usb:1-2";
    board.path = "1-2";
    board.boards = {"m4", "h7"};
    board.name = "OpenMV Cam M4, OpenMV Cam H7";
    board.usbId = {0x0483, 0xDF11};
    board.loader = "rom";
    board.permitted = false;
    return board;
}

}  // namespace

TEST_CASE("list shows a table", "[cli]")
{
    Cli cli;
    cli.cameras = {virtualCamera(), unknownBoard()};
    CHECK(cli.tell({"list"}) ==
          "PORT          BOARD          SERIAL  KIND     STATE\n"
          "/dev/pts/7    OpenMV AE3     SN1     virtual  running\n"
          "/dev/ttyACM0  USB 1209:abd1          serial   running\n");
}

TEST_CASE("list shows boards that do not run, and says what is not certain", "[cli]")
{
    Cli cli;
    cli.loaders = {inBootloader(), inRecovery()};
    CHECK(
        cli.tell({"list"}) ==
        "PORT     BOARD                                SERIAL  KIND  STATE\n"
        "usb:1-1  OpenMV AE3                           SN1     usb   bootloader\n"
        "usb:1-2  perhaps one of 2 boards (0483:df11)          usb   recovery, no permission: omv "
        "doctor\n");
    CHECK(cli.run({"list", "--json"}) == 0);
    CHECK(
        cli.out.find(R"({"type":"board","state":"recovery","port":"usb:1-2","boards":["m4","h7"],)"
                     R"("name":"OpenMV Cam M4, OpenMV Cam H7","serial":"","usb":"0483:df11",)"
                     R"("loader":"rom","permitted":false})") != std::string::npos);
}

TEST_CASE("list of nothing is no failure and names the virtual camera", "[cli]")
{
    Cli cli;
    CHECK(cli.tell({"list"}) == "|No camera found. A virtual one: omv -p sim:ae3 ...\n|0");
}

TEST_CASE("list --json has one line for each camera", "[cli]")
{
    Cli cli;
    cli.cameras = {virtualCamera()};
    CHECK(cli.run({"list", "--json"}) == 0);
    CHECK(cli.out.find(R"({"type":"camera","port":"/dev/pts/7","kind":"virtual","state":"running",)"
                       R"("board":"ae3",)"
                       R"("name":"OpenMV AE3","serial":"SN1","usb":"37c5:16e3",)"
                       R"("tcp":"tcp://127.0.0.1:4000","drive":"","pid":42})") !=
          std::string::npos);
}

TEST_CASE("list --watch tells which cameras come and go until Ctrl+C", "[cli]")
{
    Cli cli;
    cli.onWatch = [&](const CameraWatch::Callbacks& callbacks) {
        callbacks.appeared(virtualCamera());
        callbacks.vanished(virtualCamera());
        callbacks.appeared(unknownBoard());
    };
    struct Counting final : std::stringbuf {
        int lines = 0;
        std::function<void()> onThird;
        int sync() override
        {
            if (++lines == 3)
                onThird();
            return 0;
        }
    };
    Counting buffer;
    buffer.onThird = [&] { cli.interrupt.request_stop(); };
    cli.outBuffer = &buffer;
    CHECK(cli.run({"list", "--watch"}) == 130);
    CHECK(buffer.str() ==
          "+ /dev/pts/7  OpenMV AE3  SN1  virtual  running\n"
          "- /dev/pts/7  OpenMV AE3  SN1  virtual  running\n"
          "+ /dev/ttyACM0  USB 1209:abd1    serial  running\n");
}

TEST_CASE("list --watch ends when nobody reads any more", "[cli]")
{
    Cli cli;
    cli.onWatch = [](const CameraWatch::Callbacks&) {};
    cli.readerGone = [] { return true; };
    CHECK(cli.run({"list", "--watch"}) == 1);
    CHECK(cli.err.empty());
}
