// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct SimCommand {
    std::vector<std::string> arguments;  ///< handed to omv-vcam as they are
};

/// Replaces this process by omv-vcam: $OMV_VCAM, else the one beside omv, else in PATH.
Outcome run(const SimCommand& command, Context& context);

}  // namespace omv::cli
