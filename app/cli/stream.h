// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct StreamCommand {
    bool raw = false;
    std::uint64_t frames = 0;  ///< end after so many; 0: until Ctrl+C
    std::string out;  ///< folder, "-" for standard output, or empty: frames are only counted
    bool noScript = false;
};

/// Receives frames until enough are there.
Outcome run(const StreamCommand& command, Context& context);

}  // namespace omv::cli
