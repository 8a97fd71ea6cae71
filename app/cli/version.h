// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct VersionCommand {};

/// Shows the version of this program and its library, which are built together.
Outcome run(const VersionCommand& command, Context& context);

}  // namespace omv::cli
