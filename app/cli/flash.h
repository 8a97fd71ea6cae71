// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

#include <openmv/flasher/plan.h>

namespace omv::cli {

/// What is done with a board's memory: flash, backup, verify, recover.
struct FlashCommand {
    flasher::PlanOptions plan;
    std::string source;  ///< folder, zip, list, file or URL; empty where none is needed
    std::string sha256;  ///< of what is downloaded; empty: not known
    std::string board;  ///< id; empty: what the port has
    bool dryRun = false;
    bool noVerify = false;
    std::string backup;  ///< folder for what is overwritten, or of a backup
    std::optional<std::chrono::seconds> wait;  ///< for somebody who plugs the board in

    // Many boards at once.
    std::vector<std::string> ports;  ///< several -p
    bool all = false;  ///< all that are there
    bool watch = false;  ///< those that come, too
    std::optional<std::uint64_t> count;  ///< end after so many

    bool many() const { return ports.size() > 1 || all || watch; }
};

/// Does it by a plan, which is shown first. Several boards side by side, one result each.
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
