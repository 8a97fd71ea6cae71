// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/doctor_checks.h"

#include <unistd.h>

#include "tests/flasher/fake_system.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::flasher::doctor;
using omv::Result;
using omv::test::FakeSystem;

namespace {

bool says(const std::string& text, const std::string& part)
{
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A board that may not be opened is a problem that tells to whom it belongs", "[doctor]")
{
    FakeSystem system;
    const SeenBoard camera = system.addCamera();
    CHECK(checkBoard(system, camera).state == State::Ok);
    system.closed = {camera.port};
    CHECK(checkBoard(system, camera).state == State::Problem);
    CHECK(checkBoard(system, camera).why ==
          "/dev/ttyACM0 belongs to user root and group dialout with mode 0660");

    SeenBoard loader = system.addLoader(SeenBoard::State::Bootloader, "1-3");
    loader.permitted = false;
    CHECK(checkBoard(system, loader).state == State::Problem);
    CHECK(says(checkBoard(system, loader).why, "/dev/bus/usb/001/007 belongs to user root"));
    // It may be no camera at all.
    loader.state = SeenBoard::State::Recovery;
    CHECK(checkBoard(system, loader).state == State::Warning);
}

TEST_CASE("A camera that leaves while it is looked at is no problem", "[doctor]")
{
    FakeSystem system;
    const SeenBoard camera = system.addCamera();
    system.files.erase(camera.port);
    system.closed = {camera.port};
    CHECK(checkBoard(system, camera).state == State::Skipped);
}

TEST_CASE("Boards that do not run get told what to do next", "[doctor]")
{
    FakeSystem system;
    SeenBoard board = system.addLoader(SeenBoard::State::Bootloader, "1-3");
    Check check = checkBoard(system, board);
    CHECK(check.state == State::Warning);
    CHECK(check.subject == "usb:1-3");
    CHECK(says(check.fix, "omv -p usb:1-3 flash firmware RELEASE"));

    board.state = SeenBoard::State::Recovery;
    check = checkBoard(system, board);
    CHECK(check.state == State::Warning);
    CHECK(says(check.fix, "omv -p usb:1-3 recover RELEASE --board ae3"));
    board.boards = {"h7", "m7"};
    check = checkBoard(system, board);
    CHECK(says(check.why, "perhaps h7, m7, perhaps no camera"));
    CHECK(says(check.fix, "--board ID"));
}

TEST_CASE("A port that another program has open names it, for cameras and bootloaders", "[doctor]")
{
    FakeSystem system;
    const SeenBoard camera = system.addCamera();
    const SeenBoard loader = system.addLoader(SeenBoard::State::Bootloader, "1-3");
    system.addProcess("100", "other", "/dev/ttyACM1");
    system.addProcess(std::to_string(::getpid()), "omv", "/dev/ttyACM0");
    system.files["/proc/self/comm"] = "omv";
    CHECK(checkBusy(system, camera).state == State::Ok);
    CHECK(checkBusy(system, loader).state == State::Ok);
    system.addProcess("101", "minicom", "/dev/ttyACM0");
    system.addProcess("102", "dfu-util", "/dev/bus/usb/001/007");
    CHECK(checkBusy(system, camera).state == State::Warning);
    CHECK(checkBusy(system, camera).what == "Another program uses it: minicom (process 101)");
    CHECK(checkBusy(system, loader).what == "Another program uses it: dfu-util (process 102)");
}

TEST_CASE("Of a virtual camera's port nothing is said", "[doctor]")
{
    FakeSystem system;
    SeenBoard board = system.addCamera();
    board.port = "/dev/pts/7";
    board.path.clear();
    system.addProcess("101", "omv-vcam", "/dev/pts/7");
    CHECK(checkBusy(system, board).state == State::Skipped);
    CHECK_FALSE(checkLink(system, system.around, board));
}

TEST_CASE("A board in the computer itself at its own speed is connected well", "[doctor]")
{
    FakeSystem system;
    const SeenBoard camera = system.addCamera();
    const auto check = checkLink(system, system.around, camera);
    REQUIRE(check);
    CHECK(check->state == State::Ok);
    CHECK(check->what == "480 Mbit/s, plugged into the computer itself");
}

TEST_CASE("A fast board on a slow way is a warning, a slow board is none", "[doctor]")
{
    FakeSystem system;
    const SeenBoard camera = system.addCamera();
    system.setUsb("1-2", "speed", "12");
    CHECK(checkLink(system, system.around, camera)->state == State::Warning);
    CHECK(says(checkLink(system, system.around, camera)->why, "The board can do 480"));
    CHECK(says(checkLink(system, system.around, camera)->what, "about 1 MB/s"));
    system.around.fastBoards.clear();
    CHECK(checkLink(system, system.around, camera)->state == State::Ok);
}

TEST_CASE("A hub is told, with others on it, its speed and its power", "[doctor]")
{
    FakeSystem system;
    SeenBoard camera = system.addCamera();
    camera.path = "1-4.2";
    system.around.boards = {camera};
    system.setUsb("1-4.2", "speed", "480");
    system.setUsb("1-4.2", "bMaxPower", "500mA");
    system.setUsb("1-4", "speed", "480");
    system.setUsb("1-4", "bmAttributes", "e0");
    const auto look = [&] { return *checkLink(system, system.around, camera); };
    CHECK(look().state == State::Ok);
    CHECK(look().what == "480 Mbit/s, behind the hub at 1-4");
    SECTION("others")
    {
        system.addLoader(SeenBoard::State::Bootloader, "1-4.3");
        system.addLoader(SeenBoard::State::Bootloader, "1-5");
        CHECK(says(look().what, "which 1 other board uses too"));
    }
    SECTION("power")
    {
        system.setUsb("1-4", "bmAttributes", "a0");
        CHECK(look().state == State::Warning);
        CHECK(says(look().why, "the board asks for 500 mA"));
        system.setUsb("1-4.2", "bMaxPower", "100mA");
        CHECK(look().state == State::Ok);
    }
    SECTION("speed")
    {
        system.setUsb("1-4.2", "speed", "12");
        system.setUsb("1-4", "speed", "12");
        CHECK(look().state == State::Warning);
        CHECK(says(look().why, "The hub that it is plugged into is a slow one"));
    }
    SECTION("nothing that the system does not tell")
    {
        system.files.erase("/sys/bus/usb/devices/1-4.2/speed");
        CHECK_FALSE(checkLink(system, system.around, camera));
    }
}

TEST_CASE("Firmware is asked for its version only on request, and never at a busy port", "[doctor]")
{
    FakeSystem system;
    const SeenBoard camera = system.addCamera();
    const Check free = checkBusy(system, camera);
    int asked = 0;
    Options options;
    CHECK(checkFirmware(camera, free, options)->state == State::Skipped);
    options.firmware = [&asked](const std::string&) -> Result<std::string> {
        ++asked;
        return std::string("5.0.0");
    };
    CHECK(checkFirmware(camera, free, options)->what == "Firmware 5.0.0");
    system.addProcess("101", "minicom", "/dev/ttyACM0");
    CHECK(checkFirmware(camera, checkBusy(system, camera), options)->state == State::Skipped);
    const SeenBoard loader = system.addLoader(SeenBoard::State::Bootloader, "1-3");
    CHECK_FALSE(checkFirmware(loader, free, options));
    CHECK(asked == 1);
    options.firmware = [](const std::string&) -> Result<std::string> {
        return omv::Unexpected{{omv::Errc::Timeout, "OMV-E0201", "No answer", "late", "wait"}};
    };
    const Check silent = *checkFirmware(camera, free, options);
    CHECK(silent.state == State::Problem);
    CHECK(silent.what + silent.why + silent.fix == "No answerlatewait");
}
