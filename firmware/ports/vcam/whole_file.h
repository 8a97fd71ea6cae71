// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace omv::vcam {

/// Writes a file in one step: who reads it sees all of it, or what was there before. False, with
/// errno: what was there before stays. Has `path` with ".new" behind it in use meanwhile.
bool writeWholeFile(const std::string& path, std::string_view text);

}  // namespace omv::vcam
