// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/selftest/runner.h"

namespace omv::cli::selftest {

/// The results as a JUnit XML document, for CI systems: one suite, named after the board.
std::string junitXml(const DeviceInfo& info, const std::vector<CheckResult>& results);

/// The same when the camera's port could not be opened: one test case, with the error.
std::string junitXml(const Error& error);

/// Text for XML: markup escaped, what XML 1.0 or UTF-8 forbids replaced by '?'.
std::string xmlText(std::string_view text);

}  // namespace omv::cli::selftest
