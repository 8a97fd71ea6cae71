// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct StopCommand {};

/// Stops the script that runs on the camera. Success too when none runs.
Outcome run(const StopCommand& command, Context& context);

}  // namespace omv::cli
