// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/micropython/vfs_volume.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace omv::vcam {

/// A folder of the host that stands for a file system partition of the board.
///
/// Paths are those of the volume ("/lib/a.py"). Every step of a path is opened
/// relative to the one before and never through a symbolic link, so nothing
/// outside of the folder can be reached; names that FAT does not know are
/// refused. The partition's size is kept: what does not fit is ENOSPC.
///
/// Results below 0 are -errno. Threads: one at a time (the VM's).
class FlashFolder {
public:
    static constexpr std::uint32_t kBlockSize = 4096;

    /// `path`: an existing folder. Null when it cannot be opened.
    static std::unique_ptr<FlashFolder> open(const std::string& path, std::uint64_t capacity);
    ~FlashFolder();
    FlashFolder(const FlashFolder&) = delete;
    FlashFolder& operator=(const FlashFolder&) = delete;

    int openFile(std::string_view path, int flags);
    std::int64_t read(int file, void* into, std::size_t size);
    std::int64_t write(int file, const void* from, std::size_t size);
    std::int64_t seek(int file, std::int64_t offset, int whence);
    int flush(int file);
    void close(int file);

    int stat(std::string_view path, omv_file_info& info);
    int makeFolder(std::string_view path);
    int removeFile(std::string_view path);
    int removeFolder(std::string_view path);
    int rename(std::string_view from, std::string_view to);
    omv_volume_info statvfs();

    /// Opens a folder for listing: a descriptor, or -errno.
    int openFolder(std::string_view path);

    /// Counts the blocks in use anew: the host may have changed the folder.
    void recount();

private:
    struct Place;

    FlashFolder(int root, std::uint64_t capacity);
    /// The folder that holds the last name of `path`.
    int walk(std::string_view path, Place& place) const;
    std::uint64_t freeBlocks() const;
    void release(std::uint64_t blocks);

    int m_root;
    std::uint64_t m_blocks;
    std::uint64_t m_used = 0;
};

}  // namespace omv::vcam
