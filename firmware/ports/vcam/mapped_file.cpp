// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/mapped_file.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
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

std::optional<std::size_t> fitFile(int file, const std::string& path, std::size_t size,
                                   std::uint8_t fill)
{
    struct stat info {};
    if (::fstat(file, &info) != 0)
        return std::nullopt;
    errno = EINVAL;  // of a pipe or a device in the place of a file
    if (!S_ISREG(info.st_mode))
        return std::nullopt;
    const auto before = static_cast<std::size_t>(info.st_size);
    if (writeFrom(file, before, size, fill) && fillHoles(file, size) &&
        (before <= size || ::ftruncate(file, static_cast<off_t>(size)) == 0))
        return before;
    const int reason = errno;
    [[maybe_unused]] const int cut = ::ftruncate(file, static_cast<off_t>(before));
    errno = reason;
    if (before == 0 && !path.empty())
        dropFile(path);
    return std::nullopt;
}

void dropFile(const std::string& path)
{
    const int reason = errno;
    ::unlink(path.c_str());
    errno = reason;
}

}  // namespace omv::vcam
