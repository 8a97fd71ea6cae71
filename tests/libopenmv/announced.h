// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/discovery.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace omv::test {

/// Announcements of virtual cameras that are not there, but whose process (this one) is.
class Announced {
public:
    /// `serial`: of all of them; empty: each has its own.
    explicit Announced(int count, const std::string& serial = {})
    {
        std::string pattern = std::filesystem::temp_directory_path() / "omv-run-XXXXXX";
        m_folder = mkdtemp(pattern.data());
        setenv("XDG_RUNTIME_DIR", m_folder.c_str(), 1);
        const std::string folder = announcementDirectory();
        std::filesystem::create_directories(folder);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        for (int i = 0; i < count; ++i)
            announce(folder + "/fake-" + std::to_string(i),
                     serial.empty() ? "FAKE" + std::to_string(i) : serial);
    }
    ~Announced()
    {
        unsetenv("XDG_RUNTIME_DIR");
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    Announced(const Announced&) = delete;
    Announced& operator=(const Announced&) = delete;

private:
    static void announce(const std::string& path, const std::string& serial)
    {
        CameraInfo info;
        info.kind = CameraInfo::Kind::Virtual;
        info.port = path + ".tty";
        std::ofstream(info.port) << "";
        info.boardId = "ae3";
        info.boardName = "OpenMV AE3";
        info.serial = serial;
        info.pid = getpid();
        std::ofstream(path + ".json") << formatAnnouncement(info);
    }

    std::string m_folder;
};

}  // namespace omv::test
