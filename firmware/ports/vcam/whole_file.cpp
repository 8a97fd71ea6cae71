// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/whole_file.h"

#include <cerrno>
#include <cstdio>
#include <fstream>

#include <unistd.h>

namespace omv::vcam {

bool writeWholeFile(const std::string& path, std::string_view text)
{
    const std::string fresh = path + ".new";
    errno = 0;
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (out && std::rename(fresh.c_str(), path.c_str()) == 0)
        return true;
    const int reason = errno;
    ::unlink(fresh.c_str());
    errno = reason;
    return false;
}

}  // namespace omv::vcam
