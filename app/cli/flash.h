// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

#include <openmv/flasher/plan.h>

namespace omv::cli {

struct FlashCommand {
    flasher::PlanOptions plan;
    std::string source;  ///< folder, zip, list or file; empty for erase
    std::string board;  ///< id; empty: what the port has
    bool dryRun = false;
    bool noVerify = false;
};

/// Writes a board's memory by a plan, which is shown first.
Outcome run(const FlashCommand& command, Context& context);

struct ImageInfoCommand {
    std::string file;
};

/// Says what a file is and for which boards.
Outcome run(const ImageInfoCommand& command, Context& context);

}  // namespace omv::cli
