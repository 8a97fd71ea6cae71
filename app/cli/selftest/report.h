// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"
#include "app/cli/selftest/runner.h"

namespace omv::cli::selftest {

/// Tells each result as it comes: a line for people, an event for programs. The context must
/// outlive the listener.
Runner::Listener reportTo(const Checks& checks, Context& context);

/// How many passed, failed and were skipped.
void tellSummary(const std::vector<CheckResult>& results, Context& context);

}  // namespace omv::cli::selftest
