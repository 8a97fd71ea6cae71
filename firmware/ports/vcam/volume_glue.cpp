// SPDX-License-Identifier: MIT
// FlashFolder as the C functions that the MicroPython file system type calls.
#include "firmware/ports/vcam/volume_glue.h"

#include <cerrno>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using omv::vcam::FlashFolder;

namespace {

FlashFolder& folder(omv_volume* volume)
{
    return *reinterpret_cast<FlashFolder*>(volume);
}

}  // namespace

omv_volume* omv::vcam::asVolume(FlashFolder& flash)
{
    return reinterpret_cast<omv_volume*>(&flash);
}

int omv_volume_open(omv_volume* volume, const char* path, int flags)
{
    return folder(volume).openFile(path, flags);
}

std::int64_t omv_volume_read(omv_volume* volume, int file, void* into, std::size_t size)
{
    return folder(volume).read(file, into, size);
}

std::int64_t omv_volume_write(omv_volume* volume, int file, const void* from, std::size_t size)
{
    return folder(volume).write(file, from, size);
}

std::int64_t omv_volume_seek(omv_volume* volume, int file, std::int64_t offset, int whence)
{
    return folder(volume).seek(file, offset, whence);
}

int omv_volume_flush(omv_volume* volume, int file)
{
    return folder(volume).flush(file);
}

void omv_volume_close(omv_volume* volume, int file)
{
    folder(volume).close(file);
}

int omv_volume_stat(omv_volume* volume, const char* path, omv_file_info* info)
{
    return folder(volume).stat(path, *info);
}

int omv_volume_mkdir(omv_volume* volume, const char* path)
{
    return folder(volume).makeFolder(path);
}

int omv_volume_remove(omv_volume* volume, const char* path)
{
    return folder(volume).removeFile(path);
}

int omv_volume_rmdir(omv_volume* volume, const char* path)
{
    return folder(volume).removeFolder(path);
}

int omv_volume_rename(omv_volume* volume, const char* from, const char* to)
{
    return folder(volume).rename(from, to);
}

void omv_volume_statvfs(omv_volume* volume, omv_volume_info* info)
{
    *info = folder(volume).statvfs();
}

void* omv_volume_list(omv_volume* volume, const char* path, int* error)
{
    const int fd = folder(volume).openFolder(path);
    DIR* list = fd < 0 ? nullptr : fdopendir(fd);
    if (fd >= 0 && !list)
        ::close(fd);
    *error = list ? 0 : (fd < 0 ? fd : -EIO);
    return list;
}

bool omv_volume_list_next(void* list, char* name, std::size_t room, omv_file_info* info)
{
    DIR* folder = static_cast<DIR*>(list);
    while (const dirent* entry = readdir(folder)) {
        struct stat found {};
        const std::size_t length = std::strlen(entry->d_name);
        if (!std::strcmp(entry->d_name, ".") || !std::strcmp(entry->d_name, "..") ||
            length >= room ||
            fstatat(dirfd(folder), entry->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (!S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode))
            continue;
        std::memcpy(name, entry->d_name, length + 1);
        *info = {.folder = S_ISDIR(found.st_mode),
                 .size = static_cast<std::uint64_t>(found.st_size),
                 .modified = found.st_mtime};
        return true;
    }
    return false;
}

void omv_volume_list_end(void* list)
{
    closedir(static_cast<DIR*>(list));
}
