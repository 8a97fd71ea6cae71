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

struct SimImageCommand {
    std::string kind;  ///< "firmware", "bootloader", "romfs", "zip"
    std::string board;
    std::string version;  ///< "5.1.0"
    std::string out;  ///< a file; a folder where the kind has several
};

/// Makes files that a virtual board can be flashed with.
Outcome run(const SimImageCommand& command, Context& context);

}  // namespace omv::cli
