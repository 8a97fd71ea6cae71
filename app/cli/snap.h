// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct SnapCommand {
    std::string file;  ///< its extension decides the format
    bool noScript = false;
};

/// Saves one frame.
Outcome run(const SnapCommand& command, Context& context);

}  // namespace omv::cli
