// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

/// The whole file `path`, or standard input for "-". Errors: System (not readable).
Result<std::string> readInput(const std::string& path, const Environment& env);

/// Writes the file `path`, replacing what was there. Errors: System.
Status writeFile(const std::string& path, std::string_view bytes);

/// Whether writeFile() could write `path` now. What is there stays as it is, and what is
/// not there does not come to be. Errors: System.
Status checkWritable(const std::string& path);

}  // namespace omv::cli
