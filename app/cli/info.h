// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct InfoCommand {};

/// Shows what the camera says of itself.
Outcome run(const InfoCommand& command, Context& context);

}  // namespace omv::cli
