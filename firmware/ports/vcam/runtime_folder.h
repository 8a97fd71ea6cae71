// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/discovery.h>

#include <string>

namespace omv::vcam {

/// The files by which others find this process: announcement, control socket and
/// the link to the serial port, all in announcementDirectory(). Removes the
/// announcement when destroyed.
class RuntimeFolder {
public:
    /// Creates the folder (0700) if need be. Not ok() when it is not ours alone.
    RuntimeFolder();
    ~RuntimeFolder() { withdraw(); }
    RuntimeFolder(const RuntimeFolder&) = delete;
    RuntimeFolder& operator=(const RuntimeFolder&) = delete;

    bool ok() const { return m_problem.empty(); }
    const std::string& problem() const { return m_problem; }
    /// A path in the folder, for this process: "vcam-PID" and `suffix`.
    std::string path(const char* suffix) const;

    /// Writes the announcement in one step.
    bool announce(const CameraInfo& info);
    void withdraw();

private:
    std::string m_folder;
    std::string m_problem;
    bool m_announced = false;
};

}  // namespace omv::vcam
