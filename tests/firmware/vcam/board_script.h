// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace omv::test {

/// The script tests/firmware/`file`, with raises() of vcam/scripts/raises.py at hand. The lines
/// keep their numbers. Empty: there is none, or its first line, which makes room, is no comment.
std::string boardScript(const std::string& file);

}  // namespace omv::test
