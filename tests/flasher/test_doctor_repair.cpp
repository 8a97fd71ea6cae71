// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/doctor_process.h"

#include <unistd.h>

#include "tests/flasher/fake_system.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::flasher::doctor;
using omv::test::FakeSystem;
using omv::test::find;
using omv::test::TempDirectory;
using omv::test::writeText;

namespace {

constexpr const char* kInstalled = "/etc/udev/rules.d/60-openmv.rules";

std::vector<Command> commandsFor(FakeSystem& system)
{
    const auto commands = repairCommands(system, find(examine(system), "udev.rules"));
    REQUIRE(commands);
    return *commands;
}

}  // namespace

TEST_CASE("Examining changes nothing", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.addCamera();
    system.closed = {"/dev/ttyACM0"};
    const auto files = system.files;
    const auto checks = examine(system);
    CHECK(find(checks, "udev.rules").state == State::Problem);
    CHECK(find(checks, "board").state == State::Problem);
    CHECK(system.applied.empty());
    CHECK(system.files == files);
}

TEST_CASE("All checks of a healthy computer are there and all right", "[doctor]")
{
    FakeSystem system;
    system.addCamera();
    std::string ids;
    for (const Check& each : examine(system)) {
        INFO(each.id);
        CHECK((each.state == State::Ok || each.id == "board.firmware"));
        ids += each.id + ' ';
    }
    CHECK(ids ==
          "tools.omv tools.vcam usb.access usb.hid udev.rules groups.serial groups.usb "
          "modem-manager board board.busy board.link board.firmware ");
}

TEST_CASE("What is known of no board is told as why", "[doctor]")
{
    FakeSystem system;
    CHECK(find(examine(system), "boards").state == State::Skipped);
    system.around.boardsError = {omv::Errc::Malformed, "OMV-E0501", "A board's file is wrong",
                                 "ae3.json", "mend it"};
    CHECK(find(examine(system), "boards").state == State::Problem);
    CHECK(find(examine(system), "boards").why == "ae3.json");
}

TEST_CASE("Root installs the rules, and then there is nothing left to do", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.me = {.name = "root", .privileged = true, .groups = {}, .joined = {}};
    const auto commands = commandsFor(system);
    CHECK(commands.front().front() == "install");
    REQUIRE(repair(system, commands));
    CHECK(system.applied == commands);
    CHECK(system.files.at(kInstalled) == omv::test::ourRules());
    CHECK(find(examine(system), "udev.rules").state == State::Ok);
    CHECK(find(examine(system), "udev.rules").commands.empty());
    CHECK(commandsFor(system).empty());
}

TEST_CASE("Others become root by sudo, without a terminal only if it asks nothing", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    CHECK(commandsFor(system).front().front() == "sudo");
    CHECK(commandsFor(system).front()[1] == "install");
    CHECK(commandsFor(system).size() == 4);
    system.terminal = false;
    CHECK(commandsFor(system)[2][1] == "-n");
    REQUIRE(repair(system, {{"sudo", "install", system.around.rulesFile, kInstalled}}));
    CHECK(find(examine(system), "udev.rules").state == State::Ok);
}

TEST_CASE("On a graphical screen pkexec asks once for all commands", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.around.rulesFile = "/opt/ann's files/60-openmv.rules";
    system.files[system.around.rulesFile] = omv::test::ourRules();
    system.programs.insert("pkexec");
    CHECK(commandsFor(system).front().front() == "sudo");
    system.variables["WAYLAND_DISPLAY"] = "wayland-0";
    const auto commands = commandsFor(system);
    REQUIRE(commands.size() == 1);
    REQUIRE(commands[0].size() == 4);
    CHECK(commands[0][0] == "pkexec");
    CHECK(commands[0][3].find("install -D -m 644 '/opt/ann'\\''s files/60-openmv.rules' "
                              "/etc/udev/rules.d/60-openmv.rules && udevadm control --reload && "
                              "udevadm trigger") == 0);
}

TEST_CASE("Where nobody can become root the commands are for somebody else to run", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.programs.clear();
    const auto commands = repairCommands(system, find(examine(system), "udev.rules"));
    REQUIRE_FALSE(commands);
    CHECK(commands.error().id == "OMV-E0751");
}

TEST_CASE("A command that fails ends the fix and is named", "[doctor]")
{
    FakeSystem system;
    system.removeRules();
    system.me.privileged = true;
    system.failing = "udevadm";
    const auto fixed = repair(system, commandsFor(system));
    REQUIRE_FALSE(fixed);
    CHECK(fixed.error().id == "OMV-E0752");
    CHECK(fixed.error().what.find("udevadm control --reload") != std::string::npos);
    CHECK(system.applied.size() == 2);
}

TEST_CASE("Joining a group leaves the advice to log in again", "[doctor]")
{
    FakeSystem system;
    system.variables["SSH_CONNECTION"] = "x";
    const Check before = find(examine(system), "groups.serial");
    const auto commands = repairCommands(system, before);
    REQUIRE(commands);
    REQUIRE(repair(system, {{"usermod", "-aG", "dialout", "ann"}}));
    const Check after = find(examine(system), "groups.serial");
    CHECK(after.state == State::Warning);
    CHECK(after.commands.empty());
}

TEST_CASE("This computer reads files, folders, links and owners", "[doctor]")
{
    const TempDirectory folder;
    writeText(folder / "b", "text\n");
    writeText(folder / "a", std::string(100000, 'x'));
    REQUIRE(::symlink("/dev/null", (folder / "link").c_str()) == 0);
    const auto system = thisComputer();
    CHECK(system->read(folder / "b") == "text\n");
    CHECK(system->read(folder / "a")->size() == 65536);
    CHECK_FALSE(system->read(folder / "none"));
    CHECK_FALSE(system->read(folder / "link"));
    CHECK_FALSE(system->read(folder.path()));
    CHECK(system->list(folder.path()) == std::vector<std::string>{"a", "b", "link"});
    CHECK(system->list(folder / "none").empty());
    CHECK(system->link(folder / "link") == "/dev/null");
    CHECK(system->link(folder / "b").empty());
    CHECK(system->exists(folder / "b"));
    CHECK_FALSE(system->exists(folder / "none"));
    CHECK(system->mayOpen(folder / "b"));
    CHECK_FALSE(system->mayOpen(folder / "none"));
    const auto owner = system->owner(folder / "b");
    REQUIRE(owner);
    CHECK(owner->mode == 0644);
    const omv::test::ScopedEnv noSudo("SUDO_USER", "");
    CHECK(owner->user == system->user().name);
    CHECK(system->read("/proc/self/comm").value_or("").starts_with("test_doctor"));
}

TEST_CASE("Our own rules are found in a source tree and where they are installed", "[doctor]")
{
    const TempDirectory folder;
    const omv::test::ScopedEnv data("OPENMV_DATA_DIR", folder.path());
    CHECK(thisComputer()->look().rulesFile.empty());
    std::filesystem::create_directory(folder / "udev");
    writeText(folder / "udev/60-openmv.rules", "# ours\n");
    CHECK(thisComputer()->look().rulesFile == folder / "udev/60-openmv.rules");
    const omv::test::ScopedEnv source("OPENMV_DATA_DIR",
                                      std::string(OMV_SOURCE_DIR) + "/resources");
    CHECK(thisComputer()->look().rulesFile ==
          std::string(OMV_SOURCE_DIR) + "/installers/udev/60-openmv.rules");
    CHECK(thisComputer()->look().fastBoards == std::vector<std::string>{"ae3", "rt1062"});
}

TEST_CASE("Of sudo the groups are those of the user who typed it", "[doctor]")
{
    if (::geteuid() != 0)
        return;  // sudo's programs are root's
    const omv::test::ScopedEnv typed("SUDO_USER", "daemon");
    const User user = thisComputer()->user();
    CHECK(user.name == "daemon");
    CHECK(user.privileged);
    CHECK(user.groups == std::vector<std::string>{"daemon"});
}

TEST_CASE("Programs are run to their end, and killed when they take too long", "[doctor]")
{
    using namespace std::chrono_literals;
    const auto said = runCaptured({"sh", "-c", "echo out; echo err >&2; exit 3"}, 30s);
    CHECK(said.exitCode == 3);
    CHECK(said.output == "out\nerr\n");
    CHECK(runCaptured({"cat"}, 30s).exitCode == 0);
    CHECK(runCaptured({"no-such-program"}, 30s).exitCode == -1);
    CHECK(runCaptured({"tail", "-f", "/dev/null"}, 20ms).exitCode == 128 + 9);
    CHECK(runCaptured({"head", "-c", "200000", "/dev/zero"}, 30s).output.size() == 65536);
    CHECK(runInForeground({"sh", "-c", "exit 4"}) == 4);
    CHECK(runInForeground({"/no/such/program"}) == -1);
    CHECK(isInPath("sh"));
    CHECK_FALSE(isInPath("no-such-program"));
}
