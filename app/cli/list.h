// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct ListCommand {
    bool watch = false;
};

/// Shows the cameras that are there; with `watch` also those that come and go,
/// until Ctrl+C.
Outcome run(const ListCommand& command, Context& context);

}  // namespace omv::cli
