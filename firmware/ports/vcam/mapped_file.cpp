// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/mapped_file.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace omv::vcam {

namespace {

bool writeFrom(int file, std::size_t at, std::size_t end, std::uint8_t fill)
{
    std::array<std::uint8_t, 65536> piece;
    piece.fill(fill);
    while (at < end) {
        const ssize_t written =
            ::pwrite(file, piece.data(), std::min(piece.size(), end - at), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += static_cast<std::size_t>(written);
    }
    return true;
}

/// Places for the holes of a file that was copied without them.
bool fillHoles(int file, std::size_t size)
{
    int failed = EINTR;
    while (failed == EINTR)
        failed = ::posix_fallocate(file, 0, static_cast<off_t>(size));
    errno = failed;
    return failed == 0;
}

}  // namespace

bool fitFile(int file, std::size_t before, std::size_t size, std::uint8_t fill)
{
    const std::size_t kept = std::min(before, size);
    if (before > size && ::ftruncate(file, static_cast<off_t>(size)) != 0)
        return false;
    if (writeFrom(file, kept, size, fill) && fillHoles(file, size))
        return true;
    const int reason = errno;
    [[maybe_unused]] const int cut = ::ftruncate(file, static_cast<off_t>(kept));
    errno = reason;
    return false;
}

void dropFile(const std::string& path)
{
    const int reason = errno;
    ::unlink(path.c_str());
    errno = reason;
}

}  // namespace omv::vcam
