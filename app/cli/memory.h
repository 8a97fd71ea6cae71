// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct MemoryCommand {};

/// Shows the camera's memory pools.
Outcome run(const MemoryCommand& command, Context& context);

}  // namespace omv::cli
