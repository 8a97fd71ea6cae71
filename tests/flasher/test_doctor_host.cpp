// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/doctor_checks.h"

#include "tests/flasher/fake_system.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::flasher::doctor;
using omv::test::FakeSystem;

namespace {

bool says(const std::string& text, const std::string& part)
{
    INFO(text);
    return text.find(part) != std::string::npos;
}

void eraseBelow(FakeSystem& system, const std::string& folder)
{
    std::erase_if(system.files,
                  [&folder](const auto& each) { return each.first.starts_with(folder + '/'); });
}

constexpr const char* kJournal = "/home/ann/.local/state/openmv/flash/ae3-usb-1-2.json";

}  // namespace

TEST_CASE("A computer without USB is told in one line and is no problem", "[doctor]")
{
    FakeSystem system;
    CHECK(checkUsb(system, system.around).state == State::Ok);
    CHECK(checkHid(system, system.around).state == State::Ok);
    eraseBelow(system, "/sys/bus/usb");
    eraseBelow(system, "/dev/bus/usb");
    const Check check = checkUsb(system, system.around);
    CHECK(check.state == State::Skipped);
    CHECK(check.what == "No USB on this computer");
    CHECK(says(check.why, "often"));
    system.files["/.dockerenv"] = "";
    CHECK(says(checkUsb(system, system.around).why, "This is a container"));
    CHECK(checkHid(system, system.around).state == State::Skipped);
}

TEST_CASE("USB that can be seen but not opened is told apart", "[doctor]")
{
    FakeSystem system;
    eraseBelow(system, "/dev/bus/usb");
    CHECK(checkUsb(system, system.around).state == State::Warning);
    system.files["/dev/bus/usb/001/001"] = "";
    system.around.usbError = {omv::Errc::Unsupported, "OMV-E0714", "No USB", "refused", "allow"};
    const Check check = checkUsb(system, system.around);
    CHECK(check.state == State::Problem);
    CHECK(check.what + check.why + check.fix == "No USBrefusedallow");
}

TEST_CASE("A kernel without hidraw is a warning", "[doctor]")
{
    FakeSystem system;
    eraseBelow(system, "/sys/class/hidraw");
    CHECK(checkHid(system, system.around).state == State::Warning);
}

TEST_CASE("The virtual camera is found, starts, and is of the same version", "[doctor]")
{
    FakeSystem system;
    const auto check = [&] { return checkSimulator(system, system.around); };
    CHECK(check().state == State::Ok);
    CHECK(check().what == "omv-vcam " OPENMV_VERSION);
    system.vcam.output = "omv-vcam 0.0.9\n";
    CHECK(check().state == State::Warning);
    CHECK(says(check().fix, "not that of omv, " OPENMV_VERSION));
    system.vcam = {127, "libopencv_core.so.406: cannot open shared object file\n"};
    CHECK(check().state == State::Warning);
    CHECK(says(check().why, "libopencv_core.so.406"));
    system.around.simulator.clear();
    CHECK(check().state == State::Warning);
}

TEST_CASE("Program and libraries of different versions are a warning", "[doctor]")
{
    FakeSystem system;
    system.around.version = "1.2.0";
    CHECK(checkVersions(system.around, {}).state == State::Ok);
    CHECK(checkVersions(system.around, {.program = "1.2.0", .library = "1.2.0"}).what ==
          "omv 1.2.0, libopenmv 1.2.0");
    const Check check = checkVersions(system.around, {.program = "1.2.0", .library = "1.1.0"});
    CHECK(check.state == State::Warning);
    CHECK(check.what == "omv 1.2.0, libopenmv 1.1.0");
    CHECK(checkVersions(system.around, {.program = "1.3.0"}).state == State::Warning);
}

TEST_CASE("A run that was cut off is told with board and files", "[doctor]")
{
    FakeSystem system;
    CHECK(checkJournals(system, system.around).empty());
    system.files[kJournal] = R"({"schema": 1, "board": "ae3", "source": "release.zip",
        "plan": "00", "steps": 9, "steps_done": 4})";
    const auto all = checkJournals(system, system.around);
    REQUIRE(all.size() == 1);
    CHECK(all[0].state == State::Warning);
    CHECK(says(all[0].what, "ae3"));
    CHECK(says(all[0].why, "4 of 9 steps were done with release.zip"));
    CHECK(says(all[0].why, kJournal));
    CHECK(says(all[0].fix, "same command again (board ae3, release.zip)"));
}

TEST_CASE("Files that are no journals are left out", "[doctor]")
{
    FakeSystem system;
    system.files[kJournal] = GENERATE("", "{", "[]", R"({"board": "ae3"})",
                                      R"({"board": "ae3", "source": "x", "steps": 1,
                                          "steps_done": 2})");
    system.files["/home/ann/.local/state/openmv/flash/notes.txt"] = "";
    CHECK(checkJournals(system, system.around).empty());
    system.around.journalFolder.clear();
    CHECK(checkJournals(system, system.around).empty());
}
