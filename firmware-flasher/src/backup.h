// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include <string>
#include <vector>

namespace omv::flasher {

/// Files with what a board's partitions held, in a folder that can be written back as a release.
class Backup {
public:
    explicit Backup(std::string folder)
        : m_folder(std::move(folder))
    {
    }

    /// Reads `partition` into `file` of the folder: of a ROMFS as much as it has, of others all but
    /// the erased bytes at the end. False: nothing stands there, and no file is made. An older file
    /// of that name is replaced. Errors: those of the session; System (OMV-E0406, OMV-E0743: no
    /// room on the disk).
    /// `bytes`: of it, from its beginning.
    Result<bool> take(LoaderSession& session, const Partition& partition, std::uint64_t bytes,
                      const std::string& file, const Watch& watch);

private:
    std::string m_folder;
};

}  // namespace omv::flasher
