// SPDX-License-Identifier: MIT
#include "tests/flasher/fake_system.h"

#include <algorithm>

#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

namespace omv::test {

using namespace flasher;
using namespace flasher::doctor;

std::string ourRules()
{
    return readText(std::string(OMV_SOURCE_DIR) + "/installers/udev/60-openmv.rules");
}

Check find(const std::vector<Check>& checks, const std::string& id)
{
    const auto found = std::find_if(checks.begin(), checks.end(),
                                    [&id](const Check& each) { return each.id == id; });
    INFO(id);
    REQUIRE(found != checks.end());
    return *found;
}

FakeSystem::FakeSystem()
{
    around.rulesFile = "/opt/openmv/60-openmv.rules";
    around.journalFolder = "/home/ann/.local/state/openmv/flash";
    around.simulator = "/opt/openmv/omv-vcam";
    around.version = OPENMV_VERSION;
    around.fastBoards = {"ae3"};
    me.joined = me.groups;
    files[around.rulesFile] = ourRules();
    files["/usr/lib/udev/rules.d/60-openmv.rules"] = ourRules();
    files["/usr/lib/udev/rules.d/73-seat-late.rules"] = "";
    files["/run/udev/control"] = "";
    files["/etc/group"] = "root:x:0:\ndialout:x:20:\nplugdev:x:46:\nann:x:1000:\n";
    files["/sys/bus/usb/devices/usb1/speed"] = "480\n";
    files["/sys/class/hidraw/hidraw0/dev"] = "";
    files["/dev/bus/usb/001/001"] = "";
}

SeenBoard& FakeSystem::addCamera(const std::string& id)
{
    SeenBoard board;
    board.port = "/dev/ttyACM0";
    board.path = "1-2";
    board.boards = {id};
    board.name = "OpenMV AE3";
    board.usbId = {0x37C5, 0x16E3};
    around.boards.push_back(board);
    files[board.port] = "";
    owners[board.port] = {"root", "dialout", 0660};
    setUsb("1-2", "speed", "480");
    return around.boards.back();
}

SeenBoard& FakeSystem::addLoader(SeenBoard::State state, const std::string& path)
{
    SeenBoard board;
    board.state = state;
    board.port = "usb:" + path;
    board.path = path;
    board.boards = {"ae3"};
    board.name = "OpenMV AE3";
    board.usbId = {0x37C5, 0x96E3};
    around.boards.push_back(board);
    setUsb(path, "busnum", "1");
    setUsb(path, "devnum", "7");
    owners["/dev/bus/usb/001/007"] = {"root", "root", 0664};
    return around.boards.back();
}

void FakeSystem::setUsb(const std::string& path, const std::string& attribute,
                        const std::string& value)
{
    files["/sys/bus/usb/devices/" + path + '/' + attribute] = value + '\n';
}

void FakeSystem::addProcess(const std::string& pid, const std::string& name,
                            const std::string& opened)
{
    files["/proc/" + pid + "/comm"] = name + '\n';
    if (opened.empty())
        return;
    files["/proc/" + pid + "/fd/0"] = "";
    links["/proc/" + pid + "/fd/0"] = "/dev/null";
    files["/proc/" + pid + "/fd/5"] = "";
    links["/proc/" + pid + "/fd/5"] = opened;
}

std::optional<std::string> FakeSystem::read(const std::string& path)
{
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> FakeSystem::list(const std::string& folder)
{
    std::set<std::string> names;
    for (const auto& [path, text] : files) {
        if (path.starts_with(folder + '/')) {
            const std::string rest = path.substr(folder.size() + 1);
            names.insert(rest.substr(0, rest.find('/')));
        }
    }
    return {names.begin(), names.end()};
}

bool FakeSystem::exists(const std::string& path)
{
    return files.contains(path) || !list(path).empty();
}

std::string FakeSystem::link(const std::string& path)
{
    const auto found = links.find(path);
    return found == links.end() ? "" : found->second;
}

std::optional<Owner> FakeSystem::owner(const std::string& path)
{
    const auto found = owners.find(path);
    return found == owners.end() ? std::nullopt : std::optional(found->second);
}

std::string FakeSystem::variable(const std::string& name)
{
    const auto found = variables.find(name);
    return found == variables.end() ? "" : found->second;
}

System::Ran FakeSystem::ask(const Command& command)
{
    return command == Command{around.simulator, "--version"} ? vcam : Ran{};
}

int FakeSystem::apply(const Command& command)
{
    applied.push_back(command);
    Command plain = command;
    if (plain.front() == "sudo")
        plain.erase(plain.begin());
    if (plain.front() == failing)
        return 1;
    if (plain.front() == "install")
        files[plain.back()] = files.at(plain[plain.size() - 2]);
    else if (plain.front() == "usermod")
        me.joined.push_back(plain[2]);
    return 0;
}

}  // namespace omv::test
