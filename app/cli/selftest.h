// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct SelftestCommand {
    std::vector<std::string> patterns;  ///< which checks; empty: all
    bool list = false;  ///< only tell which there are
    bool allowWrites = false;
    std::string junit;  ///< file for the results as JUnit XML; empty: none
    std::chrono::milliseconds limit{600'000};  ///< for all checks together
};

/// Puts a camera through a suite of checks; fails with VerificationFailed when one fails.
Outcome run(const SelftestCommand& command, Context& context);

}  // namespace omv::cli
