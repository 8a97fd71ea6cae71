// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct StatsCommand {};

/// Shows the counters of the connection and of the camera.
Outcome run(const StatsCommand& command, Context& context);

}  // namespace omv::cli
