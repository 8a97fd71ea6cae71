// SPDX-License-Identifier: MIT
// The real System.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openmv/flasher/executor.h>
#include <openmv/version.h>

#include "firmware-flasher/src/device_source.h"
#include "firmware-flasher/src/doctor_checks.h"
#include "firmware-flasher/src/doctor_process.h"
#include "libopenmv/src/hardware_caps.h"
#include "libopenmv/src/sim_process.h"
#include "libopenmv/src/user_names.h"

namespace omv::flasher::doctor {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 65536;
constexpr std::size_t kNameBuffer = 16384;
constexpr std::chrono::seconds kLongestLook{20};

std::vector<std::string> namesOf(const std::vector<gid_t>& groups)
{
    std::vector<std::string> names;
    for (const gid_t group : groups)
        names.push_back(groupName(group));
    return names;
}

std::vector<std::string> groupsOfProcess()
{
    const int count = ::getgroups(0, nullptr);
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(count, 0)));
    const int got = ::getgroups(count, groups.data());
    groups.resize(static_cast<std::size_t>(std::max(got, 0)));
    groups.push_back(::getegid());
    return namesOf(groups);
}

/// By the system's users, that is, after the next login.
std::vector<std::string> groupsOfUser(const std::string& name)
{
    std::vector<char> buffer(kNameBuffer);
    passwd entry = {};
    passwd* found = nullptr;
    ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (!found)
        return {};
    int count = 1024;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    const int got = ::getgrouplist(name.c_str(), found->pw_gid, groups.data(), &count);
    groups.resize(static_cast<std::size_t>(std::max(got, 0)));
    return namesOf(groups);
}

/// Installed beside the boards; in a source tree beside `resources`.
std::string rulesFile()
{
    const fs::path data = dataDirectory();
    for (const fs::path& each :
         {data / "udev/60-openmv.rules", data / "../installers/udev/60-openmv.rules"}) {
        std::error_code none;
        const fs::path file = fs::weakly_canonical(each, none);
        if (!none && fs::is_regular_file(file, none))
            return file.string();
    }
    return {};
}

std::vector<std::string> fastBoards()
{
    std::vector<std::string> ids;
    const auto database = BoardDatabase::load();
    const auto bit = hardwareCapBit("usb_hs");
    if (!database || !bit)
        return ids;
    for (const Board& each : database->boards()) {
        if ((each.hardwareCaps & *bit) != 0)
            ids.push_back(each.id);
    }
    return ids;
}

class Computer final : public System {
public:
    Surroundings look() override
    {
        Surroundings around;
        if (auto boards = listBoards())
            around.boards = std::move(*boards);
        else
            around.boardsError = boards.error();
        if (const auto usb = systemDevices(); !usb)
            around.usbError = usb.error();
        around.fastBoards = fastBoards();
        around.rulesFile = rulesFile();
        around.journalFolder = fs::path(journalPath("x", "x")).parent_path().string();
        if (const auto simulator = findSimulator())
            around.simulator = *simulator;
        around.version = OPENMV_VERSION;
        return around;
    }

    User user() override
    {
        User user;
        user.privileged = ::geteuid() == 0;
        user.name = userName(::geteuid());
        user.groups = groupsOfProcess();
        user.joined = groupsOfUser(user.name);
        const std::string typed = variable("SUDO_USER");
        if (user.privileged && !typed.empty() && typed != "root") {
            user.name = typed;
            user.joined = groupsOfUser(typed);
            user.groups = user.joined;
        }
        return user;
    }

    std::optional<std::string> read(const std::string& path) override
    {
        // Files of the kernel have no size.
        std::error_code none;
        if (!fs::is_regular_file(path, none))
            return std::nullopt;
        std::ifstream file(path, std::ios::binary);
        if (!file)
            return std::nullopt;
        std::string text(kMostBytes, '\0');
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(file.gcount()));
        return text;
    }

    std::vector<std::string> list(const std::string& folder) override
    {
        std::vector<std::string> names;
        std::error_code failed;
        fs::directory_iterator entry(folder, failed);
        for (; !failed && entry != fs::directory_iterator(); entry.increment(failed))
            names.push_back(entry->path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

    bool exists(const std::string& path) override
    {
        std::error_code none;
        return fs::exists(path, none);
    }

    std::string link(const std::string& path) override
    {
        std::error_code none;
        const fs::path target = fs::read_symlink(path, none);
        return none ? "" : target.string();
    }

    std::optional<Owner> owner(const std::string& path) override
    {
        struct stat info = {};
        if (::stat(path.c_str(), &info) != 0)
            return std::nullopt;
        return Owner{userName(info.st_uid), groupName(info.st_gid), info.st_mode & 07777u};
    }

    bool mayOpen(const std::string& path) override
    {
        return ::access(path.c_str(), R_OK | W_OK) == 0;
    }

    bool hasProgram(const std::string& program) override { return isInPath(program); }

    std::string variable(const std::string& name) override
    {
        const char* value = std::getenv(name.c_str());
        return value ? value : "";
    }

    bool hasTerminal() override { return ::isatty(STDIN_FILENO) == 1; }

    Ran ask(const Command& command) override { return runCaptured(command, kLongestLook); }

    int apply(const Command& command) override { return runInForeground(command); }
};

}  // namespace

std::unique_ptr<System> thisComputer()
{
    return std::make_unique<Computer>();
}

}  // namespace omv::flasher::doctor
