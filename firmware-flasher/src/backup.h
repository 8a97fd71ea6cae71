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

    /// Makes the folder, and looks whether so much fits. Errors: System (OMV-E0743).
    Status makeRoom(std::uint64_t bytes) const;

    /// Reads `partition` into `file` of the folder: of a ROMFS as much as it has, of others all but
    /// the erased bytes at the end. False: nothing stands there, and no file is made. A file
    /// that is there already is never replaced. Errors: those of the session; System (OMV-E0406,
    /// OMV-E0746: a file of that name with other contents).
    /// `bytes`: of it, from its beginning.
    Result<bool> take(LoaderSession& session, const Partition& partition, std::uint64_t bytes,
                      const std::string& file, const Watch& watch);

private:
    std::string m_folder;
};

}  // namespace omv::flasher
