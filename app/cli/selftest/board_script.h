// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/selftest/bench.h"

namespace omv::cli::selftest {

/// What a script that ended said.
struct ScriptOutput {
    std::string text;
    ScriptEnd end;
};
/// Runs a script to its end.
Result<ScriptOutput> runToEnd(Bench& bench, std::string_view script);

/// A script that goes on after it said that it is ready.
struct StartedScript {
    std::string skip;  ///< why the board cannot do what is to be checked; empty: it can
    std::string ready;  ///< what it said behind "ready"
};
/// Starts a script and waits until it prints a line that begins with "ready" or "skip".
Result<StartedScript> startScript(Bench& bench, std::string_view script);

/// Text of the running script, until `text` holds `end` or the check's time is over (Timeout)
/// or nothing runs any more (Refused).
Result<std::string> readUntil(Bench& bench, std::string_view end);

/// As a Python string between quotes would show it, cut to what fits a line.
std::string quoted(std::string_view text);

}  // namespace omv::cli::selftest
