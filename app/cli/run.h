// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct RunCommand {
    std::string file;  ///< "-": standard input
    std::uint64_t frames = 0;  ///< stop the script after so many; 0: no limit
    std::optional<std::chrono::milliseconds> limit;  ///< stop the script after this time
    std::string saveFrames;  ///< folder for the frames; empty: not saved
};

struct ExecCommand {
    std::string code;
};

/// Runs a script on the camera and shows what it prints, until it ends.
Outcome run(const RunCommand& command, Context& context);
Outcome run(const ExecCommand& command, Context& context);

}  // namespace omv::cli
