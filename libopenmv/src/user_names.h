// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <sys/types.h>

namespace omv {

/// The name of a user; the number where nobody knows it.
std::string userName(uid_t user);
/// The name of a group; likewise.
std::string groupName(gid_t group);

}  // namespace omv
