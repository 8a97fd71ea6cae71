// SPDX-License-Identifier: MIT
#include "libopenmv/src/user_names.h"

#include <vector>

#include <grp.h>
#include <pwd.h>

namespace omv {

namespace {

constexpr std::size_t kNameBuffer = 16384;

}  // namespace

std::string userName(uid_t user)
{
    std::vector<char> buffer(kNameBuffer);
    passwd entry = {};
    passwd* found = nullptr;
    ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_name : std::to_string(user);
}

std::string groupName(gid_t group)
{
    std::vector<char> buffer(kNameBuffer);
    ::group entry = {};
    ::group* found = nullptr;
    ::getgrgid_r(group, &entry, buffer.data(), buffer.size(), &found);
    return found ? found->gr_name : std::to_string(group);
}

}  // namespace omv
