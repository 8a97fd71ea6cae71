// SPDX-License-Identifier: MIT
#include "libopenmv/src/port_diagnosis.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/user_names.h"

namespace omv {

namespace fs = std::filesystem;

namespace {

std::string ownGroups()
{
    std::array<gid_t, 256> groups{};
    const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
    std::vector<gid_t> all(groups.begin(), groups.begin() + std::max(count, 0));
    all.push_back(::getegid());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::string names;
    for (const gid_t group : all) {
        names += (names.empty() ? "" : ", ") + groupName(group);
    }
    return names;
}

constexpr const char* kUdevAdvice =
    "Install the udev rules 60-openmv.rules and plug the camera in again";

bool isNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool hasOpen(const fs::path& process, const fs::path& device)
{
    std::error_code error;
    fs::directory_iterator entry(process / "fd", error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code gone;
        if (fs::read_symlink(entry->path(), gone) == device) {
            return true;
        }
    }
    return false;
}

std::string processText(const fs::path& process)
{
    std::ifstream file(process / "comm");
    std::string name;
    std::getline(file, name);
    const std::string pid = process.filename().string();
    const bool own = pid == std::to_string(::getpid());
    return fmt::format("{} (process {}{})", name.empty() ? "unknown" : name, pid,
                       own ? ", this program" : "");
}

/// "minicom (process 4711)"; empty when no process shows it.
std::string holderOf(const std::string& path)
{
    std::error_code error;
    const fs::path device = fs::canonical(path, error);
    fs::directory_iterator process("/proc", error);
    for (; !error && process != fs::directory_iterator(); process.increment(error)) {
        if (isNumber(process->path().filename().string()) && hasOpen(process->path(), device)) {
            return processText(process->path());
        }
    }
    return {};
}

}  // namespace

Error permissionError(const std::string& path, int error)
{
    const std::string what = fmt::format("No permission to open {}", path);
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) {
        return makeError("OMV-E0104", what, errnoText(error), kUdevAdvice);
    }
    const std::string group = groupName(status.st_gid);
    const std::string user = userName(::geteuid());
    const std::string why = fmt::format(
        "{}; it belongs to user {} and group {} with mode {:04o}, and you are {} with groups {}",
        errnoText(error), userName(status.st_uid), group, status.st_mode & 07777u, user,
        ownGroups());
    const bool groupMay = (status.st_mode & (S_IRGRP | S_IWGRP)) == (S_IRGRP | S_IWGRP);
    if (!groupMay || status.st_gid == 0) {
        return makeError("OMV-E0104", what, why, kUdevAdvice);
    }
    return makeError("OMV-E0104", what, why,
                     fmt::format("{}, or join the group with \"sudo usermod -aG {} {}\" and log "
                                 "in again",
                                 kUdevAdvice, group, user));
}

Error busyError(const std::string& path, const std::string& evidence)
{
    const std::string holder = holderOf(path);
    const std::string who = holder.empty()
        ? "held by an unknown process (it may belong to another user)"
        : "held by " + holder;
    return makeError("OMV-E0105", fmt::format("{} is in use", path),
                     fmt::format("{}; {}", who, evidence),
                     "Close the other program, or disconnect the camera in it");
}

}  // namespace omv
