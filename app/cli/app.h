// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

/// The whole program but main(): understands the arguments (without the program's
/// name), does the verb, reports. Returns what the process has to return.
int runCli(const std::vector<std::string>& arguments, const Environment& env);

}  // namespace omv::cli
