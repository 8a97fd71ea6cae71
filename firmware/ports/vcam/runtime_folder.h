// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"

#include <openmv/discovery.h>

#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace omv::vcam {

/// A file of a camera in announcementDirectory(): "vcam-PID" and what tells its kind.
struct CameraFile {
    pid_t camera = 0;
    std::string_view suffix;
};
/// `name`: of a file there. Nothing when it is no camera's; `suffix` is a part of it.
std::optional<CameraFile> cameraFileOf(std::string_view name);
std::string cameraFilePath(pid_t camera, std::string_view suffix);

/// The files by which others find this process: announcement, control socket and
/// the link to the serial port, all in announcementDirectory(). Beside them is a
/// file that this process keeps locked: it tells a camera that lives from one that
/// was killed, even if another process has got its number since. Removes the
/// announcement and the lock when destroyed.
class RuntimeFolder {
public:
    /// Creates the folder (0700) if need be, and removes what killed cameras left there.
    /// Not ok() when the folder is not ours alone.
    RuntimeFolder();
    ~RuntimeFolder();
    RuntimeFolder(const RuntimeFolder&) = delete;
    RuntimeFolder& operator=(const RuntimeFolder&) = delete;

    bool ok() const { return m_problem.empty(); }
    const std::string& problem() const { return m_problem; }
    /// A path in the folder, for this process: "vcam-PID" and `suffix`.
    std::string path(const char* suffix) const;

    /// Writes the announcement in one step. False, with errno: it is not there.
    bool announce(const CameraInfo& info);
    /// The same for a board that plays its loaders: there until the end, whatever it runs.
    bool announceBoard(const CameraInfo& info);
    void withdraw();

private:
    bool openFolder();
    void removeLeftovers() const;

    std::string m_folder;
    std::string m_problem;
    UniqueFd m_lock;

    bool m_announced = false;
};

}  // namespace omv::vcam
