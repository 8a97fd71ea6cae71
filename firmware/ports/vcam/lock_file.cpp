// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/lock_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace omv::vcam {

namespace {

// The file may be removed by who locked it before us; then there is a new one to lock.
constexpr int kTries = 16;

bool isStillAt(int fd, const std::string& path)
{
    struct stat opened {};
    struct stat named {};
    return fstat(fd, &opened) == 0 && lstat(path.c_str(), &named) == 0 &&
        opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

}  // namespace

UniqueFd lockFile(const std::string& path, LockMode mode)
{
    const int create = mode == LockMode::Existing ? 0 : O_CREAT;
    const int operation = mode == LockMode::CreateAndWait ? LOCK_EX : LOCK_EX | LOCK_NB;
    for (int i = 0; i < kTries; ++i) {
        UniqueFd file(::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | create, 0600));
        if (!file || flock(file.get(), operation) != 0)
            return UniqueFd();
        if (isStillAt(file.get(), path))
            return file;
    }
    errno = EAGAIN;
    return UniqueFd();
}

}  // namespace omv::vcam
