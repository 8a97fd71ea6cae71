// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace omv::flasher {

/// Letters of ASCII only, as in file names of releases.
bool sameWithoutCase(std::string_view a, std::string_view b);

/// What comes behind the last slash of either kind.
std::string_view baseName(std::string_view path);

}  // namespace omv::flasher
