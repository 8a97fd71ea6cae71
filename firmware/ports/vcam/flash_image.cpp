// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/flash_image.h"

#include "firmware/camera/input_file.h"
#include "firmware/ports/vcam/lock_file.h"
#include "firmware/ports/vcam/whole_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

namespace fs = std::filesystem;

// What a board does until somebody writes a better one: it shows that it lives.
constexpr const char* kMainScript = R"(# main.py: runs when the camera is powered on.
# Replace it by a script of your own.
import time
from machine import LED

led = LED("LED_BLUE")

while True:
    led.on()
    time.sleep_ms(150)
    led.off()
    time.sleep_ms(100)
    led.on()
    time.sleep_ms(150)
    led.off()
    time.sleep_ms(600)
)";

constexpr const char* kReadme = R"(This is the drive of a virtual OpenMV camera.

main.py runs when the camera is powered on, boot.py (if there is one) before it
and after each soft reset. Scripts import modules from here and from lib/.
)";

constexpr const char* kLock = "lock";
constexpr std::string_view kTemporaryPrefix = "omv-vcam-";
// mkdtemp() puts letters and digits in their place.
constexpr std::string_view kTemporaryEnd = "XXXXXX";

bool isTemporaryName(std::string_view name)
{
    if (!name.starts_with(kTemporaryPrefix))
        return false;
    name.remove_prefix(kTemporaryPrefix.size());
    return name.size() == kTemporaryEnd.size() && std::ranges::all_of(name, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

bool isFolderOfUser(const fs::path& path)
{
    struct stat info {};
    return lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid();
}

/// Removes the temporary folders whose cameras were killed: those whose lock is free.
void removeLeftovers()
{
    std::error_code error;
    std::vector<fs::path> found;
    for (auto entry = fs::directory_iterator(fs::temp_directory_path(error), error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (isTemporaryName(entry->path().filename().string()) && isFolderOfUser(entry->path()))
            found.push_back(entry->path());
    }
    for (const fs::path& folder : found) {
        const UniqueFd held = lockFile((folder / kLock).string(), LockMode::Existing);
        if (held)
            fs::remove_all(folder, error);
    }
}

}  // namespace

FlashImage::FlashImage(const std::string& state)
{
    removeLeftovers();
    if (state.empty() ? !makeTemporary() : !lockState(state))
        return;
    std::error_code error;
    m_path = (fs::path(m_folder) / "flash").string();
    fs::create_directories(m_path, error);
    if (error)
        m_problem = fmt::format("cannot create {}: {}", m_path, error.message());
    else if (!fs::exists(fs::path(m_path) / ".openmv_disk", error))
        fill();
    if (!ok())
        leaveNothing();
}

/// What holds anything stays.
void FlashImage::leaveNothing() const
{
    ::rmdir(m_path.c_str());
    ::unlink((fs::path(m_folder) / kLock).c_str());
    if (m_made)
        ::rmdir(m_folder.c_str());
}

FlashImage::~FlashImage()
{
    std::error_code ignored;
    if (m_temporary)
        fs::remove_all(m_folder, ignored);
}

bool FlashImage::makeTemporary()
{
    // A camera that starts at the same time may take a folder without a lock yet for a leftover.
    constexpr int kTries = 10;
    for (int i = 0; i < kTries && !m_lock; ++i) {
        std::error_code error;
        const fs::path place = fs::temp_directory_path(error);
        std::string name = (place / fmt::format("{}{}", kTemporaryPrefix, kTemporaryEnd)).string();
        if (error || !mkdtemp(name.data())) {
            m_problem = fmt::format("cannot create a temporary folder: {}", std::strerror(errno));
            return false;
        }
        m_folder = name;
        m_lock = lockFile(m_folder + "/" + kLock, LockMode::Create);
    }
    m_temporary = bool(m_lock);
    if (!m_lock)
        m_problem = fmt::format("cannot lock {}: {}", m_folder, std::strerror(errno));
    return m_problem.empty();
}

bool FlashImage::lockState(const std::string& state)
{
    std::error_code error;
    m_made = fs::create_directories(state, error);
    if (error) {
        m_problem = fmt::format("cannot create {}: {}", state, error.message());
        return false;
    }
    m_folder = state;
    m_lock = lockFile((fs::path(state) / kLock).string(), LockMode::Create);
    if (m_lock)
        return true;
    m_problem = errno == EWOULDBLOCK
        ? fmt::format("another virtual camera uses the state folder {}", state)
        : fmt::format("cannot lock the state folder {}: {}", state, std::strerror(errno));
    return false;
}

std::string FlashImage::identity(const std::string& fresh)
{
    const std::string file = (fs::path(m_folder) / "identity").string();
    constexpr std::size_t kMostBytes = 4096;
    std::error_code error;
    if (!fs::exists(fs::symlink_status(file, error))) {
        write(file, fresh + '\n');
        return fresh;
    }
    std::string problem;
    const auto kept = firmware::readInputFile(file, kMostBytes, problem);
    if (!kept) {
        m_problem = fmt::format("cannot read {}: {}", file, problem);
        return fresh;
    }
    const std::string line(kept->begin(), std::find(kept->begin(), kept->end(), '\n'));
    if (line.empty())
        write(file, fresh + '\n');
    return line.empty() ? fresh : line;
}

/// All of it or, not ok() then, nothing.
bool FlashImage::write(const std::string& path, const std::string& text)
{
    if (!writeWholeFile(path, text))
        m_problem = fmt::format("cannot write {}: {}", path, std::strerror(errno));
    return m_problem.empty();
}

void FlashImage::format()
{
    clear();
    fill();
}

void FlashImage::clear()
{
    std::error_code error;
    for (auto entry = fs::directory_iterator(m_path, error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        fs::remove_all(entry->path(), ignored);
    }
}

std::string FlashImage::memories() const
{
    if (m_temporary)
        return {};
    const fs::path folder = fs::path(m_folder) / "memories";
    std::error_code error;
    fs::create_directories(folder, error);
    return folder.string();
}

void FlashImage::fill()
{
    // The mark is the last: a drive that could not be filled is filled at the next start.
    constexpr std::pair<const char*, const char*> kFiles[] = {
        {"main.py", kMainScript}, {"README.txt", kReadme}, {".openmv_disk", ""}};
    std::vector<fs::path> made;
    std::error_code error;
    for (const auto& [name, text] : kFiles) {
        const fs::path file = fs::path(m_path) / name;
        if (fs::exists(fs::symlink_status(file, error)))
            continue;
        if (!write(file.string(), text)) {
            for (const fs::path& each : made)
                fs::remove(each, error);
            return;
        }
        made.push_back(file);
    }
}

}  // namespace omv::vcam
