// SPDX-License-Identifier: MIT
#include "libopenmv/src/read_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/unique_fd.h"

namespace omv {

namespace {

constexpr std::size_t kPiece = 4096;

}  // namespace

std::optional<std::string> readFile(const std::string& path, std::size_t maxBytes,
                                    std::string& problem, FileOwner owner)
{
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (!file || ::fstat(file.get(), &status) != 0) {
        problem = errnoText(errno);
        return {};
    }
    if (!S_ISREG(status.st_mode)) {
        problem = "not a regular file";
        return {};
    }
    if (owner == FileOwner::Self && status.st_uid != ::geteuid()) {
        problem = "belongs to another user";
        return {};
    }
    // As much as there is, not as much as is allowed; what grows meanwhile is read on.
    std::string content;
    std::size_t size = 0;
    while (size <= maxBytes) {
        if (size == content.size()) {
            const std::size_t told = static_cast<std::size_t>(status.st_size) + 1;
            content.resize(std::min(std::max(told, size + kPiece), maxBytes + 1));
        }
        const ssize_t got = ::read(file.get(), content.data() + size, content.size() - size);
        if (got < 0 && errno != EINTR) {
            problem = errnoText(errno);
            return {};
        }
        if (got == 0) {
            break;
        }
        size += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    if (size > maxBytes) {
        problem = fmt::format("larger than the {} bytes allowed", maxBytes);
        return {};
    }
    content.resize(size);
    return content;
}

}  // namespace omv
