// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct ResetCommand {
    bool bootloader = false;  ///< stay in the bootloader
};

/// Restarts the board.
Outcome run(const ResetCommand& command, Context& context);

}  // namespace omv::cli
