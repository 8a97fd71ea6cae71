// SPDX-License-Identifier: MIT
// Who may open boards, and what else opens them.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "firmware-flasher/src/doctor_checks.h"

namespace omv::flasher::doctor {

namespace {

constexpr const char* kRulesName = "60-openmv.rules";
/// udev's rule that gives devices with the tag "uaccess" to the user at the screen.
constexpr const char* kSeatRules = "73-seat-late.rules";
/// Of files with the same name udev reads only the first.
constexpr const char* kRuleFolders[] = {"/etc/udev/rules.d", "/run/udev/rules.d",
                                        "/usr/local/lib/udev/rules.d", "/usr/lib/udev/rules.d",
                                        "/lib/udev/rules.d"};

constexpr const char* kWithoutRules =
    "Without them boards belong to root, and their bootloaders cannot be opened";

/// The value of key=="value" or key="value" in a line of rules.
std::string valueOf(const std::string& line, const std::string& key)
{
    const std::size_t at = line.find(key);
    const std::size_t begin = at == std::string::npos ? at : line.find('"', at);
    const std::size_t end = begin == std::string::npos ? begin : line.find('"', begin + 1);
    return end == std::string::npos ? "" : line.substr(begin + 1, end - begin - 1);
}

struct Rules {
    std::set<std::string> ids;  ///< "37c5:16e3"
    std::set<std::string> groups;
    bool uaccess = false;
    bool keepsModemManagerOff = false;
};

void readLine(const std::string& line, Rules& rules)
{
    if (line.empty() || line.front() == '#')
        return;
    const std::string vendor = valueOf(line, "idVendor}");
    if (!vendor.empty())
        rules.ids.insert(vendor + ':' + valueOf(line, "idProduct}"));
    rules.uaccess = rules.uaccess || line.find("TAG+=\"uaccess\"") != std::string::npos;
    rules.keepsModemManagerOff =
        rules.keepsModemManagerOff || valueOf(line, "ENV{ID_MM_DEVICE_IGNORE}=") == "1";
    if (line.find("GROUP=") != std::string::npos)
        rules.groups.insert(valueOf(line, "GROUP="));
}

Rules parseRules(const std::string& text)
{
    Rules rules;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        readLine(text.substr(at, end - at), rules);
        at = end + 1;
    }
    return rules;
}

bool isOurs(std::string file)
{
    std::transform(file.begin(), file.end(), file.begin(),
                   [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
    return file.find("openmv") != std::string::npos && file.ends_with(".rules");
}

/// Paths of rules for our boards that udev reads: the usual name, else others.
std::vector<std::string> installedRules(System& system)
{
    std::vector<std::string> others;
    for (const std::string folder : kRuleFolders) {
        for (const std::string& file : system.list(folder)) {
            if (file == kRulesName)
                return {folder + '/' + file};
            if (isOurs(file))
                others.push_back(folder + '/' + file);
        }
    }
    return others;
}

/// What the installed rules do not do that ours do; empty: nothing.
std::string missing(const Rules& installed, const Rules& ours)
{
    std::string ids;
    for (const std::string& each : ours.ids) {
        if (!installed.ids.contains(each))
            ids += (ids.empty() ? "" : ", ") + each;
    }
    if (!ids.empty())
        return "They do not have the devices " + ids;
    if (!installed.uaccess)
        return "They do not give boards to the user at the screen (uaccess)";
    if (!installed.keepsModemManagerOff)
        return "They do not keep ModemManager off the boards";
    return {};
}

std::vector<Command> installCommands(const std::string& source)
{
    return {{"install", "-D", "-m", "644", source, fmt::format("/etc/udev/rules.d/{}", kRulesName)},
            {"udevadm", "control", "--reload"},
            {"udevadm", "trigger", "--subsystem-match=usb", "--subsystem-match=tty",
             "--subsystem-match=hidraw"},
            {"udevadm", "settle", "--timeout=60"}};
}

Check rulesProblem(const Surroundings& around, std::string what, std::string why)
{
    return {.id = "udev.rules",
            .subject = {},
            .state = State::Problem,
            .what = std::move(what),
            .why = std::move(why),
            .fix = "Install ours, then unplug the board and plug it in again: omv doctor --fix",
            .commands = installCommands(around.rulesFile)};
}

Check checkInstalled(System& system, const Surroundings& around, const std::string& path,
                     const std::string& ours)
{
    const std::string file = path.substr(path.rfind('/') + 1);
    const auto text = system.read(path);
    if (!text)
        return {.id = "udev.rules",
                .subject = {},
                .state = State::Skipped,
                .what = "The udev rules cannot be read",
                .why = path};
    if (const std::string why = missing(parseRules(*text), parseRules(ours)); !why.empty())
        return rulesProblem(around, "The udev rules are not the ones of this version",
                            path + ": " + why);
    if (file >= kSeatRules)
        return rulesProblem(
            around, "The udev rules come too late",
            fmt::format("{} is read after {}, which acts on what they say", file, kSeatRules));
    if (*text != ours)
        return {.id = "udev.rules",
                .subject = {},
                .state = State::Warning,
                .what = "The udev rules differ from those of this version",
                .why = path + " has all devices, but another text",
                .fix = "Nothing has to be done. To have ours: " +
                    shellText(installCommands(around.rulesFile).front())};
    return {.id = "udev.rules", .subject = {}, .what = "udev rules are installed", .why = path};
}

bool has(const std::vector<std::string>& all, const std::string& one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool groupExists(System& system, const std::string& group)
{
    return ('\n' + system.read("/etc/group").value_or("")).find('\n' + group + ':') !=
        std::string::npos;
}

struct GroupQuestion {
    std::string id;
    std::string group;
    std::string opens;  ///< "serial ports"
    bool denied = false;  ///< a board is there that it would open
    bool rulesWork = false;
};

Check joinGroup(const GroupQuestion& asked, const User& user, std::string why)
{
    return {.id = asked.id,
            .subject = {},
            .state = State::Problem,
            .what = fmt::format("{} is not in the group {}", user.name, asked.group),
            .why = std::move(why),
            .fix = "Join the group, then log out and in again: omv doctor --fix",
            .commands = {{"usermod", "-aG", asked.group, user.name}}};
}

Check checkGroup(System& system, const GroupQuestion& asked)
{
    const User user = system.user();
    Check check{.id = asked.id, .subject = {}, .what = {}};
    if (user.name == "root") {
        check.what = "root may open " + asked.opens;
        return check;
    }
    if (has(user.groups, asked.group)) {
        check.what = fmt::format("{} is in the group {}", user.name, asked.group);
        return check;
    }
    if (has(user.joined, asked.group)) {
        check.state = State::Warning;
        check.what = fmt::format("{} joined the group {} after this login", user.name, asked.group);
        check.fix = "Log out and in again";
        return check;
    }
    if (asked.denied)
        return joinGroup(asked, user, "A board is there that you may not open");
    if (!system.variable("SSH_CONNECTION").empty())
        return joinGroup(asked, user,
                         "You came by SSH: the udev rules serve the user at the screen only");
    check.what = fmt::format("{} is not in the group {}", user.name, asked.group);
    check.why = "At this computer's screen the udev rules are enough";
    if (asked.rulesWork)
        return check;
    check.state = State::Warning;
    check.fix = fmt::format("Install the udev rules, or join the group: {}",
                            shellText({"sudo", "usermod", "-aG", asked.group, user.name}));
    return check;
}

Check noSuchGroup(const char* id, std::string what)
{
    return {.id = id, .subject = {}, .state = State::Skipped, .what = std::move(what)};
}

bool isSerial(const SeenBoard& board)
{
    return board.port.starts_with("/dev/tty");
}

/// Debian, Fedora: dialout; Arch: uucp. A port that is there knows it best.
std::string serialGroup(System& system, const Surroundings& around)
{
    for (const SeenBoard& board : around.boards) {
        const auto owner = isSerial(board) ? system.owner(board.port) : std::nullopt;
        if (owner && owner->group != "root")
            return owner->group;
    }
    for (const char* each : {"dialout", "uucp"}) {
        if (groupExists(system, each))
            return each;
    }
    return {};
}

}  // namespace

Check checkRules(System& system, const Surroundings& around)
{
    if (!system.exists("/run/udev"))
        return {.id = "udev.rules",
                .subject = {},
                .state = State::Skipped,
                .what = "udev does not run here",
                .why = "In a container, the rules of the computer around it count"};
    const auto ours = around.rulesFile.empty() ? std::nullopt : system.read(around.rulesFile);
    const auto installed = installedRules(system);
    if (installed.empty() && ours)
        return rulesProblem(around, "The udev rules are not installed", kWithoutRules);
    if (!ours)
        return {.id = "udev.rules",
                .subject = {},
                .state = installed.empty() ? State::Problem : State::Warning,
                .what = installed.empty() ? "The udev rules are not installed"
                                          : "The installed udev rules cannot be compared with ours",
                .why = installed.empty() ? kWithoutRules : installed.front() + " is there",
                .fix = "Install this software as a whole, or name its data by OPENMV_DATA_DIR: "
                       "its own rules are not found"};
    return checkInstalled(system, around, installed.front(), *ours);
}

Check checkSerialGroup(System& system, const Surroundings& around, bool rulesWork)
{
    const std::string group = serialGroup(system, around);
    if (group.empty())
        return noSuchGroup("groups.serial", "This system has no group for serial ports");
    const bool denied =
        std::any_of(around.boards.begin(), around.boards.end(), [&](const SeenBoard& board) {
            return isSerial(board) && !system.mayOpen(board.port);
        });
    return checkGroup(system, {"groups.serial", group, "serial ports", denied, rulesWork});
}

Check checkUsbGroup(System& system, const Surroundings& around, bool rulesWork)
{
    const auto installed = installedRules(system);
    const auto text = system.read(installed.empty() ? around.rulesFile : installed.front());
    const Rules rules = parseRules(text.value_or(""));
    if (rules.groups.empty())
        return noSuchGroup("groups.usb", "The udev rules name no group for bootloaders");
    const std::string& group = *rules.groups.begin();
    if (!groupExists(system, group))
        return noSuchGroup("groups.usb",
                           fmt::format("This system has no group {} for bootloaders", group));
    const bool denied =
        std::any_of(around.boards.begin(), around.boards.end(), [](const SeenBoard& board) {
            return board.state != SeenBoard::State::Running && !board.permitted;
        });
    return checkGroup(system, {"groups.usb", group, "bootloaders", denied, rulesWork});
}

Check checkModemManager(System& system, bool rulesWork)
{
    const auto processes = system.list("/proc");
    const bool runs = std::any_of(processes.begin(), processes.end(), [&](const auto& process) {
        return std::isdigit(static_cast<unsigned char>(process.front())) &&
            firstLine(system, "/proc/" + process + "/comm") == "ModemManager";
    });
    Check check{.id = "modem-manager", .subject = {}, .what = "ModemManager does not run"};
    if (!runs)
        return check;
    check.what = "ModemManager runs, and the udev rules keep it off the boards";
    if (rulesWork)
        return check;
    check.state = State::Problem;
    check.what = "ModemManager may take the boards for modems";
    check.why = "It runs, and no udev rule tells it to leave them alone";
    check.fix = "Install the udev rules: omv doctor --fix";
    return check;
}

}  // namespace omv::flasher::doctor
