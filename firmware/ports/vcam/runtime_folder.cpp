// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/runtime_folder.h"

#include "firmware/ports/vcam/lock_file.h"
#include "firmware/ports/vcam/whole_file.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "vcam-";
constexpr const char* kLock = ".lock";
// What a camera has in the folder beside its lock.
constexpr const char* kSuffixes[] = {".json",   ".json.new", ".board",      ".board.new",
                                     ".ctl",    ".tty",      ".tty.new",    ".se",
                                     ".se.new", ".loader",   ".loader.new", ".ble"};

/// The camera whose file it is; nothing when it is none that cameras have.
std::optional<pid_t> ownerOf(std::string_view name)
{
    const auto file = cameraFileOf(name);
    if (!file)
        return std::nullopt;
    const bool known =
        file->suffix == kLock || std::ranges::find(kSuffixes, file->suffix) != std::end(kSuffixes);
    return known ? std::optional(file->camera) : std::nullopt;
}

bool belongsToUser(const std::string& path)
{
    struct stat info {};
    return lstat(path.c_str(), &info) == 0 && info.st_uid == geteuid();
}

void removeFilesOf(const std::string& camera)
{
    for (const char* suffix : kSuffixes) {
        if (belongsToUser(camera + suffix))
            ::unlink((camera + suffix).c_str());
    }
}

/// `camera`: folder, prefix and number. Does nothing while that camera lives.
void removeIfDead(const std::string& camera, pid_t pid)
{
    const std::string lock = camera + kLock;
    std::error_code ignored;
    // Without a lock it is of an older version: then only the number tells.
    const bool hasLock = fs::exists(fs::symlink_status(lock, ignored));
    if (!hasLock && (kill(pid, 0) == 0 || errno != ESRCH))
        return;
    const UniqueFd held = lockFile(lock, LockMode::Create);
    if (!held)
        return;
    removeFilesOf(camera);
    ::unlink(lock.c_str());
}

}  // namespace

std::optional<CameraFile> cameraFileOf(std::string_view name)
{
    if (!name.starts_with(kPrefix))
        return std::nullopt;
    name.remove_prefix(kPrefix.size());
    pid_t pid = 0;
    const auto number = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (number.ec != std::errc{} || pid <= 0)
        return std::nullopt;
    name.remove_prefix(static_cast<std::size_t>(number.ptr - name.data()));
    return CameraFile{pid, name};
}

std::string cameraFilePath(pid_t camera, std::string_view suffix)
{
    return fmt::format("{}/{}{}{}", announcementDirectory(), kPrefix, camera, suffix);
}

RuntimeFolder::RuntimeFolder()
    : m_folder(announcementDirectory())
{
    if (!openFolder())
        return;
    m_lock = lockFile(path(kLock), LockMode::CreateAndWait);
    if (!m_lock) {
        m_problem = fmt::format("cannot lock {}: {}", path(kLock), std::strerror(errno));
        return;
    }
    removeFilesOf(path(""));  // of a killed one that had our number
    removeLeftovers();
}

RuntimeFolder::~RuntimeFolder()
{
    withdraw();
    ::unlink(path(".board").c_str());
    if (m_lock)
        ::unlink(path(kLock).c_str());
}

/// False, with m_problem, when the folder is not ours alone.
bool RuntimeFolder::openFolder()
{
    struct stat info {};
    if (mkdir(m_folder.c_str(), 0700) != 0 && errno != EEXIST) {
        m_problem = fmt::format("cannot create {}: {}", m_folder, std::strerror(errno));
    } else if (lstat(m_folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) ||
               info.st_uid != geteuid()) {
        m_problem = fmt::format("{} is not a folder of this user", m_folder);
    } else if ((info.st_mode & 0077) != 0 && chmod(m_folder.c_str(), 0700) != 0) {
        m_problem = fmt::format("{} is open to other users", m_folder);
    }
    return m_problem.empty();
}

void RuntimeFolder::removeLeftovers() const
{
    std::set<pid_t> owners;
    std::error_code error;
    for (auto entry = fs::directory_iterator(m_folder, error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (const auto pid = ownerOf(entry->path().filename().string()))
            owners.insert(*pid);
    }
    owners.erase(getpid());
    for (const pid_t pid : owners)
        removeIfDead(cameraFilePath(pid, {}), pid);
}

std::string RuntimeFolder::path(const char* suffix) const
{
    return cameraFilePath(getpid(), suffix);
}

bool RuntimeFolder::announce(const CameraInfo& info)
{
    m_announced = writeWholeFile(path(".json"), formatAnnouncement(info));
    return m_announced;
}

bool RuntimeFolder::announceBoard(const CameraInfo& info)
{
    return writeWholeFile(path(".board"), formatAnnouncement(info));
}

void RuntimeFolder::withdraw()
{
    if (m_announced)
        ::unlink(path(".json").c_str());
    m_announced = false;
}

}  // namespace omv::vcam
