// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"

#include <string>

namespace omv::vcam {

enum class LockMode {
    Existing,  ///< the file must be there
    Create,
    CreateAndWait,  ///< until a camera that is cleaning up has finished with it
};

/// Locks a file until the descriptor is closed or the process has ended, however that
/// comes: who can lock it knows that its owner is gone. Empty with errno when it cannot;
/// EWOULDBLOCK: somebody else has the lock. Links are not followed.
UniqueFd lockFile(const std::string& path, LockMode mode);

}  // namespace omv::vcam
