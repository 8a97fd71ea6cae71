// SPDX-License-Identifier: MIT
#include "libopenmv/src/write_file.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/unique_fd.h"

namespace omv {

namespace fs = std::filesystem;

namespace {

Unexpected cannotWrite(const std::string& path, std::string why)
{
    return fail(
        "OMV-E0406", fmt::format("Cannot write {}", path), std::move(why),
        "Check that the folder exists, that you may write there and that the disk has room");
}

/// Unique among the threads of this process and among processes.
std::string temporaryName(const std::string& path)
{
    static std::atomic<unsigned> counter{0};
    return fmt::format("{}.{}-{}.tmp", path, ::getpid(), counter++);
}

/// 0, or errno.
int writeAll(int fd, std::span<const std::uint8_t> content)
{
    while (!content.empty()) {
        const ssize_t put = ::write(fd, content.data(), content.size());
        if (put < 0 && errno != EINTR) {
            return errno;
        }
        content = content.subspan(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return 0;
}

int createFile(const std::string& path, std::span<const std::uint8_t> content)
{
    const UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    return file ? writeAll(file.get(), content) : errno;
}

}  // namespace

Status writeFile(const std::string& path, std::span<const std::uint8_t> content)
{
    std::error_code error;
    const std::string target =
        fs::is_symlink(path, error) ? fs::weakly_canonical(path, error).string() : path;
    const fs::file_status status = fs::status(target, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        return cannotWrite(path, "it exists and is not a regular file");
    }
    const std::string temporary = temporaryName(target);
    int failure = createFile(temporary, content);
    if (failure == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) {
        failure = errno;
    }
    if (failure != 0) {
        ::unlink(temporary.c_str());
        return cannotWrite(path, errnoText(failure));
    }
    return Done{};
}

}  // namespace omv
