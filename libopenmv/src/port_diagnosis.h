// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <string>

// Evidence for the two errors that people meet most: access denied and port in use.

namespace omv {

/// E0104 with owner, group and mode of the device and the groups of this user.
Error permissionError(const std::string& path, int error);

/// E0105 naming the process that has `path` open, as far as the system shows it.
/// Our own descriptor of the port must be closed before.
Error busyError(const std::string& path, const std::string& evidence);

}  // namespace omv
