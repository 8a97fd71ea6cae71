// SPDX-License-Identifier: MIT
#include <openmv/discovery.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "libopenmv/src/discovery_sources.h"
#include "libopenmv/src/read_file.h"
#include "libopenmv/src/serial_ports.h"

namespace omv {

namespace fs = std::filesystem;

namespace {

/// In /tmp anybody could have made a folder of our name.
bool isOwnDirectory(const std::string& path)
{
    struct stat status = {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
        status.st_uid == ::geteuid();
}

bool isAlive(int pid)
{
    return ::kill(pid, 0) == 0 || errno == EPERM;
}

bool portExists(const CameraInfo& info)
{
    std::error_code error;
    return !info.port.starts_with('/') || fs::exists(info.port, error);
}

/// What files of that extension in the folder tell of processes that live.
std::vector<CameraInfo> announced(std::string_view extension)
{
    std::vector<CameraInfo> cameras;
    const std::string directory = announcementDirectory();
    if (!isOwnDirectory(directory)) {
        return cameras;
    }
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() != extension) {
            continue;
        }
        std::string problem;
        const auto text =
            readFile(entry->path().string(), kMaxAnnouncementBytes, problem, FileOwner::Self);
        auto info = parseAnnouncement(text.value_or(std::string()));
        if (info && isAlive(info->pid)) {
            cameras.push_back(*std::move(info));
        }
    }
    return cameras;
}

}  // namespace

std::vector<CameraInfo> virtualCameras()
{
    std::vector<CameraInfo> cameras = announced(".json");
    cameras.erase(std::remove_if(cameras.begin(), cameras.end(),
                                 [](const CameraInfo& each) { return !portExists(each); }),
                  cameras.end());
    return cameras;
}

std::vector<CameraInfo> virtualBoards()
{
    return announced(".board");
}

std::vector<CameraInfo> serialCameras(const BoardDatabase& boards)
{
    std::vector<CameraInfo> cameras;
    for (const UsbSerialPort& port : usbSerialPorts()) {
        const Board* board = boards.byUsbId(port.usbId);
        if (!board) {
            continue;
        }
        CameraInfo info;
        info.port = port.path;
        info.boardId = board->id;
        info.boardName = board->name;
        info.serial = port.serial;
        info.usbId = port.usbId;
        cameras.push_back(std::move(info));
    }
    return cameras;
}

std::vector<CameraInfo> camerasNow(const BoardDatabase& boards)
{
    std::vector<CameraInfo> all = serialCameras(boards);
    std::vector<CameraInfo> announced = virtualCameras();
    std::move(announced.begin(), announced.end(), std::back_inserter(all));
    std::sort(all.begin(), all.end(),
              [](const CameraInfo& a, const CameraInfo& b) { return a.port < b.port; });
    return all;
}

Result<std::vector<CameraInfo>> listCameras()
{
    const auto boards = BoardDatabase::load();
    if (!boards) {
        return Unexpected{boards.error()};
    }
    return camerasNow(*boards);
}

}  // namespace omv
