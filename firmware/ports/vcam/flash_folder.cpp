// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/flash_folder.h"

#include "firmware/ports/vcam/unique_fd.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace omv::vcam {

namespace {

constexpr int kFolderFlags = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
constexpr int kMaxDepth = 32;

/// Blocks that a file of this size takes; an empty one takes none.
std::uint64_t blocksOf(std::uint64_t size)
{
    return (size + FlashFolder::kBlockSize - 1) / FlashFolder::kBlockSize;
}

bool isLegalName(std::string_view name)
{
    if (name.empty() || name == "." || name == ".." || name.size() > 255)
        return false;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 0x20 || std::strchr("\"*:<>?|\\", c))
            return false;
    }
    return true;
}

bool isPlain(const struct stat& info)
{
    return S_ISREG(info.st_mode) || S_ISDIR(info.st_mode);
}

omv_file_info describe(const struct stat& info)
{
    return {.folder = S_ISDIR(info.st_mode),
            .size = static_cast<std::uint64_t>(info.st_size),
            .modified = info.st_mtime};
}

std::uint64_t countBlocks(int folder, int depth)
{
    DIR* list = fdopendir(folder);
    if (!list) {
        ::close(folder);
        return 0;
    }
    std::uint64_t blocks = 0;
    while (const dirent* entry = readdir(list)) {
        struct stat info {};
        const std::string_view name = entry->d_name;
        if (name == "." || name == ".." ||
            fstatat(dirfd(list), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(info.st_mode))
            blocks += blocksOf(static_cast<std::uint64_t>(info.st_size));
        if (!S_ISDIR(info.st_mode))
            continue;
        const int inner = openat(dirfd(list), entry->d_name, O_RDONLY | kFolderFlags);
        blocks += 1;
        if (inner >= 0 && depth < kMaxDepth)
            blocks += countBlocks(inner, depth + 1);
    }
    closedir(list);
    return blocks;
}

int systemFlags(int flags)
{
    const bool reads = flags & OMV_OPEN_READ;
    const bool writes = flags & OMV_OPEN_WRITE;
    int result = writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY;
    if (flags & OMV_OPEN_CREATE)
        result |= O_CREAT;
    if (flags & OMV_OPEN_APPEND)
        result |= O_APPEND;
    // Truncated by hand, after the kind of file was looked at. O_NONBLOCK: a FIFO must not hang.
    return result | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
}

}  // namespace

struct FlashFolder::Place {
    UniqueFd folder;
    std::string name;
};

std::unique_ptr<FlashFolder> FlashFolder::open(const std::string& path, std::uint64_t capacity)
{
    const int root = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return nullptr;
    std::unique_ptr<FlashFolder> folder(new FlashFolder(root, capacity));
    folder->recount();
    return folder;
}

FlashFolder::FlashFolder(int root, std::uint64_t capacity)
    : m_root(root)
    , m_blocks(capacity / kBlockSize)
{
}

FlashFolder::~FlashFolder()
{
    ::close(m_root);
}

void FlashFolder::recount()
{
    const int folder = openat(m_root, ".", O_RDONLY | kFolderFlags);
    m_used = folder < 0 ? 0 : countBlocks(folder, 0);
}

std::uint64_t FlashFolder::freeBlocks() const
{
    return m_used < m_blocks ? m_blocks - m_used : 0;
}

void FlashFolder::release(std::uint64_t blocks)
{
    m_used -= blocks < m_used ? blocks : m_used;
}

int FlashFolder::walk(std::string_view path, Place& place) const
{
    place.folder.reset(fcntl(m_root, F_DUPFD_CLOEXEC, 0));
    place.name.clear();
    for (int depth = 0; !path.empty(); ++depth) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
        if (name.empty())
            continue;
        if (!isLegalName(name) || depth > kMaxDepth)
            return -EINVAL;
        if (!place.name.empty()) {
            const int next = openat(place.folder.get(), place.name.c_str(), O_PATH | kFolderFlags);
            if (next < 0)
                return errno == ELOOP || errno == ENOTDIR ? -ENOENT : -errno;
            place.folder.reset(next);
        }
        place.name = name;
    }
    return 0;
}

int FlashFolder::openFile(std::string_view path, int flags)
{
    Place place;
    if (const int error = walk(path, place))
        return error;
    if (place.name.empty())
        return -EISDIR;
    const int file = openat(place.folder.get(), place.name.c_str(), systemFlags(flags), 0644);
    if (file < 0)
        return errno == ELOOP ? -ENOENT : -errno;
    struct stat info {};
    int error = fstat(file, &info) == 0 ? 0 : -errno;
    if (!error && !S_ISREG(info.st_mode))
        error = S_ISDIR(info.st_mode) ? -EISDIR : -ENOENT;
    if (!error && (flags & OMV_OPEN_TRUNCATE)) {
        if (ftruncate(file, 0) == 0)
            release(blocksOf(static_cast<std::uint64_t>(info.st_size)));
        else
            error = -errno;
    }
    if (error) {
        ::close(file);
        return error;
    }
    return file;
}

std::int64_t FlashFolder::read(int file, void* into, std::size_t size)
{
    const ssize_t got = ::read(file, into, size);
    return got < 0 ? -errno : got;
}

std::int64_t FlashFolder::write(int file, const void* from, std::size_t size)
{
    struct stat before {};
    const off_t position = lseek(file, 0, SEEK_CUR);
    if (position < 0 || fstat(file, &before) != 0)
        return -errno;
    const bool appends = fcntl(file, F_GETFL) & O_APPEND;
    const auto oldSize = static_cast<std::uint64_t>(before.st_size);
    const std::uint64_t end = (appends ? oldSize : static_cast<std::uint64_t>(position)) + size;
    const std::uint64_t grown = end > oldSize ? blocksOf(end) - blocksOf(oldSize) : 0;
    if (grown > freeBlocks())
        return -ENOSPC;
    const ssize_t written = ::write(file, from, size);
    if (written < 0)
        return -errno;
    m_used += grown;
    return written;
}

std::int64_t FlashFolder::seek(int file, std::int64_t offset, int whence)
{
    const off_t at = lseek(file, offset, whence);
    return at < 0 ? -errno : at;
}

int FlashFolder::flush(int file)
{
    return fsync(file) == 0 || errno == EINVAL ? 0 : -errno;
}

void FlashFolder::close(int file)
{
    ::close(file);
}

int FlashFolder::stat(std::string_view path, omv_file_info& info)
{
    Place place;
    if (const int error = walk(path, place))
        return error;
    struct stat found {};
    const char* name = place.name.empty() ? "." : place.name.c_str();
    if (fstatat(place.folder.get(), name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return -errno;
    if (!isPlain(found))
        return -ENOENT;
    info = describe(found);
    return 0;
}

int FlashFolder::makeFolder(std::string_view path)
{
    Place place;
    if (const int error = walk(path, place))
        return error;
    if (place.name.empty())
        return -EEXIST;
    if (freeBlocks() == 0)
        return -ENOSPC;
    if (mkdirat(place.folder.get(), place.name.c_str(), 0755) != 0)
        return -errno;
    ++m_used;
    return 0;
}

int FlashFolder::removeFile(std::string_view path)
{
    Place place;
    if (const int error = walk(path, place))
        return error;
    struct stat info {};
    if (place.name.empty() ||
        fstatat(place.folder.get(), place.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        !isPlain(info))
        return -ENOENT;
    // As FAT does it, remove() takes empty folders too.
    const int folderFlag = S_ISDIR(info.st_mode) ? AT_REMOVEDIR : 0;
    if (unlinkat(place.folder.get(), place.name.c_str(), folderFlag) != 0)
        return errno == ENOTEMPTY ? -EACCES : -errno;
    release(folderFlag ? 1 : blocksOf(static_cast<std::uint64_t>(info.st_size)));
    return 0;
}

int FlashFolder::removeFolder(std::string_view path)
{
    Place place;
    if (const int error = walk(path, place))
        return error;
    if (place.name.empty())
        return -EACCES;
    if (unlinkat(place.folder.get(), place.name.c_str(), AT_REMOVEDIR) != 0)
        return errno == ENOTEMPTY ? -EACCES : -errno;
    release(1);
    return 0;
}

int FlashFolder::rename(std::string_view from, std::string_view to)
{
    Place source;
    Place target;
    if (const int error = walk(from, source))
        return error;
    if (const int error = walk(to, target))
        return error;
    if (source.name.empty() || target.name.empty())
        return -EACCES;
    struct stat info {};
    if (fstatat(source.folder.get(), source.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        !isPlain(info))
        return -ENOENT;
    if (renameat(source.folder.get(), source.name.c_str(), target.folder.get(),
                 target.name.c_str()) != 0)
        return -errno;
    recount();  // something may have been replaced
    return 0;
}

omv_volume_info FlashFolder::statvfs()
{
    recount();
    return {.block_size = kBlockSize, .blocks = m_blocks, .free_blocks = freeBlocks()};
}

int FlashFolder::openFolder(std::string_view path)
{
    Place place;
    if (const int error = walk(path, place))
        return error;
    const char* name = place.name.empty() ? "." : place.name.c_str();
    const int folder = openat(place.folder.get(), name, O_RDONLY | kFolderFlags);
    return folder < 0 ? (errno == ELOOP ? -ENOENT : -errno) : folder;
}

}  // namespace omv::vcam
