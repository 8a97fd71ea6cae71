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

}  // namespace

TEST_CASE("list shows a table", "[cli]")
{
    Cli cli;
    cli.cameras = {virtualCamera(), unknownBoard()};
    CHECK(cli.tell({"list"}) ==
          "PORT          BOARD          SERIAL  KIND\n"
          "/dev/pts/7    OpenMV AE3     SN1     virtual\n"
          "/dev/ttyACM0  USB 1209:abd1          serial\n");
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
    CHECK(cli.out.find(R"({"type":"camera","port":"/dev/pts/7","kind":"virtual","board":"ae3",)"
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
          "+ /dev/pts/7  OpenMV AE3  SN1  virtual\n"
          "- /dev/pts/7  OpenMV AE3  SN1  virtual\n"
          "+ /dev/ttyACM0  USB 1209:abd1    serial\n");
}

TEST_CASE("list --watch ends when nobody reads any more", "[cli]")
{
    Cli cli;
    cli.onWatch = [](const CameraWatch::Callbacks&) {};
    cli.readerGone = [] { return true; };
    CHECK(cli.run({"list", "--watch"}) == 1);
    CHECK(cli.err.empty());
}
