// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct ExplainCommand {
    std::string id;  ///< "OMV-E0104"; also "e0104" and "104"
};

/// Prints the long text of an error id.
Outcome run(const ExplainCommand& command, Context& context);

}  // namespace omv::cli
