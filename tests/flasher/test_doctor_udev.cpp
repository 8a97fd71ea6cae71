// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/doctor_checks.h"

#include "tests/flasher/fake_system.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::flasher::doctor;
using omv::test::FakeSystem;

namespace {

constexpr const char* kInstalled = "/usr/lib/udev/rules.d/60-openmv.rules";
constexpr const char* kAdmins = "/etc/udev/rules.d/60-openmv.rules";

Check rules(FakeSystem& system)
{
    return checkRules(system, system.around);
}

std::string without(std::string text, const std::string& part)
{
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.erase(at, part.size());
}

}  // namespace

TEST_CASE("Installed rules are all right in each folder that udev reads", "[doctor]")
{
    FakeSystem system;
    CHECK(rules(system).state == State::Ok);
    CHECK(rules(system).why == kInstalled);
    for (const std::string folder : {"/etc/udev/rules.d", "/run/udev/rules.d",
                                     "/usr/local/lib/udev/rules.d", "/lib/udev/rules.d"}) {
        FakeSystem other;
        other.removeRules();
        other.files[folder + "/60-openmv.rules"] = omv::test::ourRules();
        CHECK(rules(other).state == State::Ok);
    }
}

TEST_CASE("Rules that are not installed are a problem, and the fix installs ours", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    const Check check = rules(system);
    CHECK(check.state == State::Problem);
    REQUIRE(check.commands.size() == 4);
    CHECK(check.commands[0] ==
          Command{"install", "-D", "-m", "644", system.around.rulesFile, kAdmins});
    CHECK(check.commands[1] == Command{"udevadm", "control", "--reload"});
    CHECK(check.commands[2][1] == "trigger");
    // Without our own there is nothing to install.
    system.around.rulesFile.clear();
    CHECK(rules(system).state == State::Problem);
    CHECK(rules(system).commands.empty());
}

TEST_CASE("Rules that lack something are a problem that names it", "[doctor]")
{
    FakeSystem system;
    const auto [removed, said] = GENERATE(
        std::pair{R"(ATTRS{idVendor}=="37c5", ATTRS{idProduct}=="96e3", ENV{OMV_CAMERA}="1")",
                  "37c5:96e3"},
        std::pair{R"(, ENV{ID_MM_DEVICE_IGNORE}="1", TAG+="uaccess")", "ModemManager"});
    system.files[kInstalled] = without(omv::test::ourRules(), removed);
    const Check check = rules(system);
    CHECK(check.state == State::Problem);
    CHECK(check.why.find(said) != std::string::npos);
    CHECK(check.commands.size() == 4);
}

TEST_CASE("The file in /etc is the one that counts", "[doctor]")
{
    FakeSystem system;
    system.files[kAdmins] = "# nothing\n";
    CHECK(rules(system).state == State::Problem);
    CHECK(rules(system).why.find(kAdmins) == 0);
}

TEST_CASE("Rules with all devices and another text are only a warning", "[doctor]")
{
    FakeSystem system;
    system.files[kInstalled] += "# by the administrator\n";
    CHECK(rules(system).state == State::Warning);
    CHECK(rules(system).commands.empty());
}

TEST_CASE("Rules that udev reads after those of the seat are a problem", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.files["/etc/udev/rules.d/72-OpenMV.rules"] = omv::test::ourRules();
    CHECK(rules(system).state == State::Ok);
    system.files.erase("/etc/udev/rules.d/72-OpenMV.rules");
    system.files["/etc/udev/rules.d/99-openmv.rules"] = omv::test::ourRules();
    CHECK(rules(system).state == State::Problem);
    CHECK(rules(system).what == "The udev rules come too late");
}

TEST_CASE("Without udev the rules are not looked at", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.files.erase("/run/udev/control");
    CHECK(rules(system).state == State::Skipped);
    CHECK(rules(system).commands.empty());
}

TEST_CASE("The group of serial ports is needed only where the rules are not enough", "[doctor]")
{
    FakeSystem system;
    const auto check = [&](bool rulesWork = true) {
        return checkSerialGroup(system, system.around, rulesWork);
    };
    CHECK(check().state == State::Ok);
    CHECK(check(false).state == State::Warning);
    CHECK(check(false).commands.empty());

    SECTION("over SSH")
    {
        system.variables["SSH_CONNECTION"] = "192.0.2.1 1 192.0.2.2 22";
        CHECK(check().state == State::Problem);
        CHECK(check().commands == std::vector<Command>{{"usermod", "-aG", "dialout", "ann"}});
        CHECK(check().fix.find("log out and in") != std::string::npos);
    }
    SECTION("a port that may not be opened")
    {
        system.addCamera();
        CHECK(check().state == State::Ok);
        system.closed = {"/dev/ttyACM0"};
        CHECK(check().state == State::Problem);
        system.me.joined.push_back("dialout");
        CHECK(check().state == State::Warning);
        CHECK(check().fix == "Log out and in again");
        system.me.groups.push_back("dialout");
        CHECK(check().state == State::Ok);
    }
    SECTION("the port tells the group, else the system's groups do")
    {
        system.variables["SSH_CONNECTION"] = "x";
        system.files["/etc/group"] = "root:x:0:\nuucp:x:10:\n";
        CHECK(check().what == "ann is not in the group uucp");
        system.addCamera();
        system.owners["/dev/ttyACM0"].group = "cameras";
        CHECK(check().what == "ann is not in the group cameras");
        system.around.boards.clear();
        system.files["/etc/group"] = "root:x:0:\nnotuucp:x:10:\n";
        CHECK(check().state == State::Skipped);
    }
    SECTION("root needs none")
    {
        system.variables["SSH_CONNECTION"] = "x";
        system.me = {.name = "root", .privileged = true, .groups = {"root"}, .joined = {}};
        CHECK(check(false).state == State::Ok);
    }
}

TEST_CASE("The group of bootloaders is the one that the rules name", "[doctor]")
{
    FakeSystem system;
    const auto check = [&] { return checkUsbGroup(system, system.around, true); };
    CHECK(check().state == State::Ok);
    system.addLoader(SeenBoard::State::Bootloader, "1-3").permitted = false;
    CHECK(check().state == State::Problem);
    CHECK(check().commands == std::vector<Command>{{"usermod", "-aG", "plugdev", "ann"}});
    system.files["/etc/group"] = "dialout:x:20:\n";
    CHECK(check().state == State::Skipped);
}

TEST_CASE("ModemManager is a problem only without the rules", "[doctor]")
{
    FakeSystem system;
    CHECK(checkModemManager(system, false).state == State::Ok);
    system.addProcess("77", "ModemManager");
    CHECK(checkModemManager(system, true).state == State::Ok);
    CHECK(checkModemManager(system, false).state == State::Problem);
}
