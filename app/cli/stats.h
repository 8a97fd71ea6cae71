// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct StatsCommand {
    bool watch = false;  ///< again and again, as rates
    std::chrono::milliseconds interval{1000};
    std::uint64_t count = 0;  ///< ends after so many; 0: never
    bool noStream = false;  ///< do not switch streaming on for it
};

/// Shows the counters of the connection and of the camera.
Outcome run(const StatsCommand& command, Context& context);

}  // namespace omv::cli
