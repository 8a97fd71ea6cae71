/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A folder of the host as a file system of the board: what the VFS type in
 * vfs_volume.c needs of it. Paths start with '/', the volume's root; neither ".."
 * nor a symbolic link leads out of it. Results below 0 are -errno. Implemented in
 * firmware/ports/vcam/flash_folder.cpp. */

#ifdef __cplusplus
extern "C" {
#endif

struct omv_volume;

enum {
    OMV_OPEN_READ = 1,
    OMV_OPEN_WRITE = 2,
    OMV_OPEN_CREATE = 4,
    OMV_OPEN_TRUNCATE = 8,
    OMV_OPEN_APPEND = 16
};

struct omv_file_info {
    bool folder;
    uint64_t size;
    int64_t modified; /* seconds since 1970 */
};
struct omv_volume_info {
    uint32_t block_size;
    uint64_t blocks;
    uint64_t free_blocks;
};

int omv_volume_open(struct omv_volume* volume, const char* path, int flags);
int64_t omv_volume_read(struct omv_volume* volume, int file, void* into, size_t size);
int64_t omv_volume_write(struct omv_volume* volume, int file, const void* from, size_t size);
int64_t omv_volume_seek(struct omv_volume* volume, int file, int64_t offset, int whence);
int omv_volume_flush(struct omv_volume* volume, int file);
void omv_volume_close(struct omv_volume* volume, int file);

int omv_volume_stat(struct omv_volume* volume, const char* path, struct omv_file_info* info);
int omv_volume_mkdir(struct omv_volume* volume, const char* path);
int omv_volume_remove(struct omv_volume* volume, const char* path);
int omv_volume_rmdir(struct omv_volume* volume, const char* path);
int omv_volume_rename(struct omv_volume* volume, const char* from, const char* to);
void omv_volume_statvfs(struct omv_volume* volume, struct omv_volume_info* info);

/* Lists a folder: NULL and *error on failure. next() copies the name; false at the end. */
void* omv_volume_list(struct omv_volume* volume, const char* path, int* error);
bool omv_volume_list_next(void* list, char* name, size_t room, struct omv_file_info* info);
void omv_volume_list_end(void* list);

#ifdef __cplusplus
}
#endif
