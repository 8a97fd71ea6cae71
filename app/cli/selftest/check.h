// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/selftest/verdict.h"

#include <chrono>
#include <string_view>
#include <vector>

namespace omv::cli::selftest {

class Bench;

/// One thing that a camera is put through. `name` is stable: CI systems know it.
struct Check {
    /// What the bench has ready when the check begins.
    enum class Needs {
        Camera,  ///< Bench::camera(), with no script running
        Wire,  ///< Bench::wire(), just synchronised, with ACK off
    };

    std::string_view name;  ///< "group.what-is-checked"
    std::string_view title;  ///< what holds when it passes
    Verdict (*run)(Bench& bench) = nullptr;
    Needs needs = Needs::Camera;
    std::chrono::seconds limit{20};
};

using Checks = std::vector<Check>;

Checks infoChecks();
Checks scriptChecks();
Checks textChecks();
Checks streamChecks();
Checks channelChecks();
Checks fileChecks();
Checks wireChecks();
Checks refusalChecks();
Checks connectionChecks();

/// All of them, in the order in which they are run.
Checks allChecks();
/// Those that a pattern fits: a name, its beginning up to a dot ("stream"), or a name
/// with '*' for any text. No patterns: all.
Checks matching(const Checks& checks, const std::vector<std::string>& patterns);
/// The first pattern that fits no check; empty when there is none.
std::string unmatched(const Checks& checks, const std::vector<std::string>& patterns);

}  // namespace omv::cli::selftest
