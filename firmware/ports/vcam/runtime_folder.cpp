// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/runtime_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace omv::vcam {

RuntimeFolder::RuntimeFolder()
    : m_folder(announcementDirectory())
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
}

std::string RuntimeFolder::path(const char* suffix) const
{
    return fmt::format("{}/vcam-{}{}", m_folder, getpid(), suffix);
}

bool RuntimeFolder::announce(const CameraInfo& info)
{
    const std::string fresh = path(".json.new");
    std::ofstream out(fresh, std::ios::trunc);
    out << formatAnnouncement(info);
    out.close();
    m_announced = out && std::rename(fresh.c_str(), path(".json").c_str()) == 0;
    return m_announced;
}

void RuntimeFolder::withdraw()
{
    if (m_announced)
        ::unlink(path(".json").c_str());
    m_announced = false;
}

}  // namespace omv::vcam
